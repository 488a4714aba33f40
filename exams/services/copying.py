"""Taking questions over into another bank: the copy is its own, and says where it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from exams.contents import draft_of
from exams.models import Question, QuestionBank
from exams.services.questions import add_questions

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organizations.models import User


@transaction.atomic
def copy_questions(*, questions: QuerySet[Question], bank: QuestionBank, by: User | None) -> list[Question]:
    """Copy the questions into the bank, to be reviewed there; return the copies. What it has already is left out.

    The bank is locked meanwhile.
    """
    QuestionBank.objects.select_for_update(of=("self",)).get(pk=bank.pk)
    taken = set(Question.objects.filter(bank=bank).values_list("stem_key", flat=True))
    sources: dict[str, Question] = {}
    for question in questions.select_related("current").prefetch_related("post_kinds", "current__pictures"):
        if question.current is not None and question.stem_key not in taken:
            sources.setdefault(question.stem_key, question)
    drafts = [draft_of(question) for question in sources.values()]
    copies = add_questions(bank=bank, drafts=drafts, by=by)
    for copy in copies:
        copy.copied_from_id = sources[copy.stem_key].current_id
    Question.objects.bulk_update(copies, ["copied_from"], batch_size=500)
    return copies
