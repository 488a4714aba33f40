"""The wrong-question book: what was wrong goes in and comes back, what was right often enough leaves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from exams.at_hand import versions_at_hand
from exams.models import Grading, WrongQuestion
from exams.practice.schedule import Box, entered
from exams.release import may_see_result

AT_ONCE = 500


@transaction.atomic
def note_answers(*, worker: int, results: Mapping[int, bool], day: date) -> None:
    """The worker's book is as it has to be after these answers. `results`: key of the question → whether it was right.

    Three statements and one for each question that moves on or leaves.
    """
    wrong = sorted(question for question, is_right in results.items() if not is_right)
    _enter(worker, wrong, entered(day))
    right = [question for question, is_right in results.items() if is_right]
    if not right:
        return
    due = WrongQuestion.objects.due(day).filter(worker=worker, question__in=right).order_by("pk").select_for_update()
    moved = []
    for row in due:
        box = row.box.after(is_right=True, day=day)
        if box is None:
            row.delete()
            continue
        row.right_in_a_row, row.due_on = box.right_in_a_row, box.due_on
        moved.append(row)
    WrongQuestion.objects.bulk_update(moved, ["right_in_a_row", "due_on"])


def note_graded(grading: Grading) -> None:
    """What was answered wrongly in the exam is in the worker's book; a blank is not: he ran out of time; nor is
    what counts for nobody.

    Nothing is entered before he may see the result. Safe to repeat. One statement where the questions are at hand.
    """
    if not may_see_result(grading.attempt):
        return
    wrong = [mark["version"] for mark in grading.marks if is_wrong(mark)]
    if wrong:
        questions = sorted({version.question_id for version in versions_at_hand(wrong).values()})
        _enter(grading.attempt.worker_id, questions, entered(timezone.localdate()))


def is_wrong(mark: Mapping[str, Any]) -> bool:
    """Whether a mark, as a grading keeps it, belongs into the book."""
    return any(mark["chosen"]) and not Decimal(mark["points"]) and bool(Decimal(mark.get("full_points", 1)))


def note_released(exam: UUID, make_up: UUID | None) -> None:
    """What anybody answered wrongly in the exam, or in that make-up of it, is in his book now that he may see it.

    Safe to repeat.
    """
    newest = Grading.objects.filter(attempt=OuterRef("attempt")).order_by("-pk").values("pk")[:1]
    gradings = Grading.objects.filter(attempt__exam=exam, attempt__make_up=make_up, pk=Subquery(newest))
    with_exam = gradings.select_related("attempt__exam", "attempt__make_up").defer("attempt__paper")
    for grading in with_exam.iterator(chunk_size=AT_ONCE):
        note_graded(grading)


def _enter(worker: int, questions: list[int], box: Box) -> None:
    """Put these in, or back to the beginning: one statement."""
    WrongQuestion.objects.bulk_create(
        [
            WrongQuestion(worker_id=worker, question_id=question, right_in_a_row=box.right_in_a_row, due_on=box.due_on)
            for question in questions
        ],
        update_conflicts=True,
        unique_fields=["worker", "question"],
        update_fields=["right_in_a_row", "due_on"],
    )
