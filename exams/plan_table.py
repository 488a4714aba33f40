"""A blueprint as a table: what each line asks for, and how many questions there are for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from exams.drawing.blueprint import ELSEWHERE, Blueprint, Standing
from exams.drawing.plans import Plan


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One line; `held` is the fewest questions that anybody could be asked for it, None where it concerns nobody."""

    label: str
    count: int
    points: Decimal
    held: int | None


def plan_rows(plan: Plan, people: Mapping[Standing, int]) -> list[PlanRow]:
    """Return the lines of a blueprint as they look for these people; none for a fixed paper."""
    if not isinstance(plan, Blueprint):
        return []
    held: dict[int, int] = {}
    for standing in {plan.as_far_as_it_matters(standing) for standing in people} or {ELSEWHERE}:
        for line, part in zip(plan.lines_for(standing), plan.parts_for(standing), strict=True):
            held[id(line)] = min(held.get(id(line), len(part.pool)), len(part.pool))
    return [PlanRow(line.label, line.count, line.points, held.get(id(line))) for line in plan.lines]
