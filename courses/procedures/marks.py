"""Which steps of a version are others than in the one before it, for who knew that one by heart."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from courses.models.procedure_steps import ProcedureStep
from courses.models.procedures import PUBLISHED
from courses.procedures.differences import Change, differences
from courses.procedures.steps import draft_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.models import ProcedureVersion

MARKED: Collection[Change] = (Change.CHANGED, Change.NEW)


def marked(version: ProcedureVersion, steps: QuerySet[ProcedureStep]) -> list[tuple[ProcedureStep, str]]:
    """Return each step with `changed` or `new` where it is so; none is in a first version. Two queries.

    Before a version in force stands the one it replaced; before one under way the one in force.
    """
    shown = list(steps)
    if version.number == 1:
        return [(step, "") for step in shown]
    earlier = version.procedure.versions.filter(state__in=PUBLISHED, number__lt=version.number)
    before = ProcedureStep.objects.filter(version__in=earlier.order_by("-number").values("pk")[:1]).order_by("place")
    changes = differences([draft_of(step) for step in before], [draft_of(step) for step in shown])
    marks = {change.now: change.kind.value for change in changes if change.kind in MARKED}
    return [(step, marks.get(step.place, "")) for step in shown]
