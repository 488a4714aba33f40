"""What followed a doubt: the correction that came of it, and what it made of the worker's own score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from exams.correcting.words import ruling_in_words
from exams.models import Attempt, Correction, Grading, QuestionDoubt
from exams.release import may_see_result
from exams.rulings import Ruling

Moves = dict[tuple[UUID, UUID], tuple[Decimal, Decimal]]


@dataclass(frozen=True, slots=True)
class Followed:
    """A correction in force, and the sitting whose result shows it; `before` is None where nothing of it moved."""

    attempt: Attempt
    says: str
    reason: str
    at: datetime
    before: Decimal | None
    after: Decimal

    @property
    def is_moved(self) -> bool:
        return self.before is not None and self.before != self.after


@dataclass(frozen=True, slots=True)
class SaidDoubt:
    """A doubt with what followed; None where no correction did, or the worker may not see his result."""

    doubt: QuestionDoubt
    followed: Followed | None


def with_what_followed(said: Iterable[QuestionDoubt]) -> list[SaidDoubt]:
    """Return the doubts of one worker, each with what came of it. At most three queries."""
    doubts = list(said)
    sat = {doubt.attempt_id for doubt in doubts if doubt.attempt_id}
    exams = Attempt.objects.filter(pk__in=sat).select_related("exam", "make_up").defer("paper")
    attempts = {attempt.pk: attempt for attempt in exams if may_see_result(attempt)} if sat else {}
    corrected = {attempt.exam_id for attempt in attempts.values() if attempt.exam.corrected_at is not None}
    in_force = Correction.objects.in_force().filter(exam__in=corrected, applied_at__isnull=False)
    made = in_force.filter(version__in={doubt.version_id for doubt in doubts}).select_related("version")
    corrections = {(one.exam_id, one.version_id): one for one in made} if corrected else {}
    moves = _moves(attempts) if corrections else {}
    return [SaidDoubt(doubt, _followed(doubt, attempts, corrections, moves)) for doubt in doubts]


def _followed(
    doubt: QuestionDoubt,
    attempts: dict[UUID, Attempt],
    corrections: dict[tuple[UUID, int], Correction],
    moves: Moves,
) -> Followed | None:
    attempt = attempts.get(doubt.attempt_id) if doubt.attempt_id else None
    made = corrections.get((attempt.exam_id, doubt.version_id)) if attempt else None
    if attempt is None or made is None or made.applied_at is None or made.applied_at < doubt.created_at:
        return None
    says = ruling_in_words(Ruling.of(made), made.version, lettered=False)
    before, after = moves.get((attempt.pk, made.pk), (None, attempt.score or Decimal(0)))
    return Followed(attempt, says, made.reason, made.applied_at, before, after)


def _moves(attempts: Iterable[UUID]) -> Moves:
    """Return by sitting and correction from which score to which it led."""
    gradings = Grading.objects.filter(attempt__in=list(attempts)).order_by("attempt", "pk").defer("marks")
    return {
        (after.attempt_id, after.correction_id): (before.score, after.score)
        for before, after in pairwise(gradings)
        if after.correction_id is not None and before.attempt_id == after.attempt_id
    }
