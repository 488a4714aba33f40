"""What competitors have in the exams that their theory comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import OuterRef, Subquery

from exams.models import Attempt, AttemptState, ExamState, Grading
from leaderboard.scoring import ZERO, PartScore, per_hundred, rounded

if TYPE_CHECKING:
    from leaderboard.models import Part


@dataclass(frozen=True, slots=True)
class Sat:
    """What one person has in an exam, per hundred; `attempt` is the sitting that it is of, None for who did not sit."""

    part: PartScore
    attempt: UUID | None = None


NOTHING_YET = Sat(PartScore(None, is_final=False))
ABSENT = Sat(PartScore(ZERO, is_final=True))
Scores = Mapping[tuple[UUID, int], Sat]


def theory_scores(parts: Iterable[Part], workers: Iterable[int]) -> Scores:
    """Return by exam and worker the first valid sitting. One query, none without theory.

    Who did not sit counts 0 once the exam is closed; before that nothing is there to go by.
    """
    wanted = {part.exam_id: part.exam for part in parts if part.exam_id is not None}
    if not wanted:
        return {}
    people = set(workers)
    scores = {
        (key, worker): ABSENT if exam and exam.state == ExamState.CLOSED else NOTHING_YET
        for key, exam in wanted.items()
        for worker in people
    }
    full = Grading.objects.filter(attempt=OuterRef("pk")).order_by("-pk").values("full_points")[:1]
    sat = Attempt.objects.first_valid().filter(exam__in=wanted, worker__in=people, state=AttemptState.GRADED)
    wished = ("pk", "exam", "worker", "score", "full")
    for pk, key, worker, score, points in sat.annotate(full=Subquery(full)).values_list(*wished):
        part = PartScore(per_hundred(score or ZERO, points or Decimal(100)), is_final=True)
        scores[key, worker] = Sat(part, pk)
    return scores


def theory_of(own: Sequence[Sat]) -> PartScore:
    """Return a competitor's theory: his own, or the mean over the members of a team."""
    known = [sat for sat in own if sat.part.score is not None]
    if not known:
        return NOTHING_YET.part
    mean = rounded(sum((sat.part.score or ZERO for sat in own), ZERO) / len(own))
    return PartScore(mean, is_final=all(sat.part.is_final for sat in own))
