"""Which boards a person may look at, and what stands on them for him."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from exams.models import Attempt, Exam, ExamState
from exams.release import exams_out
from leaderboard.rankings import By, Placed, ranking
from organizations.models import Unit
from organizations.scopes import Reach, units_in_reach

if TYPE_CHECKING:
    from exams.models.exams import ExamQuerySet
    from organizations.models import User


@dataclass(frozen=True, slots=True)
class Board:
    """One ranking as its reader sees it. `mine` is his own unit's line, if he sat; `compared` how many competed."""

    exam: Exam
    by: By
    rows: tuple[Placed, ...]
    mine: Placed | None
    compared: int
    reaches_beyond_one_enterprise: bool

    @property
    def is_provisional(self) -> bool:
        """While the exam is not closed, answers still come in, and who is missing may still sit."""
        return self.exam.state != ExamState.CLOSED

    @property
    def people(self) -> int:
        return sum(row.tally.people for row in self.rows)

    @property
    def sat(self) -> int:
        return sum(row.tally.sat for row in self.rows)

    @property
    def any_has_few(self) -> bool:
        return any(row.has_few for row in self.rows)

    @property
    def one_enterprise(self) -> Unit | None:
        """The enterprise whose teams these are; None where there are several, or where these are no teams."""
        enterprises = {row.above.path: row.above for row in self.rows}
        return self.rows[0].above if self.by == By.TEAM and len(enterprises) == 1 else None

    @property
    def mixes_enterprises(self) -> bool:
        """Teams of several enterprises stand here, and 采掘一班 alone names none of them."""
        return self.by == By.TEAM and self.one_enterprise is None

    @property
    def any_is_invented(self) -> bool:
        return any(row.unit.is_demo or row.above.is_demo for row in self.rows)


def exams_with_board(user: User) -> ExamQuerySet:
    """Return the exams that have begun and that the person has a seat in, or sees people of; the latest first.

    Where results are shown later, who only has a seat sees the board then too.
    """
    seats = Attempt.objects.counted().filter(exam=OuterRef("pk"))
    own, seen = Exists(seats.filter(worker=user)), Exists(seats.filter(unit__in=units_in_reach(user, Reach.SEE)))
    return (
        Exam.objects.filter(retest_of=None)
        .exclude(state=ExamState.DRAFT)
        .filter((Q(own) & exams_out()) | seen, opens_at__lte=timezone.now())
        .order_by("-opens_at", "pk")
    )


def board_for(*, user: User, exam: Exam, by: By) -> Board:
    """Return the board of an exam that `exams_with_board` gave. At most seven queries, whatever the size.

    Who sat sees the teams of his enterprise and every enterprise and town of the exam; staff see what is in reach.
    Teams are compared with the teams that are shown; enterprises and towns with all of the exam, so that a place means
    the same to everybody.
    """
    seats = Attempt.objects.first_valid().filter(exam=exam, worker=user)
    seat = seats.select_related("unit", "enterprise").first()
    seen = units_in_reach(user, Reach.SEE)
    if by == By.TEAM:
        own = Unit.objects.within([seat.enterprise] if seat else [])
        rows = compared = ranking(exam=exam, by=by, within=own | seen)
    else:
        compared = ranking(exam=exam, by=by)
        reach = None if seat else set(seen.values_list("path", flat=True))
        rows = [row for row in compared if reach is None or row.unit.path in reach]
    mine = next((row for row in rows if seat and row.holds(seat.unit)), None)
    return Board(exam, by, tuple(rows), mine, len(compared), _reaches_beyond(exam))


def _reaches_beyond(exam: Exam) -> bool:
    return Attempt.objects.filter(exam=exam).order_by().values("enterprise").distinct()[:2].count() > 1
