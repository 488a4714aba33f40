"""Two questions that are much alike and are meant to be: whoever has looked at them once need not do so again."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from exams import near_pairs
from exams.contents import draft_of
from exams.models import LeftPair, Question, QuestionBank, QuestionState, QuestionVersion
from exams.near_pairs import find_pairs, pairs_of
from exams.services.left_pairs import leave_both
from exams.services.questions import review_questions, revise_question
from organizations.models import AuditEntry
from tests.factories.exams import QuestionFactory
from tests.factories.organizations import UserFactory

pytestmark = pytest.mark.django_db
OLD, NEW = "动火作业前，应当检测可燃气体的浓度吗？", "动火作业后，应当检测可燃气体的浓度吗？"


@pytest.fixture
def address(bank: QuestionBank) -> str:
    return reverse("admin_banks:near", args=(bank.pk,))


@pytest.fixture
def twins(bank: QuestionBank) -> list[Question]:
    """Two questions of the bank that are much alike, and the search has found them."""
    made: list[Question] = [QuestionFactory(bank=bank, stem=stem) for stem in (OLD, NEW)]
    find_pairs(bank)
    return made


def words_of(one: Question, other: Question) -> tuple[QuestionVersion, QuestionVersion]:
    assert one.current
    assert other.current
    return one.current, other.current


def said_of(*twins: Question) -> str:
    return "-".join(str(twin.current_id) for twin in twins)


def test_who_leaves_both_is_remembered_and_the_pair_is_gone(
    bank: QuestionBank, twins: list[Question], officer: Client, address: str
) -> None:
    assert f'value="{said_of(*twins)}"' in officer.get(address).content.decode()

    officer.post(address, {"leave": said_of(*twins)})

    left = LeftPair.objects.get()
    assert left.left_by is not None
    assert left.left_at
    assert AuditEntry.objects.filter(action="questions.leave_both").count() == 1
    assert pairs_of(bank) == ()
    assert Question.objects.in_use().count() == 2


def test_the_next_search_does_not_bring_them_back(bank: QuestionBank, twins: list[Question], officer: Client) -> None:
    officer.post(reverse("admin_banks:near", args=(bank.pk,)), {"leave": said_of(*twins)})
    QuestionFactory(bank=bank, stem=f"{OLD}请选择")

    find_pairs(bank)

    stems = {pair.keys for pair in pairs_of(bank) or ()}
    assert (twins[0].pk, twins[1].pk) not in stems
    assert len(stems) == 2


def test_they_come_up_again_when_one_of_them_has_other_words(bank: QuestionBank, twins: list[Question]) -> None:
    leave_both(versions=words_of(twins[1], twins[0]), by=None)
    draft = draft_of(twins[0])

    revise_question(question=twins[0], draft=draft, by=None)
    find_pairs(bank)

    assert [pair.keys for pair in pairs_of(bank) or ()] == [(twins[0].pk, twins[1].pk)]


def test_to_leave_them_twice_changes_nothing(twins: list[Question]) -> None:
    first, second = UserFactory(), UserFactory()

    leave_both(versions=words_of(twins[0], twins[1]), by=first)
    leave_both(versions=words_of(twins[1], twins[0]), by=second)

    assert LeftPair.objects.get().left_by == first


def test_pairs_that_were_left_take_no_place_from_others(
    bank: QuestionBank, twins: list[Question], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near_pairs, "MOST", 1)
    leave_both(versions=words_of(twins[0], twins[1]), by=None)
    third = QuestionFactory(bank=bank, stem=f"{OLD}请选择")

    find_pairs(bank)

    assert [pair.other for pair in pairs_of(bank) or ()] == [third.pk]


def test_a_question_that_is_retired_since_does_not_disturb_the_search(
    bank: QuestionBank, twins: list[Question]
) -> None:
    leave_both(versions=words_of(twins[0], twins[1]), by=None)
    review_questions(questions=Question.objects.filter(pk=twins[0].pk), state=QuestionState.RETIRED, by=None)

    find_pairs(bank)

    assert pairs_of(bank) == ()


@pytest.mark.parametrize("said", ["", "7", "x-y", "1-2-3"])
def test_what_is_no_pair_of_the_bank_is_not_left(
    bank: QuestionBank, twins: list[Question], officer: Client, address: str, said: str
) -> None:
    elsewhere = QuestionFactory(bank__owner=bank.owner)

    assert officer.post(address, {"leave": said}).status_code == 404
    assert officer.post(address, {"leave": said_of(twins[0], elsewhere)}).status_code == 404
    assert not LeftPair.objects.exists()
