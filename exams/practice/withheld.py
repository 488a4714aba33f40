"""What is not practised for a while: the questions of a fixed paper that people sit, and those of one's own sitting."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from exams.models import (
    Attempt,
    AttemptState,
    Exam,
    ExamState,
    MakeUp,
    PaperQuestion,
    Question,
    QuestionVersion,
    ResultsShown,
)
from exams.release import exams_out, sittings_out

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from exams.models.questions import QuestionQuerySet


def withheld_questions(worker: int) -> QuestionQuerySet:
    """Return what the worker does not practise now. One query, besides the one that they are asked by.

    The questions on the fixed papers of published exams that have not closed yet, or whose results nobody may see yet:
    nobody practises them, also who does not sit the exam: answers go from mouth to mouth. Where each paper is drawn by
    itself the bank is the pool, and practising it is learning; only what stood on his own paper waits until he may see
    the result: practice would tell him the key.
    """
    waiting = Exam.objects.exclude(state=ExamState.DRAFT).filter(
        Q(state=ExamState.PUBLISHED, closes_at__gt=timezone.now()) | ~exams_out()
    )
    papers = Q(paper__in=waiting.values("paper")) | Q(paper__in=_make_ups_that_wait().values("paper"))
    asked = PaperQuestion.objects.filter(papers)
    found: QuestionQuerySet = Question.objects.filter(
        Q(pk__in=asked.values("version__question")) | Q(versions__in=_own_secrets(worker))
    )
    return found


def withheld_versions(worker: int, versions: Iterable[int]) -> set[int]:
    """Return which of these versions, in whatever words, ask what the worker does not practise now. Two queries."""
    asked = QuestionVersion.objects.filter(pk__in=versions, question__in=withheld_questions(worker))
    return set(asked.values_list("pk", flat=True))


def _make_ups_that_wait() -> QuerySet[MakeUp]:
    later = Q(exam__results_shown=ResultsShown.AFTER_APPROVAL, results_released_at__isnull=True)
    return MakeUp.objects.filter(Q(closed_at__isnull=True) | later)


def _own_secrets(worker: int) -> set[int]:
    """Return the versions on the papers that he sits, or has sat and does not know the result of."""
    sat = Attempt.objects.filter(worker=worker, started_at__isnull=False)
    secret = sat.filter(Q(state=AttemptState.IN_PROGRESS) | ~sittings_out())
    return {line[0] for line in chain.from_iterable(secret.order_by().values_list("paper", flat=True))}
