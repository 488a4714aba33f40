"""What a worker is told of corrections that changed his result: why, and from which score to which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from exams.correcting.words import ruling_in_words
from exams.rulings import Ruling

if TYPE_CHECKING:
    from exams.models import Attempt


@dataclass(frozen=True, slots=True)
class Told:
    """One correction that touched a sitting; scores may be equal when it moved single answers only."""

    stem: str
    says: str
    reason: str
    at: datetime
    before: Decimal
    after: Decimal


def corrections_told(attempt: Attempt) -> list[Told]:
    """Return what changed this sitting, the latest first. One query; none for an exam without corrections.

    The exam has to be loaded.
    """
    if attempt.exam.corrected_at is None:
        return []
    gradings = list(attempt.gradings.order_by("pk").select_related("correction__version").defer("marks"))
    return [
        Told(
            stem=after.correction.version.stem,
            says=ruling_in_words(Ruling.of(after.correction), after.correction.version, lettered=False),
            reason=after.correction.reason,
            at=after.graded_at,
            before=before.score,
            after=after.score,
        )
        for before, after in reversed(list(pairwise(gradings)))
        if after.correction is not None
    ]
