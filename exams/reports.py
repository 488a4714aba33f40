"""The results of one exam, for the part of the county that the reader sees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q

from exams.circumstances import with_circumstances
from exams.distribution import Chart, draw_distribution
from exams.made_up import with_make_up
from exams.models import AttemptState, Exam, ExamState
from exams.tally import Tally, rounded_quotient, tallied, tally_of, together
from organizations.models import Unit, UnitKind

if TYPE_CHECKING:
    from exams.models.attempts import AttemptQuerySet

USUAL_FULL_POINTS = Decimal(100)


class Listed(StrEnum):
    """Which people of an exam are listed."""

    ALL = "all"
    MISSING = "missing"
    FAILED = "failed"


LISTED: dict[Listed, Q] = {
    Listed.ALL: Q(),
    Listed.MISSING: ~Q(state=AttemptState.GRADED),
    Listed.FAILED: Q(state=AttemptState.GRADED, passed=False),
}


@dataclass(frozen=True, slots=True)
class UnitLine:
    """How one enterprise or one team did."""

    unit: Unit
    tally: Tally

    @property
    def name(self) -> str:
        return self.unit.shown_name if self.unit.kind == UnitKind.ENTERPRISE else self.unit.name


@dataclass(frozen=True, slots=True)
class Results:
    """One exam: the whole, the distribution of scores, and a line for each enterprise, or for each team of the one."""

    exam: Exam
    tally: Tally
    under_way: int
    median: Decimal | None
    full_points: Decimal
    chart: Chart | None
    lines: tuple[UnitLine, ...]

    @property
    def is_provisional(self) -> bool:
        return self.exam.state != ExamState.CLOSED

    @property
    def failed(self) -> int:
        return self.tally.sat - self.tally.passed

    @property
    def spans_enterprises(self) -> bool:
        return len(self.lines) > 1 and self.lines[0].unit.kind == UnitKind.ENTERPRISE

    @property
    def incomplete(self) -> int:
        """How many of the lines miss somebody."""
        return sum(line.tally.missing > 0 for line in self.lines)


@dataclass(frozen=True, slots=True)
class ExamLine:
    """One exam in the list."""

    exam: Exam
    tally: Tally


def exam_lines(exams: Sequence[Exam], attempts: AttemptQuerySet) -> list[ExamLine]:
    """Return each exam with what these attempts say of it. One query."""
    rows = {row["of"]: row for row in tallied(attempts.filter(exam__in=exams), of=F("exam"))}
    return [ExamLine(exam, tally_of(rows[exam.pk]) if exam.pk in rows else together(())) for exam in exams]


def results_of(exam: Exam, attempts: AttemptQuerySet) -> Results:
    """Return the results of these attempts of the exam. Four queries, however many sat."""
    counted = list(attempts.first_valid().order_by("score").values_list("state", "score").annotate(people=Count("pk")))
    scores = [(score, people) for state, score, people in counted if state == AttemptState.GRADED]
    full_points = full_points_of(exam)
    lines = _lines(attempts)
    return Results(
        exam=exam,
        tally=together(line.tally for line in lines),
        under_way=sum(people for state, _score, people in counted if state == AttemptState.IN_PROGRESS),
        median=median(scores),
        full_points=full_points,
        chart=draw_distribution(scores, full_points=full_points, pass_points=exam.pass_points) if scores else None,
        lines=tuple(sorted(lines, key=lambda line: -line.tally.mean)),
    )


def full_points_of(exam: Exam) -> Decimal:
    """The points of the exam's paper; 100 where its blueprint has no lines. One query."""
    return exam.paper.full_points() or USUAL_FULL_POINTS


def _lines(attempts: AttemptQuerySet) -> list[UnitLine]:
    """Return a line for each enterprise, or, where there is only one, for each of its units that people belong to."""
    rows = list(tallied(attempts, path=F("unit__path"), above=F("enterprise__path")).order_by("above", "path"))
    by = itemgetter("above") if len({row["above"] for row in rows}) > 1 else itemgetter("path")
    tallies = {path: together(map(tally_of, group)) for path, group in groupby(rows, key=by)}
    units = {unit.path: unit for unit in Unit.objects.filter(path__in=tallies)}
    return [UnitLine(units[path], tally) for path, tally in tallies.items()]


def median(scores: Iterable[tuple[Decimal, int]]) -> Decimal | None:
    """Return the middle of scores given as (score, how many), rising; two places, half up. None for nobody."""
    rising = [(int(score * 100), people) for score, people in scores]
    total = sum(people for _score, people in rising)
    if not total:
        return None
    return rounded_quotient(_at(rising, (total - 1) // 2) + _at(rising, total // 2), 2)


def _at(rising: Sequence[tuple[int, int]], place: int) -> int:
    """Return the score in hundredths of whoever stands at that place, counted from 0 at the lowest."""
    for score, people in rising:
        if place < people:
            return score
        place -= people
    raise IndexError(place)


def sittings(attempts: AttemptQuerySet, listed: Listed = Listed.ALL) -> AttemptQuerySet:
    """Return one row a person in the order of the tree, with what a list shows of him; never his paper."""
    return (
        with_make_up(with_circumstances(attempts.first_valid()))
        .filter(LISTED[listed])
        .select_related("worker", "unit", "enterprise")
        .defer("paper")
        .order_by("enterprise__path", "unit__path", "employee_no", "pk")
    )


def within(attempts: AttemptQuerySet, unit: Unit | None) -> AttemptQuerySet:
    """Return the attempts of people of that unit and below it; all of them for no unit."""
    return attempts if unit is None else attempts.of_unit(unit)
