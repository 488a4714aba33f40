"""Writing cases: the text once, and the questions under it in their order, new ones and such as were there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from exams.contents import draft_of
from exams.errors import CaseIsFull, CaseOfAnotherBank
from exams.models import Question, QuestionCase, QuestionState, QuestionVersion
from exams.models.cases import MOST
from exams.services.questions import add_questions, revise_question
from organizations.audit import record

if TYPE_CHECKING:
    from exams.importing.drafts import QuestionDraft
    from organizations.models import User


@transaction.atomic
def keep_case(*, case: QuestionCase, by: User | None, places: Mapping[int, int] | None = None) -> QuestionCase:
    """Save a new or changed case; `places` says where its questions stand, by key.

    Where its text is another one, its questions have a new version each and have to be reviewed again; retired ones
    stay retired, and tell the new text too when they are read or come back. Papers drawn before keep what they told.
    Raises ValidationError.
    """
    before = QuestionCase.objects.select_for_update().filter(pk=case.pk).values_list("text", flat=True).first()
    case.text = case.text.strip()
    case.full_clean()
    case.save()
    if before is not None and before != case.text:
        _tell_anew(case, by)
    _put_in_order(case, places or {})
    record("case.save", by=by, subject=case, unit=case.bank.owner, title=case.title)
    return case


@transaction.atomic
def add_to_case(*, case: QuestionCase, draft: QuestionDraft, by: User | None) -> Question:
    """Add a question at the end of the case, to be reviewed. Raises CaseIsFull where there are ten already."""
    case = _with_room(case)
    [question] = add_questions(bank=case.bank, drafts=[replace(draft, background=case.text)], by=by)
    _put_under(question, case)
    return question


@transaction.atomic
def move_question(
    *, question: Question, case: QuestionCase | None, draft: QuestionDraft, by: User | None
) -> QuestionVersion:
    """Put a question that exists at the end of a case of its bank, or, without one, let it stand alone.

    It has a new version, which tells what the case tells, or alone what the draft does, and has to be reviewed again;
    papers drawn before keep the old one. Raises CaseOfAnotherBank, CaseIsFull, ValidationError.
    """
    if case is not None:
        case = _with_room(case)
        if case.bank_id != question.bank_id:
            raise CaseOfAnotherBank(_("The case stands in the bank “%s”: choose that one.") % case.bank)
        draft = replace(draft, background=case.text)
    version = revise_question(question=question, draft=draft, by=by)
    _put_under(version.question, case)
    return version


def asked_in(case: QuestionCase) -> list[Question]:
    """Return the questions of the case in their order; retired ones have left it."""
    asked = case.questions.exclude(state=QuestionState.RETIRED)
    return list(asked.select_related("current").order_by("case_place", "pk"))


def _with_room(case: QuestionCase) -> QuestionCase:
    """Lock the case. Raises CaseIsFull."""
    case = QuestionCase.objects.select_for_update(of=("self",)).select_related("bank__owner").get(pk=case.pk)
    if len(asked_in(case)) >= MOST:
        raise CaseIsFull(_("A case has ten questions at most: begin another one."))
    return case


def _put_under(question: Question, case: QuestionCase | None) -> None:
    last = case.questions.aggregate(last=Max("case_place"))["last"] or 0 if case else 0
    question.case, question.case_place = case, last + 1 if case else None
    question.save(update_fields=["case", "case_place"])


def _tell_anew(case: QuestionCase, by: User | None) -> None:
    questions = list(case.questions.select_related("current").filter(current__isnull=False))
    for question in questions:
        revise_question(question=question, draft=replace(draft_of(question), background=case.text), by=by)
    retired = [question.pk for question in questions if question.state == QuestionState.RETIRED]
    Question.objects.filter(pk__in=retired).update(state=QuestionState.RETIRED)


def _put_in_order(case: QuestionCase, places: Mapping[int, int]) -> None:
    """Number the questions from 1 by the places they were given; those without one keep theirs."""
    asked = asked_in(case)
    asked.sort(key=lambda question: places.get(question.pk, question.case_place or 0))
    for place, question in enumerate(asked, 1):
        question.case_place = place
    Question.objects.bulk_update(asked, ["case_place"])
