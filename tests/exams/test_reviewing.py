"""Reviewing: each question is seen whole before it is decided on, and the next one follows."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from exams.models import LawText, Question, QuestionBank, QuestionState
from tests.factories.exams import QuestionFactory
from tests.factories.organizations import County

pytestmark = pytest.mark.django_db
BASIS = {"basis_text": "安全生产法", "basis_version": "2021-06-10", "basis_article": "第二十八条"}


def waiting(bank: QuestionBank, **fields: object) -> Question:
    question: Question = QuestionFactory(bank=bank, **{"state": QuestionState.TO_REVIEW, **fields})
    return question


def review_url(question: Question, query: str = "") -> str:
    return reverse("admin_questions:review", args=[question.pk]) + query


def state_of(question: Question) -> str:
    return Question.objects.get(pk=question.pk).state


def test_a_question_is_reviewed_with_its_options_answer_and_basis_in_sight(bank: QuestionBank, officer: Client) -> None:
    html = officer.get(review_url(waiting(bank, **BASIS))).content.decode()
    for words in (
        "A. 做法A",
        "D. 做法D",
        "<strong>A</strong>",
        "先检查，再下井。",
        "《安全生产法》（2021-06-10）第二十八条",
    ):
        assert words in html


def test_who_decides_comes_to_the_next_one_that_waits_and_last_to_the_list(bank: QuestionBank, officer: Client) -> None:
    first, in_use, second = waiting(bank), QuestionFactory(bank=bank), waiting(bank, state=QuestionState.PARKED)

    onward = officer.post(review_url(first), {"decision": "use"})
    assert onward["Location"] == review_url(second)
    last = officer.post(review_url(second), {"decision": "retire"})

    assert last["Location"].startswith(reverse("admin_questions:index"))
    assert [state_of(question) for question in (first, in_use, second)] == ["in_use", "in_use", "retired"]


def test_the_filters_of_the_list_stay_on_the_way(bank: QuestionBank, officer: Client) -> None:
    first, _other, third = waiting(bank), waiting(bank, category="emergency"), waiting(bank)
    onward = officer.post(review_url(first, "?category=law"), {"decision": "use"})
    assert onward["Location"] == review_url(third, "?category=law")
    listed = officer.get(reverse("admin_questions:index"), {"category": "law"}).content.decode()
    assert review_url(third, "?category=law") in listed


def test_a_parked_question_says_why_on_its_own_page_and_is_put_back_from_there(
    bank: QuestionBank, officer: Client
) -> None:
    question = waiting(bank, state=QuestionState.PARKED)
    Question.objects.update(parked_because="案例“透水”重新发布了。")
    page = reverse("admin_questions:edit", args=[question.pk])
    html = officer.get(page).content.decode()
    assert "案例“透水”重新发布了。" in html
    assert f'action="{review_url(question)}"' in html

    back = officer.post(review_url(question), {"decision": "use", "stay": "1"})

    assert back["Location"] == page
    assert state_of(question) == QuestionState.IN_USE


def test_what_rests_on_an_old_law_is_not_put_into_use(bank: QuestionBank, officer: Client) -> None:
    LawText.objects.create(title="安全生产法", version="2029-01-01")
    question = waiting(bank, **BASIS)
    officer.post(review_url(question), {"decision": "use"})
    assert state_of(question) == QuestionState.TO_REVIEW
    assert 'value="use"' not in officer.get(review_url(question)).content.decode()


def test_anothers_question_is_not_reviewed(county: County, bank: QuestionBank, officer: Client) -> None:
    theirs = waiting(QuestionFactory(bank__owner=county.neighbour).bank)
    assert officer.post(review_url(theirs), {"decision": "use"}).status_code == 404
    assert state_of(theirs) == QuestionState.TO_REVIEW


def test_who_puts_many_into_use_sees_them_whole_and_how_many_he_does_not_see(
    bank: QuestionBank, officer: Client
) -> None:
    for _ in range(22):
        waiting(bank)
    address = reverse("wagtail_bulk_action", args=("exams", "question", "use"))
    answer = officer.get(f"{address}?id=all&next=/admin/questions/")
    html = answer.content.decode()
    assert (len(answer.context["shown"]), answer.context["unseen"]) == (20, 2)
    assert html.count("先检查，再下井。") == 20
    assert html.count("A. 做法A") == 20
