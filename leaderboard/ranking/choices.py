"""Which boards a person may open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.timezone import localdate

from exams.models import Attempt, Exam, ExamState
from exams.release import exams_out
from exams.tally import HANDED_IN
from leaderboard.models import Competition, CompetitionState, NamedPeriod
from leaderboard.ranking.levels import Source
from leaderboard.ranking.periods import (
    Period,
    as_uuid,
    before,
    month_of,
    named,
    of_competition,
    of_exam,
    of_span,
    quarter_of,
)
from leaderboard.seen import competitions_seen
from organizations.scopes import Reach, units_in_reach

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from exams.models.exams import ExamQuerySet
    from leaderboard.models.competitions import CompetitionQuerySet
    from organizations.models import User

OFFERED = 6


def exams_with_board(user: User) -> ExamQuerySet:
    """Return the exams that have begun and that the person has a seat in, or sees people of; those that somebody
    has handed in before the others, the latest first.

    Where results are shown later, who only has a seat sees the board then too.
    """
    seats = Attempt.objects.counted().filter(exam=OuterRef("pk"))
    own, seen = Exists(seats.filter(worker=user)), Exists(seats.filter(unit__in=units_in_reach(user, Reach.SEE)))
    return (
        Exam.objects.filter(retest_of=None)
        .exclude(state=ExamState.DRAFT)
        .filter((Q(own) & exams_out()) | seen, opens_at__lte=timezone.now())
        .order_by(Exists(seats.filter(HANDED_IN)).desc(), "-opens_at", "pk")
    )


def competitions_with_board(user: User) -> CompetitionQuerySet:
    """Return those whose result is final, as far as they concern the person; the latest first."""
    seen: CompetitionQuerySet = competitions_seen(user).filter(state=CompetitionState.FROZEN)
    return seen.order_by("-frozen_at", "pk")


def events_offered(user: User, source: Source, first: UUID | None = None) -> list[Period]:
    """Return the latest exams or competitions with a board; `first` leads the list, if it is one of them. One query."""
    rows = exams_with_board(user).select_related("owner") if source == Source.EXAMS else competitions_with_board(user)
    if first is not None:
        asked = Case(When(pk=first, then=Value(0)), default=Value(1))
        rows = rows.order_by(asked, *rows.query.order_by)
    found: Sequence[Exam | Competition] = list(rows[:OFFERED])
    return [of_exam(row) if isinstance(row, Exam) else of_competition(row) for row in found]


def days_offered(source: Source) -> list[Period]:
    """Return this month and quarter, those before, and what has a name and has begun. One query."""
    spans = NamedPeriod.objects.filter(first_day__lte=localdate())[:OFFERED]
    return [*usual_days(source), *(of_span(source, span) for span in spans)]


def usual_days(source: Source) -> list[Period]:
    """Return this month and quarter, and those before. No query."""
    month, quarter = month_of(source, localdate()), quarter_of(source, localdate())
    return [period for period in (month, before(month), quarter, before(quarter)) if period]


def period_for(user: User, source: Source, key: str) -> tuple[Period | None, list[Period]]:
    """Return what that board is about, None where there is no such for this person; and the events to go on to."""
    if event := as_uuid(key):
        offered = events_offered(user, source, event)
        return next((period for period in offered if period.key == str(event)), None), offered
    return named(source, key), []
