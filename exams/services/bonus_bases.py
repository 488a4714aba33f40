"""Taking in the base amounts of a month: all of a table, or nothing of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exams.bonus.bases import BadBase, BaseRow, read_bases
from exams.bonus.months import month_text
from exams.models import Attempt, BonusBase
from exams.services.bonus_touched import touch_by_bases
from organizations.archives import BadFile
from organizations.audit import record
from organizations.errors import Refused
from organizations.models import Membership

if TYPE_CHECKING:
    from organizations.models import Unit, User

BATCH = 500


@dataclass(frozen=True, slots=True)
class Brought:
    """A table as somebody brings it: its name on his computer, and what is in it."""

    filename: str
    content: bytes


class BadBases(Refused):
    """The table has bad rows; nothing of it was taken."""

    def __init__(self, filename: str, rows: tuple[BadBase, ...]) -> None:
        self.rows = rows
        said = ngettext(
            "%(file)s: %(rows)d row is bad. Nothing was taken; mend it and bring the table again.",
            "%(file)s: %(rows)d rows are bad. Nothing was taken; mend them and bring the table again.",
            len(rows),
        )
        super().__init__(said % {"file": filename, "rows": len(rows)})


@transaction.atomic
def bring_bases(*, enterprise: Unit, month: date, brought: Brought, by: User) -> int:
    """Keep the amounts of the table for that month, over those that were known, and return how many there are.

    Whoever is not in the table keeps what he had. Raises BadFile; BadBases, naming every bad row.
    """
    good, bad = _read(brought)
    workers = _workers(enterprise, month)
    bad += [
        BadBase(row.number, _("工号: nobody here has the number %s.") % row.employee_no)
        for row in good
        if row.employee_no not in workers
    ]
    if bad:
        raise BadBases(brought.filename, tuple(sorted(bad, key=lambda row: row.number)))
    if not good:
        raise BadFile(_("%(file)s holds no amounts.") % {"file": brought.filename})
    _keep(enterprise, month, {workers[row.employee_no]: row for row in good}, by)
    touch_by_bases(enterprise=enterprise, month=month)
    record("bonus.bases", by=by, subject=enterprise, unit=enterprise, month=month_text(month), people=len(good))
    return len(good)


def _read(brought: Brought) -> tuple[list[BaseRow], list[BadBase]]:
    most = settings.ROSTER_MAX_BYTES
    if len(brought.content) > most:
        words = {"file": brought.filename, "most": filesizeformat(most)}
        raise BadFile(_("%(file)s is larger than %(most)s. Leave only the columns 工号 and 基数 in it.") % words)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bases"
        path.write_bytes(brought.content)
        return read_bases(path, filename=brought.filename)


def _workers(enterprise: Unit, month: date) -> dict[str, int]:
    """Return workers by employee number: those of today, and over them those who had a seat in an exam of the month."""
    today = Membership.objects.current().filter(enterprise=enterprise).values_list("employee_no", "user")
    seats = Attempt.objects.filter(enterprise=enterprise, exam__bonus_month=month).values_list("employee_no", "worker")
    return {number.upper(): worker for number, worker in (*today, *seats)}


def _keep(enterprise: Unit, month: date, rows: dict[int, BaseRow], by: User) -> None:
    now = timezone.now()
    BonusBase.objects.bulk_create(
        [
            BonusBase(
                enterprise=enterprise, month=month, worker_id=worker, yuan=row.yuan, brought_by=by, brought_at=now
            )
            for worker, row in rows.items()
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["enterprise", "month", "worker"],
        update_fields=["yuan", "brought_by", "brought_at"],
    )
