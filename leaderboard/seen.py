"""Which competitions a person sees, and what he may do there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from leaderboard.models import Competition, Entrant
from organizations.models import Role
from organizations.scopes import Reach, concerned_units, may, units_in_reach

if TYPE_CHECKING:
    from leaderboard.models.competitions import CompetitionQuerySet
    from leaderboard.models.entrants import EntrantQuerySet
    from organizations.models import User


def competitions_seen(user: User) -> CompetitionQuerySet:
    """Return those that are announced and speak to the person, or that he took part in; the latest first."""
    took_part = Entrant.objects.filter(Q(worker=user) | Q(members=user), competition=OuterRef("pk"))
    speaks = Q(owner__in=concerned_units(user)) | Q(owner__in=units_in_reach(user, Reach.SEE)) | Exists(took_part)
    seen: CompetitionQuerySet = Competition.objects.published().filter(speaks)
    return seen.select_related("owner", "post").order_by("-entries_until", "title")


def holds(user: User, competition: Competition) -> bool:
    """Whether the person runs this competition. One query."""
    return may(user, Reach.HOLD_COMPETITIONS, competition.owner)


def competes(user: User) -> Q:
    """Return which competitors are the person himself, his team, or the team he leads."""
    led = [grant.unit_id for grant in user.current_grants if grant.role == Role.TEAM_LEADER]
    return Q(worker=user) | Q(members=user) | Q(unit__in=led)


def own_entries(user: User, competition: Competition) -> EntrantQuerySet:
    """Return what the person competes as here, and the team he leads."""
    own: EntrantQuerySet = competition.entrants.filter(competes(user)).select_related("unit", "enterprise").distinct()
    return own
