"""Taking questions over into another bank: the copy is its own, and says where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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

    Questions of one case become a case there too; one alone takes the case's text along. The bank is locked meanwhile.
    """
    QuestionBank.objects.select_for_update(of=("self",)).get(pk=bank.pk)
    taken = set(Question.objects.filter(bank=bank).values_list("stem_key", flat=True))
    sources: dict[str, Question] = {}
    in_their_order = questions.order_by("case", "case_place", "pk").select_related("current", "case")
    for question in in_their_order.prefetch_related("post_kinds", "current__pictures"):
        if question.current is not None and question.stem_key not in taken:
            sources.setdefault(question.stem_key, question)
    drafts = [draft_of(question) for question in sources.values()]
    copies = add_questions(bank=bank, drafts=drafts, by=by)
    for copy in copies:
        copy.copied_from_id = sources[copy.stem_key].current_id
    Question.objects.bulk_update(copies, ["copied_from"], batch_size=500)
    _name_as_there(copies, sources)
    return copies


def _name_as_there(copies: Iterable[Question], sources: Mapping[str, Question]) -> None:
    """Give the cases of the copies the titles and subjects that they have where they come from."""
    for copy in copies:
        known = sources[copy.stem_key].case
        if copy.case is not None and copy.case_place == 1 and known is not None:
            copy.case.title, copy.case.category = known.title, known.category
            copy.case.save(update_fields=["title", "category"])
