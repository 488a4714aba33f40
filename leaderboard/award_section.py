"""Awards as a table of a file: names and prizes. Yuan stay with who gives them and who gets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from organizations.filing.dossier import FileColumn, FileSection, Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leaderboard.models import RewardLine


def award_section(lines: Iterable[RewardLine], *, key: str, empty: str, whose: bool) -> FileSection:
    """Return the awards in the order given; `whose` says who got each and why, where it is not one person's file.

    One query; `rewards__owner` and `unit` are to be fetched with them.
    """
    whom = (FileColumn(_("Name"), 3), FileColumn(_("Unit of that day"), 4), FileColumn(_("reason"), 6))
    return FileSection(
        key=key,
        title=_("Rewards"),
        columns=(
            FileColumn(_("Approved on"), 3),
            FileColumn(_("Occasion"), 5),
            FileColumn(pgettext("reward", "Prize"), 3),
            *(whom if whose else ()),
            FileColumn(_("Given by"), 4),
            FileColumn(_("Number of the certificate"), 5),
            FileColumn(_("Remark"), 4),
        ),
        rows=[_row(line, whose=whose) for line in lines],
        empty=empty,
    )


def _row(line: RewardLine, *, whose: bool) -> tuple[Value, ...]:
    approved = line.rewards.approved_at
    remarks = [
        *([_("as %s") % line.name] if line.is_for_team and not whose else []),
        *([_("Withdrawn: %s") % line.withdrawn_reason] if line.is_withdrawn else []),
    ]
    return (
        localtime(approved).date() if approved else None,
        line.rewards.occasion,
        line.prize,
        *((line.name, line.unit.name, line.reason) if whose else ()),
        line.rewards.owner.shown_name,
        line.number,
        "；".join(remarks),
    )
