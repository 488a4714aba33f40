"""What competitions have for the one who competed: results with the time to appeal, answers, awards."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from leaderboard.models import Competition, CompetitionAppeal, CompetitionState, Entrant
from leaderboard.rewards_seen import own_awards
from leaderboard.seen import competes

if TYPE_CHECKING:
    from leaderboard.models import RewardLine
    from organizations.models import User

SHOWN_DAYS = 14


def own_results(user: User) -> list[Competition]:
    """Return the competitions with results that he competed in, or his team: not final yet, or so lately. One query."""
    mine = Entrant.objects.competing().filter(competes(user), competition=OuterRef("pk"))
    recent = Q(state=CompetitionState.FROZEN, frozen_at__gt=_since())
    out = Competition.objects.filter(Q(state=CompetitionState.SHOWN) | recent)
    return list(out.filter(Exists(mine)).order_by("appeals_until", "title"))


def own_answers(user: User) -> list[CompetitionAppeal]:
    """Return the appeals about his own result, or his team's, that were answered lately. One query."""
    mine = Entrant.objects.filter(competes(user))
    answered = CompetitionAppeal.objects.filter(entrant__in=mine, answered_at__gt=_since())
    return list(answered.select_related("entrant__competition", "part__stage").order_by("-answered_at"))


def new_awards(user: User) -> list[RewardLine]:
    """Return what he, or his team, was rewarded with lately. One query."""
    return list(own_awards(user).filter(withdrawn_at__isnull=True, rewards__approved_at__gt=_since()))


def _since() -> datetime:
    return timezone.now() - timedelta(days=SHOWN_DAYS)
