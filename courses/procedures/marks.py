"""Which steps of a version are others than in the one before it, for who knew that one by heart."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from courses.models import VersionState
from courses.models.procedure_steps import ProcedureStep
from courses.procedures.differences import Change, differences
from courses.procedures.steps import draft_of

if TYPE_CHECKING:
    from courses.models import ProcedureVersion

MARKED: Collection[Change] = (Change.CHANGED, Change.NEW)


def marks_of(version: ProcedureVersion, steps: Sequence[ProcedureStep]) -> Mapping[int, str]:
    """Return `changed` or `new` by the place of each step that is so; none in a first version. At most one query."""
    if version.number == 1:
        return {}
    earlier = version.procedure.versions.filter(state=VersionState.REPLACED, number__lt=version.number)
    before = ProcedureStep.objects.filter(version__in=earlier.order_by("-number").values("pk")[:1]).order_by("place")
    changes = differences([draft_of(step) for step in before], [draft_of(step) for step in steps])
    return {change.now: change.kind.value for change in changes if change.now and change.kind in MARKED}
