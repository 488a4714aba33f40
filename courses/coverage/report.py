"""Coverage as a page shows it: four figures, the units below, receipts; and the latest tasks with their bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.cache import cache

from courses.access import assignments_in_reach
from courses.coverage.counting import Coverage, Receipts, coverage_of, receipts_of
from organizations.models import Unit
from organizations.scopes import Reach, units_in_reach

if TYPE_CHECKING:
    from courses.models import Assignment
    from organizations.models import User
    from organizations.models.units import UnitQuerySet

LATEST_SHOWN = 3
LATEST_KEPT_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Line:
    """One unit below the one that is looked at."""

    unit: Unit
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Report:
    """`whole` is everything in sight, `lines` the units one step below, `receipts` by enterprise where it is a push."""

    whole: Coverage
    lines: list[Line]
    receipts: list[tuple[Unit, Receipts]]


def coverage_report(assignment: Assignment, seen: UnitQuerySet, unit: Unit | None) -> Report:
    """Return the coverage of what is seen. At most fourteen queries, however many units there are."""
    found = coverage_of(assignment, seen)
    top = _top(found) if unit is None else unit.path
    receipts = receipts_of(assignment, seen) if assignment.is_push else {}
    below = {path for path in found if len(path) == len(top) + Unit.steplen and path.startswith(top)}
    units = {each.path: each for each in Unit.objects.filter(path__in=below | set(receipts))}
    return Report(
        whole=found.get(top, Coverage()),
        lines=[Line(units[path], found[path]) for path in sorted(below)],
        receipts=[(units[path], receipts[path]) for path in sorted(receipts)],
    )


def _top(found: dict[str, Coverage]) -> str:
    """Return the lowest unit that everything found lies below: what a reader sees as the whole."""
    top = min(found, key=len, default="")
    while top:
        below = [path for path in found if len(path) == len(top) + Unit.steplen and path.startswith(top)]
        if len(below) != 1 or found[below[0]] != found[top]:
            break
        top = below[0]
    return top


def latest_coverage(user: User) -> list[dict[str, object]]:
    """Return the latest tasks with their coverage as the person sees it, at most LATEST_KEPT_SECONDS old.

    A county's coverage takes a moment: who reloads his desk does not count it again.
    """
    key = f"courses.latest_coverage.{user.pk}"
    kept: list[dict[str, object]] | None = cache.get(key)
    if kept is None:
        seen = units_in_reach(user, Reach.SEE)
        tasks = assignments_in_reach(user).standing()[:LATEST_SHOWN]
        kept = [
            {
                "pk": task.pk,
                "title": task.title,
                "due_on": task.due_on,
                "whole": coverage_report(task, seen, None).whole,
            }
            for task in tasks
        ]
        cache.set(key, kept, LATEST_KEPT_SECONDS)
    return kept
