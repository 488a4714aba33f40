"""What a bank holds, as the drafts it could have come from."""

from __future__ import annotations

from django.db.models import QuerySet

from exams.contents import draft_of
from exams.importing.drafts import QuestionDraft
from exams.models import Question


def contents_of(questions: QuerySet[Question]) -> list[QuestionDraft]:
    """Return the questions' current words in the order in which they came in, those of a case with its first.

    Two queries, however many they are.
    """
    found = questions.filter(current__isnull=False).select_related("current").prefetch_related("post_kinds")
    came_in = list(found.order_by("pk"))
    began: dict[int | None, int] = {}
    for question in came_in:
        began.setdefault(question.case_id, question.pk)
    came_in.sort(key=lambda asked: (began[asked.case_id] if asked.case_id else asked.pk, asked.case_place or 0))
    return [draft_of(question) for question in came_in]
