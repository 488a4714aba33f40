"""Taking questions out of use because what they rest on has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from exams.models import Question, QuestionState
from organizations.audit import record

if TYPE_CHECKING:
    from exams.models.questions import QuestionQuerySet
    from organizations.models import User


@transaction.atomic
def park_questions(*, questions: QuestionQuerySet, because: str, by: User | None) -> int:
    """Park those of the questions that are in use, and return how many that are. They are listed for a review."""
    chosen = list(questions.in_use().values_list("pk", flat=True))
    parked = Question.objects.filter(pk__in=chosen).update(state=QuestionState.PARKED, parked_because=because)
    if parked:
        record("questions.park", by=by, because=because, questions=parked)
    return parked
