"""Whose bonus moves when scores of one exam change: both sheets computed, line beside line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from exams.bonus.lines import BonusLine, Seat, Team, compute
from exams.bonus.rule import DEFAULT_RULE, rounded
from exams.bonus.sheet import bonus_exams
from exams.models import Attempt, AttemptState
from exams.reports import full_points_of
from organizations.models import Unit

if TYPE_CHECKING:
    from datetime import date

    from exams.models import Exam

Scores = Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class BonusMoved:
    """One worker's bonus line that changes: combined coefficients, and yuan where the enterprise gave a base for him.

    `attempt` is his seat in the exam that changes, or, where he had none, his last one of the month.
    """

    attempt: UUID
    coefficient_before: Decimal
    coefficient_after: Decimal
    amount_before: Decimal | None = None
    amount_after: Decimal | None = None


@dataclass(frozen=True, slots=True)
class _Placed:
    attempt: UUID
    is_of_exam: bool
    seat: Seat


def bonus_lines_moved(exam: Exam, scores_before: Scores, scores_after: Scores) -> list[BonusMoved]:
    """Return every bonus line of the exam's month that these scores move, teams' coefficients included.

    Scores are points on the paper by worker, of first valid sittings of this exam; whoever is not named keeps what
    stands. Nothing for an exam that moves no bonus. For each enterprise concerned as many queries as its sheet.
    """
    if exam.bonus_month is None:
        return []
    changed = {worker for worker, score in scores_after.items() if scores_before.get(worker) != score}
    seats = Attempt.objects.filter(exam=exam).order_by().values_list("worker", "enterprise")
    concerned = {enterprise for worker, enterprise in seats if worker in changed}
    return [
        line
        for enterprise in Unit.objects.filter(pk__in=concerned).order_by("path")
        for line in _of_enterprise(exam, exam.bonus_month, enterprise, scores_before, scores_after)
    ]


def _of_enterprise(
    exam: Exam, month: date, enterprise: Unit, scores_before: Scores, scores_after: Scores
) -> Iterator[BonusMoved]:
    before = list(_placed(exam, month, enterprise, scores_before))
    after = list(_placed(exam, month, enterprise, scores_after))
    attempts = {_line_key(one.seat): one.attempt for one in sorted(before, key=lambda one: one.is_of_exam)}
    then = {_key(line): line.combined for line in compute([one.seat for one in after], DEFAULT_RULE)[0]}
    for line in compute([one.seat for one in before], DEFAULT_RULE)[0]:
        key = _key(line)
        if then[key] != line.combined:
            yield BonusMoved(attempts[key], line.combined, then[key])


def _placed(exam: Exam, month: date, enterprise: Unit, scores: Scores) -> Iterator[_Placed]:
    """Yield the seats that the sheet counts, exam by exam, with these scores in the exam that changes."""
    columns = ("pk", "worker", "worker__name", "employee_no", "unit__path", "unit__name", "state", "score")
    for one in bonus_exams(enterprise, month):
        full_points, is_of_exam = full_points_of(one), one.pk == exam.pk
        counted = Attempt.objects.filter(exam=one).first_valid().filter(enterprise=enterprise).order_by("pk")
        for pk, worker, name, employee_no, path, team, state, stands in counted.values_list(*columns):
            score = scores.get(worker, stands) if is_of_exam else stands
            of_hundred = rounded(score * 100 / full_points) if state == AttemptState.GRADED else None
            yield _Placed(pk, is_of_exam, Seat(worker, name, employee_no, Team(path, team), of_hundred))


def _key(line: BonusLine) -> tuple[str, str]:
    """Return what tells two people of one enterprise apart on its sheet."""
    return line.employee_no, line.name


def _line_key(seat: Seat) -> tuple[str, str]:
    return seat.employee_no, seat.name
