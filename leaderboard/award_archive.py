"""The awards of an enterprise's people in its archive: names and prizes. It is read from above too: no yuan."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from leaderboard.models import RewardLine
from organizations.excel import workbook_bytes
from organizations.filing.archive_writer import Filed, Piece
from organizations.filing.dossier import Dossier, FileColumn, FileSection, Value
from organizations.filing.paper import dossiers_pdf
from organizations.filing.tables import table_of

if TYPE_CHECKING:
    from organizations.models import Unit


def rewards_part(enterprise: Unit) -> list[Piece]:
    """Return a folder with the awards of its people and teams, whoever gave them."""
    return [partial(_folder, enterprise)]


def _folder(enterprise: Unit) -> Iterator[Filed]:
    title, section = _("Rewards"), awards_section(enterprise)
    dossier = Dossier(
        title=_("File of rewards"),
        name=enterprise.shown_name,
        about=[(_("Enterprise"), enterprise.shown_name)],
        sections=[section],
        signed_by=(_("Safety officer"), _("Date")),
    )
    yield Filed((title, f"{title}.pdf"), dossiers_pdf([dossier], made_at=timezone.now()))
    yield Filed((title, f"{title}.json"), dossier.content())
    yield Filed((title, f"{title}.xlsx"), workbook_bytes([table_of(section, title=enterprise.shown_name)]))


def awards_section(enterprise: Unit) -> FileSection:
    """Return the awards of approved lists, the latest first, withdrawn ones too. One query."""
    lines = RewardLine.objects.out().filter(enterprise=enterprise).select_related("rewards__owner", "unit")
    return FileSection(
        key="awards",
        title=_("Rewards"),
        columns=(
            FileColumn(_("Approved on"), 3),
            FileColumn(_("Occasion"), 5),
            FileColumn(pgettext("reward", "Prize"), 3),
            FileColumn(_("Name"), 3),
            FileColumn(_("Unit of that day"), 4),
            FileColumn(_("reason"), 6),
            FileColumn(_("Given by"), 4),
            FileColumn(_("Number of the certificate"), 5),
            FileColumn(_("Remark"), 4),
        ),
        rows=[_row(line) for line in lines.order_by("-rewards__approved_at", "order")],
        empty=_("Nobody has been rewarded yet."),
    )


def _row(line: RewardLine) -> tuple[Value, ...]:
    approved = line.rewards.approved_at
    return (
        localtime(approved).date() if approved else None,
        line.rewards.occasion,
        line.prize,
        line.name,
        line.unit.name,
        line.reason,
        line.rewards.owner.shown_name,
        line.number,
        _("Withdrawn: %s") % line.withdrawn_reason if line.is_withdrawn else "",
    )
