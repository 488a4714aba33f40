"""Which rewards a person sees, where he sees yuan, and what he may do.

An enterprise's amounts never leave it: from above it only names and prizes are seen, of what is approved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from leaderboard.models import RewardLine, RewardList, RewardState
from leaderboard.models.rewards import OUT
from organizations.models import UnitKind
from organizations.scopes import Reach, may, units_in_reach

if TYPE_CHECKING:
    from leaderboard.models.reward_lines import RewardLineQuerySet
    from leaderboard.models.rewards import RewardListQuerySet
    from organizations.models import Unit, User
    from organizations.models.units import UnitQuerySet

OF_THE_COUNTY = frozenset({UnitKind.BUREAU, UnitKind.TOWN})


def giving_units(user: User, reach: Reach) -> UnitQuerySet:
    """Return the units whose lists the person keeps, or approves; an enterprise's only from within it."""
    own = Q(kind=UnitKind.ENTERPRISE, pk__in=units_in_reach(user, Reach.SEE_BONUS))
    found: UnitQuerySet = units_in_reach(user, reach).filter(Q(kind__in=OF_THE_COUNTY) | own)
    return found


def gives(user: User, reach: Reach, unit: Unit) -> bool:
    """Whether the person keeps, or approves, the lists of that unit. One query."""
    return giving_units(user, reach).filter(pk=unit.pk).exists()


def sees_amounts(user: User, rewards: RewardList) -> bool:
    """Whether the person sees the yuan of everybody on the list. One query."""
    return may(user, Reach.SEE if rewards.owner.kind in OF_THE_COUNTY else Reach.SEE_BONUS, rewards.owner)


def rewards_seen(user: User) -> RewardListQuerySet:
    """Return the lists at the desk: those he keeps or approves, and of the approved ones what touches his units."""
    works_on = giving_units(user, Reach.KEEP_REWARDS) | giving_units(user, Reach.APPROVE_REWARDS)
    reached = units_in_reach(user, Reach.SEE)
    touches = Exists(RewardLine.objects.filter(rewards=OuterRef("pk"), unit__in=reached))
    seen: RewardListQuerySet = RewardList.objects.filter(
        Q(owner__in=works_on) | (Q(state__in=OUT) & (Q(owner__in=reached) | touches))
    )
    return seen.select_related("owner", "competition", "drafted_by", "handed_by", "approved_by").order_by("-drafted_at")


def lines_seen(user: User, rewards: RewardList) -> RewardLineQuerySet:
    """Return the lines: all of one's own and of the units below, else those of one's own people."""
    lines: RewardLineQuerySet = rewards.lines.select_related("unit", "enterprise", "withdrawn_by").order_by("order")
    if may(user, Reach.SEE, rewards.owner):
        return lines
    return lines.filter(unit__in=units_in_reach(user, Reach.SEE))


def own_awards(user: User) -> RewardLineQuerySet:
    """Return what the person, or a team that he belonged to, was rewarded with, the latest first."""
    mine = Q(worker=user) | Q(members=user)
    own: RewardLineQuerySet = RewardLine.objects.out().filter(mine).distinct()
    return own.select_related("rewards__owner", "unit", "enterprise").order_by("-rewards__approved_at", "order")


def waiting_for(user: User) -> int:
    """Return how many lists wait for the person's approval."""
    handed = RewardList.objects.filter(state=RewardState.HANDED, owner__in=giving_units(user, Reach.APPROVE_REWARDS))
    return handed.exclude(Q(drafted_by=user) | Q(handed_by=user)).count()
