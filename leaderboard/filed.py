"""What files and archives say of rewards: names and prizes; yuan stay with who gives them and who gets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from leaderboard.award_archive import rewards_part
from leaderboard.award_section import award_section
from leaderboard.rewards_seen import own_awards
from organizations.filing.registry import register_part, register_section

if TYPE_CHECKING:
    from organizations.filing.dossier import FileSection
    from organizations.models import User


def register() -> None:
    register_section(40, rewards_section)
    register_part(41, rewards_part)


def rewards_section(person: User) -> FileSection:
    """Return his awards and those of his teams, withdrawn ones too. One query."""
    return award_section(own_awards(person), key="rewards", empty=_("He has no award yet."), whose=False)
