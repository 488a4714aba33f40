"""Practising on the phone, without a script."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from exams.models import DailyTen, PracticeAnswer, Question, QuestionBank, WrongQuestion
from exams.practice.state import state_of
from exams.services.practice import todays_ten
from exams.services.wrong_questions import note_answers
from organizations.models import User
from tests.factories.exams import QuestionBankFactory, QuestionFactory
from tests.factories.organizations import County, phone_of
from tests.factories.sittings import a_worker

pytestmark = pytest.mark.django_db
KINDS: tuple[dict[str, bool], ...] = (
    {},
    {"multiple": True},
    {"true_false": True},
    {"written": True},
    {"ordered": True},
)


@pytest.fixture
def phone(worker: User) -> Client:
    return phone_of(worker)


@pytest.fixture
def bank(county: County) -> QuestionBank:
    made: QuestionBank = QuestionBankFactory(owner=county.bureau)
    return made


def ten_of(worker: User) -> DailyTen:
    ten = todays_ten(worker=worker)
    assert ten is not None
    return ten


def address(ten: DailyTen, number: int) -> str:
    return reverse("exams:question_of_ten", args=[ten.pk, number])


def test_every_kind_of_question_is_answered_by_a_form_and_says_at_once_why(
    worker: User, phone: Client, bank: QuestionBank
) -> None:
    for number, kind in enumerate(KINDS):
        QuestionFactory(bank=bank, explanation=f"因为{number}", **kind)
    ten = ten_of(worker)
    right = {
        "single": {"": ["A"]},
        "multiple": {"": ["A", "C"]},
        "true_false": {"": ["T"]},
        "fill": {"": ["自救器"]},
        "order": {"-C": ["1"], "-A": ["2"], "-D": ["3"], "-B": ["4"]},
    }

    for place in state_of(ten).places:
        form = {place.question.name + part: values for part, values in right[place.question.kind].items()}
        asked = phone.get(address(ten, place.question.number)).content.decode()
        answered = phone.post(address(ten, place.question.number), form).content.decode()
        assert place.version.explanation not in asked
        assert place.version.explanation in answered
        assert "answer-line" in answered

    assert PracticeAnswer.objects.filter(worker=worker, is_right=True).count() == len(KINDS)


def test_the_next_question_is_the_next_without_an_answer_and_after_the_last_there_is_none(
    worker: User, phone: Client, bank: QuestionBank
) -> None:
    QuestionFactory.create_batch(3, bank=bank)
    ten = ten_of(worker)

    assert address(ten, 3) in phone.post(address(ten, 2), {"q1": "A"}).content.decode()
    assert address(ten, 1) in phone.post(address(ten, 3), {"q2": "A"}).content.decode()
    last = phone.post(address(ten, 1), {"q0": "A"})
    assert last.context["next_url"] == ""
    assert 'class="btn" data-kind="main" href="/practice/"' in last.content.decode()


def test_a_reload_or_a_second_tap_keeps_the_first_answer(worker: User, phone: Client, bank: QuestionBank) -> None:
    QuestionFactory(bank=bank)
    ten = ten_of(worker)
    first = phone.post(address(ten, 1), {"q0": "B"}).content
    again = phone.post(address(ten, 1), {"q0": "A"}).content

    assert PracticeAnswer.objects.get().answer == ["B"]
    assert b'data-tone="bad"' in first
    assert b'data-tone="bad"' in again
    assert b'data-tone="bad"' in phone.get(address(ten, 1)).content


def test_sending_nothing_asks_again(worker: User, phone: Client, bank: QuestionBank) -> None:
    QuestionFactory(bank=bank)
    answer = phone.post(address(ten_of(worker), 1), {})

    assert b'role="alert"' in answer.content
    assert b'name="q0"' in answer.content


def test_the_ten_of_another_or_a_number_that_is_none_are_not_found(
    county: County, worker: User, phone: Client, bank: QuestionBank
) -> None:
    QuestionFactory(bank=bank)
    other = a_worker(county.team)

    assert phone.get(address(ten_of(other), 1)).status_code == 404
    assert phone.get(address(ten_of(worker), 7)).status_code == 302


def test_the_practice_page_counts_what_is_done_and_what_is_due(worker: User, phone: Client, bank: QuestionBank) -> None:
    first, *_others = QuestionFactory.create_batch(4, bank=bank)
    yesterday = timezone.localdate() - timedelta(days=1)
    note_answers(worker=worker.pk, results={first.pk: False}, day=yesterday)
    ten = ten_of(worker)
    phone.post(address(ten, 2), {"q1": "A"})

    page = phone.get("/practice/")

    assert page.context["ten"].done == 1
    assert (page.context["wrong"], page.context["due"]) == (1, 1)
    assert address(ten, 1) in page.content.decode()


def test_without_questions_the_page_says_so(phone: Client) -> None:
    page = phone.get("/practice/").content.decode()

    assert 'class="empty"' in page
    assert reverse("exams:start_mock") not in page


def test_the_book_asks_what_is_due_one_after_the_other_each_once_a_day(
    worker: User, phone: Client, bank: QuestionBank
) -> None:
    questions = QuestionFactory.create_batch(2, bank=bank)
    yesterday = timezone.localdate() - timedelta(days=1)
    note_answers(worker=worker.pk, results={question.pk: False for question in questions}, day=yesterday)
    first, second = WrongQuestion.objects.filter(worker=worker)
    there, then = (reverse("exams:wrong_question", args=[row.pk]) for row in (first, second))

    listed = phone.get("/practice/wrong/").content.decode()
    assert there in listed
    assert then in listed
    assert then in phone.post(there, {"q0": "A"}).content.decode()
    phone.post(there, {"q0": "B"})
    phone.post(then, {"q0": "B"})

    rows = {
        row.pk: (row.right_in_a_row, (row.due_on - timezone.localdate()).days) for row in WrongQuestion.objects.all()
    }
    assert rows == {first.pk: (1, 3), second.pk: (0, 1)}
    assert PracticeAnswer.objects.count() == 2


def test_the_options_of_the_book_stay_where_they_are_all_day(worker: User, phone: Client, bank: QuestionBank) -> None:
    note_answers(
        worker=worker.pk, results={QuestionFactory(bank=bank, ordered=True).pk: False}, day=timezone.localdate()
    )
    there = reverse("exams:wrong_question", args=[WrongQuestion.objects.get().pk])

    orders = {tuple(re.findall(r'data-key="(\w)"', phone.get(there).content.decode())) for _look in range(4)}
    assert len(orders) == 1


def test_a_question_that_has_left_the_book_leads_back_to_it(worker: User, phone: Client, bank: QuestionBank) -> None:
    row = WrongQuestion.objects.create(
        worker=worker, question=QuestionFactory(bank=bank), right_in_a_row=4, due_on=timezone.localdate()
    )
    there = reverse("exams:wrong_question", args=[row.pk])

    assert phone.post(there, {"q0": "A"}).status_code == 200
    assert not WrongQuestion.objects.exists()
    assert phone.post(there, {"q0": "A"})["Location"] == reverse("exams:wrong_questions")


def test_the_start_page_says_how_far_the_ten_are(worker: User, phone: Client, bank: QuestionBank) -> None:
    assert "/practice/" not in phone.get("/").content.decode()
    QuestionFactory(bank=bank)
    QuestionFactory(bank=bank)
    assert "/practice/" in phone.get("/").content.decode()
    ten = ten_of(worker)

    states = [_state(phone)]
    for number in (1, 2):
        phone.post(address(ten, number), {f"q{number - 1}": "A"})
        states.append(_state(phone))

    assert states == ["todo", "todo", "done"]


def _state(phone: Client) -> str:
    return next(task.state for task in phone.get("/").context["tasks"] if task.href == "/practice/")


@pytest.fixture
def addresses(worker: User, bank: QuestionBank) -> dict[str, str]:
    """A worker with much in his book."""
    QuestionFactory.create_batch(20, bank=bank)
    results = dict.fromkeys(Question.objects.values_list("pk", flat=True)[:9], False)
    note_answers(worker=worker.pk, results=results, day=timezone.localdate() - timedelta(days=3))
    return {
        "practice": reverse("exams:practice"),
        "book": reverse("exams:wrong_questions"),
        "ten": address(ten_of(worker), 2),
        "wrong": reverse("exams:wrong_question", args=[WrongQuestion.objects.all()[0].pk]),
    }


@pytest.mark.parametrize("page", [("practice", 14), ("book", 7), ("ten", 9), ("wrong", 11)], ids=str)
def test_pages_cost_the_same_however_much_there_is(
    phone: Client,
    addresses: dict[str, str],
    page: tuple[str, int],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    path, most = page

    with django_assert_max_num_queries(most):
        assert phone.get(addresses[path]).status_code == 200
