"""What files and archives say of rewards: names and prizes; yuan stay with who gives them and who gets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from leaderboard.award_archive import rewards_part
from leaderboard.rewards_seen import own_awards
from organizations.filing.dossier import FileColumn, FileSection, Value
from organizations.filing.registry import register_part, register_section

if TYPE_CHECKING:
    from leaderboard.models import RewardLine
    from organizations.models import User


def register() -> None:
    register_section(40, rewards_section)
    register_part(41, rewards_part)


def rewards_section(person: User) -> FileSection:
    """Return his awards and those of his teams, withdrawn ones too. One query."""
    return FileSection(
        key="rewards",
        title=_("Rewards"),
        columns=(
            FileColumn(_("Approved on"), 3),
            FileColumn(_("Occasion"), 6),
            FileColumn(pgettext("reward", "Prize"), 3),
            FileColumn(_("Given by"), 4),
            FileColumn(_("Number of the certificate"), 5),
            FileColumn(_("Remark"), 4),
        ),
        rows=[_row(line) for line in own_awards(person)],
        empty=_("He has no award yet."),
    )


def _row(line: RewardLine) -> tuple[Value, ...]:
    approved = line.rewards.approved_at
    remarks = [
        *([_("as %s") % line.name] if line.is_for_team else []),
        *([_("Withdrawn: %s") % line.withdrawn_reason] if line.is_withdrawn else []),
    ]
    return (
        localtime(approved).date() if approved else None,
        line.rewards.occasion,
        line.prize,
        line.rewards.owner.shown_name,
        line.number,
        "；".join(remarks),
    )
