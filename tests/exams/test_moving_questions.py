"""A question that exists goes under a case and out of it again; papers drawn before know nothing of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from exams.contents import draft_of
from exams.errors import CaseIsFull, CaseOfAnotherBank
from exams.exporting.contents import contents_of
from exams.models import Question, QuestionBank, QuestionState
from exams.services.cases import asked_in, keep_case, move_question
from exams.services.papers import redraw, seat_for
from exams.services.questions import review_questions
from exams.sheet import paper_of
from organizations.models import User
from tests.factories.exams import ExamFactory, QuestionCaseFactory, QuestionFactory, a_case_of, filled_paper

pytestmark = pytest.mark.django_db
TOLD, ANEW = "夜班工人闻到烟味没有说。", "夜班工人看到冒烟没有说。"


def written(question: Question, **changes: Any) -> dict[str, Any]:
    """Return a single choice as its form sends it back."""
    form = {"kind": "single", "category": "law", "difficulty": "1", "stem": str(question), "answer": "A"}
    return {**form, "options": "A. 做法A\nB. 做法B\nC. 做法C\nD. 做法D", "background": "", **changes}


def address(question: Question) -> str:
    return reverse("admin_questions:edit", args=(question.pk,))


def now(question: Question) -> Question:
    return Question.objects.select_related("current", "case").get(pk=question.pk)


def story(question: Question) -> str:
    version = now(question).current
    assert version is not None
    return version.background


def test_a_question_goes_to_the_end_of_a_case_and_tells_what_the_case_tells(
    bank: QuestionBank, officer: Client
) -> None:
    case, question = a_case_of(2, bank=bank, text=TOLD), QuestionFactory(bank=bank)

    officer.post(address(question), written(question, case=case.pk, background="别的事。"))

    assert asked_in(case)[2] == question
    assert story(question) == TOLD
    assert now(question).state == QuestionState.TO_REVIEW
    assert question.versions.count() == 2


def test_a_question_that_leaves_its_case_keeps_the_story_for_itself(bank: QuestionBank, officer: Client) -> None:
    case = a_case_of(3, bank=bank, text=TOLD)
    question = asked_in(case)[1]
    assert officer.get(address(question)).context["form"]["case"].value() == case.pk

    officer.post(address(question), written(question, case=""))

    assert (now(question).case, now(question).case_place) == (None, None)
    assert story(question) == TOLD
    assert len(asked_in(case)) == 2


def test_from_one_case_to_another(bank: QuestionBank, officer: Client) -> None:
    old, new = a_case_of(3, bank=bank), a_case_of(2, bank=bank, text=TOLD)
    question = asked_in(old)[0]

    officer.post(address(question), written(question, stem="谁先发现的？", case=new.pk))

    assert [str(asked) for asked in asked_in(new)][2:] == ["谁先发现的？"]
    assert question not in asked_in(old)
    assert story(question) == TOLD


def test_no_case_of_another_bank_takes_it_in(bank: QuestionBank, officer: Client) -> None:
    elsewhere, question = QuestionCaseFactory(bank__owner=bank.owner), QuestionFactory(bank=bank)

    page = officer.post(address(question), written(question, case=elsewhere.pk))

    assert "case" in page.context["form"].errors
    with pytest.raises(CaseOfAnotherBank):
        move_question(question=question, case=elsewhere, draft=draft_of(question), by=None)
    assert now(question).case is None


def test_a_case_with_ten_questions_takes_no_other_and_the_page_says_so(bank: QuestionBank, officer: Client) -> None:
    case, question = a_case_of(10, bank=bank), QuestionFactory(bank=bank)

    page = officer.post(address(question), written(question, case=case.pk))

    assert page.context["form"].non_field_errors()
    with pytest.raises(CaseIsFull):
        move_question(question=question, case=case, draft=draft_of(question), by=None)
    assert question.versions.count() == 1


def test_papers_drawn_before_stand_as_they_were_and_can_be_drawn_again(bank: QuestionBank, worker: User) -> None:
    exam = ExamFactory(owner=bank.owner, paper=filled_paper(owner=bank.owner))
    seat = seat_for(exam=exam, worker=worker)
    drawn = Question.objects.get(versions=seat.paper[0][0])
    case = a_case_of(2, bank=drawn.bank, text=TOLD)

    move_question(question=drawn, case=case, draft=draft_of(drawn), by=None)

    assert [question.background for question in paper_of(seat)] == [""] * len(seat.paper)
    assert redraw(attempt=seat) == seat.paper


def test_a_retired_question_of_a_case_stays_retired_and_tells_the_new_text(bank: QuestionBank) -> None:
    case = a_case_of(3, bank=bank, text=TOLD)
    last = asked_in(case)[2]
    one = Question.objects.filter(pk=last.pk)
    review_questions(questions=one, state=QuestionState.RETIRED, by=None)
    case.text = ANEW

    keep_case(case=case, by=None)

    assert now(last).state == QuestionState.RETIRED
    assert {draft.background for draft in contents_of(bank.questions.all())} == {ANEW}
    review_questions(questions=Question.objects.filter(case=case), state=QuestionState.IN_USE, by=None)
    assert {story(question) for question in asked_in(case)} == {ANEW}
