"""What a make-up brought, beside the first result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery

from exams.models import Attempt, AttemptState

if TYPE_CHECKING:
    from exams.models.attempts import AttemptQuerySet

TOLD = ("state", "score", "passed", "finished_at")


@dataclass(frozen=True, slots=True)
class MadeUp:
    """The last make-up of one person: whether he sat it, with what result."""

    state: AttemptState
    score: Decimal | None
    passed: bool | None
    finished_at: datetime | None

    @property
    def is_graded(self) -> bool:
        return self.state == AttemptState.GRADED


def with_make_up(attempts: AttemptQuerySet) -> AttemptQuerySet:
    """Return the attempts with what `made_up` says of them, without a query more."""
    same = {"exam": OuterRef("exam"), "worker": OuterRef("worker"), "number__gt": OuterRef("number")}
    later = Attempt.objects.counted().filter(make_up__isnull=False, **same).order_by("-number")
    known: AttemptQuerySet = attempts.annotate(
        **{f"made_up_{field}": Subquery(later.values(field)[:1]) for field in TOLD}
    )
    return known


def made_up(attempt: Attempt) -> MadeUp | None:
    """Return the make-up after this sitting, None where there was none. The attempt comes from `with_make_up`."""
    state, *told = (getattr(attempt, f"made_up_{field}") for field in TOLD)
    return MadeUp(AttemptState(state), *told) if state else None
