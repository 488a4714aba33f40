"""The bureau's banks can be read by every enterprise and changed by none; a copy says where it came from."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.models import PostKind
from exams.contents import draft_of
from exams.models import Question, QuestionBank, QuestionState
from exams.services.copying import copy_questions
from tests.factories.exams import QuestionBankFactory, QuestionFactory
from tests.factories.organizations import County

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(county: County) -> QuestionBank:
    bank: QuestionBank = QuestionBankFactory(owner=county.enterprise, name="本矿题库")
    return bank


@pytest.fixture
def shared(county: County) -> Question:
    question: Question = QuestionFactory(bank__owner=county.bureau, bank__name="县局题库", stem="县局问什么？")
    return question


def copy(officer: Client, bank: QuestionBank, *, ids: str = "all") -> str:
    address = reverse("wagtail_bulk_action", args=("exams", "question", "copy"))
    answer = officer.post(f"{address}?id={ids}&next={reverse('admin_questions:index')}", {"bank": bank.pk}, follow=True)
    return answer.content.decode()


def test_an_officer_reads_the_bureaus_questions_and_changes_none(officer: Client, shared: Question) -> None:
    listing = officer.get(reverse("admin_questions:index")).content.decode()
    read = reverse("admin_questions:read", args=(shared.pk,))
    assert read in listing
    assert "县局问什么？" in officer.get(read).content.decode()
    assert "县局题库" in officer.get(reverse("admin_banks:index")).content.decode()
    assert officer.get(reverse("admin_questions:edit", args=(shared.pk,))).status_code in {302, 403, 404}


def test_what_the_bureau_has_not_put_into_use_is_not_shared(county: County, officer: Client) -> None:
    waiting = QuestionFactory(bank__owner=county.bureau, state=QuestionState.TO_REVIEW)
    assert officer.get(reverse("admin_questions:read", args=(waiting.pk,))).status_code == 404


def test_a_neighbours_questions_are_read_by_nobody_else(county: County, officer: Client) -> None:
    secret = QuestionFactory(bank__owner=county.neighbour, stem="邻矿问什么？")
    assert officer.get(reverse("admin_questions:read", args=(secret.pk,))).status_code == 404
    assert "邻矿问什么" not in officer.get(reverse("admin_questions:index")).content.decode()


def test_what_is_readable_can_be_copied_and_waits_for_a_review(
    officer: Client, shared: Question, own: QuestionBank
) -> None:
    assert "复制了 1 道题" in copy(officer, own)
    mine = Question.objects.get(bank=own)
    assert (mine.state, mine.copied_from) == (QuestionState.TO_REVIEW, shared.current)
    assert "题库里已经有 1 道" in copy(officer, own, ids=str(shared.pk))


def test_nobody_copies_into_a_bank_that_is_not_his(officer: Client, shared: Question) -> None:
    copy(officer, shared.bank)
    assert Question.objects.count() == 1


def test_a_neighbours_question_is_not_copied_whatever_is_asked(
    county: County, officer: Client, own: QuestionBank
) -> None:
    secret = QuestionFactory(bank__owner=county.neighbour)
    copy(officer, own, ids=str(secret.pk))
    assert not Question.objects.filter(bank=own).exists()


def test_a_copy_says_all_that_its_origin_says(own: QuestionBank) -> None:
    origin = QuestionFactory(number=True, background="炮烟没散。", basis_text="安全生产法", difficulty=3)
    origin.post_kinds.set(PostKind.objects.filter(name="爆破"))
    [made] = copy_questions(questions=Question.objects.filter(pk=origin.pk), bank=own, by=None)
    assert draft_of(Question.objects.get(pk=made.pk)) == draft_of(Question.objects.get(pk=origin.pk))


def test_many_are_copied_with_no_more_queries_than_few(own: QuestionBank) -> None:
    counts = []
    for many in (2, 20):
        chosen = [question.pk for question in QuestionFactory.create_batch(many)]
        with CaptureQueriesContext(connection) as captured:
            copy_questions(questions=Question.objects.filter(pk__in=chosen), bank=own, by=None)
        counts.append(len(captured))
    assert counts[0] == counts[1]
