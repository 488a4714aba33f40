"""Which exams and competitions count on a board.

Everybody who is compared must have had the same chance: inside an arena counts what was held for all of it, by its own
unit or from above. What one enterprise held for itself moves nothing between enterprises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exams.models import Exam, ExamState
from exams.release import exams_out
from leaderboard.models import Competition, CompetitionState
from leaderboard.ranking.periods import Period
from organizations.models import Unit

if TYPE_CHECKING:
    from django.db.models import QuerySet


def exams_counted(period: Period, arena: str) -> QuerySet[Exam]:
    """Return that exam; or those that closed in the period and whose results are out, no re-tests."""
    if period.exam:
        return Exam.objects.filter(pk=period.exam.pk)
    begin, end = period.moments
    closed = Exam.objects.filter(exams_out(), state=ExamState.CLOSED, retest_of=None)
    found: QuerySet[Exam] = closed.filter(closes_at__gte=begin, closes_at__lt=end, owner__path__in=paths_above(arena))
    return found


def competitions_counted(period: Period, arena: str) -> QuerySet[Competition]:
    """Return that competition; or those whose result became final in the period."""
    if period.competition:
        found: QuerySet[Competition] = Competition.objects.filter(pk=period.competition.pk)
        return found
    begin, end = period.moments
    frozen: QuerySet[Competition] = Competition.objects.filter(
        state=CompetitionState.FROZEN,
        frozen_at__gte=begin,
        frozen_at__lt=end,
        owner__path__in=paths_above(arena),
    )
    return frozen


def paths_above(path: str) -> list[str]:
    """Return the path and those of everything above it."""
    return [path[:end] for end in range(Unit.steplen, len(path) + 1, Unit.steplen)]
