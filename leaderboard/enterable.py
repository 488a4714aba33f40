"""The people whom somebody may enter in a competition, by their team, so that they are ticked and not typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from leaderboard.models import Entrant
from organizations.models import Membership
from organizations.scopes import Reach, units_in_reach

if TYPE_CHECKING:
    from leaderboard.models import Competition
    from organizations.models import Unit, User
    from organizations.models.memberships import MembershipQuerySet

MOST_LISTED = 300


@dataclass(frozen=True, slots=True)
class Enterable:
    """Teams with their people; `is_too_many`: a search has to narrow them first. `entered` are people's keys."""

    search: str
    teams: tuple[tuple[Unit, tuple[Membership, ...]], ...]
    entered: frozenset[int]
    is_too_many: bool


def words_of(text: str) -> list[str]:
    """Return what stands between spaces and commas."""
    return re.findall(r"[^\s,，、;；]+", text)


def places_to_enter(competition: Competition, user: User) -> MembershipQuerySet:
    """Return the places today of who may be entered: below the holder, in the user's reach, of the post."""
    reached = units_in_reach(user, Reach.HOLD_COMPETITIONS)
    places: MembershipQuerySet = Membership.objects.on(timezone.localdate()).within(competition.owner)
    places = places.filter(unit__in=reached)
    return places if competition.post_id is None else places.filter(post=competition.post_id)


def enterable(competition: Competition, user: User, search: str) -> Enterable:
    """Return who may be entered, of a search whose name or number begins so. Three queries at most."""
    places = places_to_enter(competition, user)
    asked = Q()
    for word in words_of(search)[:MOST_LISTED]:
        asked |= Q(user__name__startswith=word) | Q(employee_no__startswith=word)
    wanted = places.filter(asked).select_related("user", "unit", "post").order_by("unit__path", "user__name", "pk")
    found = list(wanted[: MOST_LISTED + 1])
    if len(found) > MOST_LISTED:
        return Enterable(search, (), frozenset(), is_too_many=True)
    teams = tuple((unit, tuple(own)) for unit, own in groupby(found, key=lambda place: place.unit))
    return Enterable(search, teams, _entered(competition), is_too_many=False)


def _entered(competition: Competition) -> frozenset[int]:
    if competition.is_for_teams:
        members = Entrant.members.through.objects.filter(entrant__competition=competition)
        return frozenset(members.values_list("user", flat=True))
    return frozenset(competition.entrants.values_list("worker", flat=True))
