"""What competitors have in the exams that their theory comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import OuterRef, Subquery

from exams.models import Attempt, AttemptState, ExamState, Grading
from leaderboard.scoring import ZERO, PartScore, per_hundred, rounded

if TYPE_CHECKING:
    from leaderboard.models import Part

NOTHING_YET = PartScore(None, is_final=False)
ABSENT = PartScore(ZERO, is_final=True)
Scores = Mapping[tuple[UUID, int], PartScore]


def theory_scores(parts: Iterable[Part], workers: Iterable[int]) -> Scores:
    """Return by exam and worker the first valid sitting per hundred. One query, none without theory.

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
    for key, worker, score, points in sat.annotate(full=Subquery(full)).values_list("exam", "worker", "score", "full"):
        scores[key, worker] = PartScore(per_hundred(score or ZERO, points or Decimal(100)), is_final=True)
    return scores


def theory_of(people: Sequence[int], exam: UUID | None, scores: Scores) -> PartScore:
    """Return a competitor's theory: his own, or the mean over the members of a team."""
    own = [scores.get((exam, worker), NOTHING_YET) for worker in people] if exam else []
    known = [part.score for part in own if part.score is not None]
    if not known:
        return NOTHING_YET
    mean = rounded(sum((part.score or ZERO for part in own), ZERO) / len(own))
    return PartScore(mean, is_final=all(part.is_final for part in own))
