"""Telling of one's own slip, or of a near miss."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hazards.models import SelfReport
from hazards.signals import self_reported
from organizations.audit import record
from organizations.errors import Refused

if TYPE_CHECKING:
    from organizations.models import User

OLDEST = timedelta(days=31)


class SelfReportRefused(Refused):
    """What was told can't be kept so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody tells. `key` is the page's own: the same key twice is the same report."""

    kind: str
    what: str
    place: str
    happened_on: date
    key: UUID


@transaction.atomic
def report_self(*, worker: User, told: Told) -> SelfReport:
    """Keep it for the unit where he works today, and tell it to whoever listens; sent twice it is one.

    Nothing is taken from him: no figure that compares teams counts it against his. The audit row has no name.
    Raises SelfReportRefused for who works nowhere, without words or place, and for a day to come or long gone;
    ValidationError.
    """
    known = SelfReport.objects.filter(worker=worker, key=told.key).first()
    if known is not None:
        return known
    place = worker.memberships.current().select_related("unit", "enterprise").first()
    if place is None:
        raise SelfReportRefused(_("You stand on no roster at the moment. Ask your safety officer."))
    _check(told)
    report = SelfReport(
        worker=worker,
        enterprise=place.enterprise,
        unit=place.unit,
        kind=told.kind,
        what=told.what.strip(),
        place=told.place.strip(),
        happened_on=told.happened_on,
        key=told.key,
    )
    report.full_clean()
    report.save()
    record("self_report.tell", by=None, subject=report, unit=place.enterprise, kind=report.kind)
    transaction.on_commit(lambda: self_reported.send(SelfReport, worker=worker, report=report))
    return report


def _check(told: Told) -> None:
    if not told.what.strip():
        raise SelfReportRefused(_("Choose what it was, or write it in a few words."))
    if not told.place.strip():
        raise SelfReportRefused(_("Choose where it was, or write it."))
    today = timezone.localdate()
    if told.happened_on > today:
        raise SelfReportRefused(_("This day lies in the future: correct it."))
    if told.happened_on < today - OLDEST:
        raise SelfReportRefused(_("This is more than a month ago. Talk to your safety officer about it."))
