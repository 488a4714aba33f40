"""Whose bonus moves when sittings of one exam come to other points: the sheet counted twice, line beside line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from exams.bonus.sheet import CountedSheet, bonus_sheet
from exams.models import Attempt
from organizations.models import Unit

if TYPE_CHECKING:
    from datetime import date

    from exams.models import Exam

Scores = Mapping[UUID, tuple[Decimal, bool]]


@dataclass(frozen=True, slots=True)
class BonusMoved:
    """One worker's bonus line that changes: combined coefficients, and yuan where the enterprise gave a base for him.

    `attempt` is his first valid seat in the exam that changes, or, where he had none, his last one of the month.
    """

    attempt: UUID
    coefficient_before: Decimal
    coefficient_after: Decimal
    amount_before: Decimal | None
    amount_after: Decimal | None


def bonus_lines_moved(exam: Exam, after: Scores) -> list[BonusMoved]:
    """Return every bonus line of the exam's month that these scores move, teams' coefficients included.

    `after` are points on the paper, and whether they pass, by attempt of this exam; whoever is not named keeps what
    stands. Nothing for an exam that moves no bonus. For each enterprise concerned as many queries as two sheets.
    """
    if exam.bonus_month is None:
        return []
    rows = Attempt.objects.filter(exam=exam).order_by().values_list("pk", "enterprise", "score", "passed")
    concerned = {enterprise for pk, enterprise, *now in rows if pk in after and tuple(now) != after[pk]}
    return [
        line
        for enterprise in Unit.objects.filter(pk__in=concerned).order_by("path")
        for line in _of_enterprise(exam, exam.bonus_month, enterprise, after)
    ]


def _of_enterprise(exam: Exam, month: date, enterprise: Unit, after: Scores) -> Iterator[BonusMoved]:
    now = bonus_sheet(enterprise=enterprise, month=month)
    then = {line.worker: line for line in bonus_sheet(enterprise=enterprise, month=month, scores=after).lines}
    seats = _seats(exam, now)
    for line in now.lines:
        moved = then[line.worker]
        if moved.combined != line.combined:
            yield BonusMoved(seats[line.worker], line.combined, moved.combined, line.amount, moved.amount)


def _seats(exam: Exam, sheet: CountedSheet) -> dict[int, UUID]:
    """Return by worker the seat that a line is told at."""
    counted = Attempt.objects.filter(exam__in=sheet.exams, enterprise=sheet.enterprise).first_valid()
    order = {one.pk: (one.pk == exam.pk, place) for place, one in enumerate(sheet.exams)}
    rows = counted.order_by().values_list("exam", "worker", "pk")
    return {worker: pk for _exam, worker, pk in sorted(rows, key=lambda row: order[row[0]])}
