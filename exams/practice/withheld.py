"""What is not practised for a while: the questions of a fixed paper that people sit, or are about to sit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from exams.models import Exam, ExamState, PaperQuestion, Question

if TYPE_CHECKING:
    from exams.models.questions import QuestionQuerySet


def withheld_questions() -> QuestionQuerySet:
    """Return the questions on the fixed papers of published exams that have not closed yet.

    Nobody practises them, also who does not sit the exam: answers go from mouth to mouth. Where each paper is drawn by
    itself the bank is the pool, and practising it is learning.
    """
    waiting = Exam.objects.filter(state=ExamState.PUBLISHED, closes_at__gt=timezone.now())
    asked = PaperQuestion.objects.filter(paper__in=waiting.values("paper"))
    found: QuestionQuerySet = Question.objects.filter(pk__in=asked.values("version__question"))
    return found
