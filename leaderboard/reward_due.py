"""What comes after the final places: the competition's list of rewards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leaderboard.models import RewardList
from leaderboard.rewards_seen import gives, rewards_seen
from organizations.scopes import Reach

if TYPE_CHECKING:
    from leaderboard.models import Competition
    from organizations.models import User


@dataclass(frozen=True, slots=True)
class RewardDue:
    """The list of a final competition as far as its reader sees it, and whether he begins one: there is none yet."""

    rewards: RewardList | None
    may_begin: bool


def reward_due(competition: Competition, user: User) -> RewardDue:
    """Return it for a competition whose places are final. At most five queries."""
    has_list = RewardList.objects.filter(competition=competition).exists()
    if has_list:
        return RewardDue(rewards_seen(user).filter(competition=competition).first(), may_begin=False)
    return RewardDue(None, gives(user, Reach.KEEP_REWARDS, competition.rewarded_by))
