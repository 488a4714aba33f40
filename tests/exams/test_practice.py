"""Which questions come to a worker, on this day and the next."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from courses.models import PostKind
from exams.models import (
    DailyTen,
    Question,
    QuestionBank,
    QuestionState,
)
from exams.practice.questions import questions_for
from exams.practice.state import state_of
from exams.services.practice import answer_practice, book_of, todays_ten
from exams.services.wrong_questions import note_answers
from organizations.models import Industry, Role, Unit, User
from tests.factories.exams import QuestionBankFactory, QuestionFactory, QuestionVersionFactory
from tests.factories.organizations import (
    County,
    MembershipFactory,
    PostFactory,
    UserFactory,
    desk_of,
    staff,
)
from tests.factories.practice import practise

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(county: County) -> User:
    post = PostFactory(name="井下爆破工")
    user: User = MembershipFactory(unit=county.team, post=post).user
    return user


def fill(owner: Unit, count: int, **fields: object) -> QuestionBank:
    bank: QuestionBank = QuestionBankFactory(owner=owner)
    QuestionFactory.create_batch(count, bank=bank, **fields)
    return bank


def ten_of(worker: User) -> DailyTen:
    ten = todays_ten(worker=worker)
    assert ten is not None
    return ten


def asked(worker: User) -> set[int]:
    """Return the questions of the worker's day."""
    return {place.version.question_id for place in state_of(ten_of(worker)).places}


def test_the_banks_of_bureau_town_and_own_enterprise_are_practised_and_no_neighbours(
    county: County, worker: User
) -> None:
    mine = [fill(owner, 1) for owner in (county.bureau, county.town, county.enterprise)]
    for owner in (county.neighbour_town, county.neighbour):
        fill(owner, 1)

    assert set(questions_for(worker).values_list("bank", flat=True)) == {bank.pk for bank in mine}


def test_an_enterprise_closes_a_bank_to_practice(county: County, worker: User) -> None:
    bank = fill(county.enterprise, 3)
    QuestionBank.objects.filter(pk=bank.pk).update(is_for_practice=False)
    note_answers(worker=worker.pk, results={bank.questions.all()[0].pk: False}, day=timezone.localdate())

    assert todays_ten(worker=worker) is None
    assert not book_of(worker)


def test_closing_a_bank_is_a_box_in_its_form(county: County) -> None:
    bank = fill(county.enterprise, 1)
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    for box in ({"is_for_practice": "on"}, {}):
        officer.post(reverse("admin_banks:edit", args=[bank.pk]), {"name": bank.name, "slug": bank.slug, **box})
        assert QuestionBank.objects.get().is_for_practice is bool(box)


@pytest.mark.parametrize("state", [state for state in QuestionState if state != QuestionState.IN_USE])
def test_only_what_is_in_use_is_practised(county: County, worker: User, state: QuestionState) -> None:
    fill(county.bureau, 1, state=state)

    assert todays_ten(worker=worker) is None


def test_questions_of_another_industry_or_another_post_do_not_come(county: County, worker: User) -> None:
    bank = QuestionBankFactory(owner=county.bureau)
    blasting, welding = (
        PostKind.objects.get_or_create(name=name, defaults={"words": name})[0] for name in ("爆破", "焊工")
    )
    for_all, of_industry, elsewhere = (
        QuestionFactory(bank=bank, industries=industries)
        for industries in ([], [Industry.TEXTILE, Industry.UNDERGROUND_MINE], [Industry.TEXTILE])
    )
    of_post, of_another = QuestionFactory(bank=bank), QuestionFactory(bank=bank)
    of_post.post_kinds.set([blasting, welding])
    of_another.post_kinds.set([welding])

    found = set(questions_for(worker))

    assert found == {for_all, of_industry, of_post}
    assert not found & {elsewhere, of_another}


def test_who_works_nowhere_has_nothing_to_practise(county: County) -> None:
    fill(county.bureau, 3)

    assert todays_ten(worker=UserFactory()) is None


def test_the_ten_stay_the_same_all_day_whatever_is_answered(county: County, worker: User) -> None:
    fill(county.bureau, 30)
    before = ten_of(worker).paper

    for place in state_of(ten_of(worker)).places[:3]:
        practise(worker, place.version.question, "B")

    assert ten_of(worker).paper == before
    assert len(before) == 10


def test_tomorrow_brings_what_was_wrong_and_otherwise_others(county: County, worker: User) -> None:
    fill(county.bureau, 30)
    today = asked(worker)
    wrong = {place.version.question_id for place in state_of(ten_of(worker)).places[:2]}
    for place in state_of(ten_of(worker)).places:
        practise(worker, place.version.question, "B" if place.version.question_id in wrong else "A")

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        tomorrow = asked(worker)

    assert tomorrow & today == wrong
    assert len(tomorrow) == 10


def test_a_small_bank_gives_fewer_and_the_same_again_tomorrow(county: County, worker: User) -> None:
    bank = fill(county.bureau, 4)
    questions = {question.pk for question in bank.questions.all()}
    assert asked(worker) == questions
    for place in state_of(ten_of(worker)).places:
        practise(worker, place.version.question)

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert asked(worker) == questions


def test_a_day_without_questions_is_not_kept_as_one(county: County, worker: User) -> None:
    assert todays_ten(worker=worker) is None
    fill(county.bureau, 3)

    assert len(ten_of(worker).paper) == 3


def test_what_goes_out_of_use_or_is_rewritten_during_the_day_is_asked_no_more(county: County, worker: User) -> None:
    fill(county.bureau, 4)
    parked, rewritten, answered, left = (place.version.question for place in state_of(ten_of(worker)).places)
    ten = ten_of(worker)
    version = answered.current
    assert version is not None
    answer_practice(worker=worker, version=version, keys="ABCD", answer=["A"], occasion=ten.occasion(2))
    Question.objects.filter(pk__in=[parked.pk, answered.pk]).update(state=QuestionState.PARKED)
    Question.objects.filter(pk=rewritten.pk).update(current=QuestionVersionFactory(question=rewritten))

    state = state_of(ten)

    assert [place.version.question_id for place in state.places] == [answered.pk, left.pk]
    assert (state.done, state.total, state.next_number(after=4)) == (1, 2, 4)


def test_choosing_the_ten_costs_the_same_however_full_the_banks(
    county: County, worker: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    bank = fill(county.bureau, 40)
    results = dict.fromkeys(bank.questions.values_list("pk", flat=True)[:6], False)
    note_answers(worker=worker.pk, results=results, day=timezone.localdate() - timedelta(days=2))

    with django_assert_max_num_queries(16):
        todays_ten(worker=worker)
    with django_assert_max_num_queries(1):
        todays_ten(worker=worker)
