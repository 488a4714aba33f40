"""The results of one exam, for the part of the county that the reader sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import F, Q

from exams.analysis.comparison import Comparison, Level, Places, comparison_of
from exams.circumstances import with_circumstances
from exams.distribution import Chart, draw_distribution
from exams.made_up import with_make_up
from exams.models import AttemptState, Exam, ExamState
from exams.tally import Tally, tallied, tally_of, together

if TYPE_CHECKING:
    from exams.models.attempts import AttemptQuerySet
    from organizations.models import Unit

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
class Results:
    """One exam: the whole, the distribution of scores, and a line for each enterprise, or for each team of the one."""

    exam: Exam
    compared: Comparison
    full_points: Decimal
    chart: Chart | None

    @property
    def tally(self) -> Tally:
        return self.compared.whole.tally

    @property
    def under_way(self) -> int:
        return self.compared.whole.under_way

    @property
    def median(self) -> Decimal | None:
        """Points, two places; None where nobody handed in."""
        spread = self.compared.whole.spread
        return spread.median if spread else None

    @property
    def is_provisional(self) -> bool:
        return self.exam.state != ExamState.CLOSED

    @property
    def failed(self) -> int:
        return self.tally.sat - self.tally.passed

    @property
    def spans_enterprises(self) -> bool:
        return Level.ENTERPRISE in self.compared.levels


@dataclass(frozen=True, slots=True)
class ExamLine:
    """One exam in the list."""

    exam: Exam
    tally: Tally


def exam_lines(exams: Sequence[Exam], attempts: AttemptQuerySet) -> list[ExamLine]:
    """Return each exam with what these attempts say of it. One query."""
    rows = {row["of"]: row for row in tallied(attempts.filter(exam__in=exams), of=F("exam"))}
    return [ExamLine(exam, tally_of(rows[exam.pk]) if exam.pk in rows else together(())) for exam in exams]


def results_of(exam: Exam, attempts: AttemptQuerySet, places: Places) -> Results:
    """Return the results of these attempts of the exam, all of people of these places. Two queries."""
    compared, full_points = comparison_of(exam, attempts, places), full_points_of(exam)
    scores = [(Decimal(score) / 100, people) for score, people in compared.whole.by_hundredths.items()]
    return Results(
        exam=exam,
        compared=compared,
        full_points=full_points,
        chart=draw_distribution(scores, full_points=full_points, pass_points=exam.pass_points) if scores else None,
    )


def full_points_of(exam: Exam) -> Decimal:
    """The points of the exam's paper; 100 where its blueprint has no lines. One query."""
    return exam.paper.full_points() or USUAL_FULL_POINTS


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
