"""The line below the tiles: how many have finished what was last assigned to learn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courses.coverage.counting import coverage_of
from courses.models.assignments import Assignment
from organizations.models import Unit

if TYPE_CHECKING:
    from courses.coverage.counting import Share


@dataclass(frozen=True, slots=True)
class Learned:
    """So many of so many have finished this."""

    title: str
    share: Share


def latest_learned(unit: Unit) -> Learned | None:
    """Return the newest task for all of this unit, or else for some below it; None without one. Twelve queries."""
    step = Unit.steplen
    above = [unit.path[:end] for end in range(step, len(unit.path) + 1, step)]
    tasks = Assignment.objects.standing().order_by("-assigned_at")
    task = tasks.filter(units__path__in=above).first() or tasks.filter(units__path__startswith=unit.path).first()
    if task is None:
        return None
    found = coverage_of(task, Unit.objects.within([unit])).get(unit.path)
    return Learned(task.title, found.workers) if found is not None and found.workers.expected else None
