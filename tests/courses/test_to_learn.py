"""What stands on a start page: what is asked, the nearest due first; where nothing is, what is worth a look."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from courses.models import Study
from courses.to_learn import to_learn, worth_a_look
from organizations.models import Role, User
from tests.factories.courses import a_case, a_lecture
from tests.factories.learning import an_assignment, has_learned
from tests.factories.organizations import County, PostFactory, desk_of, phone_of, staff, worker_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(county: County) -> User:
    return worker_of(county.team)


def asked(worker: User) -> list[int]:
    return [wanted.page.pk for wanted in to_learn(worker)]


def test_a_page_that_two_tasks_ask_for_stands_once_with_the_nearer_day(county: County, worker: User) -> None:
    case, today = a_case(), timezone.localdate()
    an_assignment(county.enterprise, pages=[case], due_on=today + timedelta(days=9))
    soon = an_assignment(county.team, pages=[case], due_on=today + timedelta(days=2))

    [wanted] = to_learn(worker)
    assert (wanted.page, wanted.assignment) == (case, soon)


def test_a_list_keeps_its_order_and_loses_what_is_learned(county: County, worker: User) -> None:
    first, second = a_case("乙"), a_case("甲")
    an_assignment(county.enterprise, pages=[first, second])
    assert asked(worker) == [first.pk, second.pk]

    has_learned(worker, an_assignment(county.team, pages=[first]))
    assert asked(worker) == [second.pk]


def test_looking_at_the_start_page_is_the_receipt_that_it_reached_the_phone(county: County, worker: User) -> None:
    an_assignment(county.bureau, is_push=True)
    phone_of(worker).get("/")

    study = Study.objects.get(worker=worker)
    assert study.opened_at is None


def test_what_is_taken_down_is_no_longer_asked(county: County, worker: User) -> None:
    case = a_case()
    an_assignment(county.enterprise, pages=[case])
    case.unpublish()

    assert asked(worker) == []


def test_with_nothing_asked_the_newest_of_the_own_industry_is_offered(county: County, worker: User) -> None:
    a_case("别的行业", industry="tobacco", occurred_on="2024-01-01")
    own = a_case("本行业", occurred_on="2020-01-01")
    lecture = a_lecture(county.enterprise)

    assert [page.pk for page in worth_a_look(worker)] == [own.pk, lecture.pk]


def test_with_nothing_asked_the_own_post_comes_before_the_newest(county: County, worker: User) -> None:
    a_case("本行业，别的岗位", occurred_on="2024-01-01", post_kinds=["爆破"])
    own = a_case("本岗位", occurred_on="2020-01-01", post_kinds=["采掘"])
    worker.memberships.update(post=PostFactory(name="井下采掘工"))

    assert [page.pk for page in worth_a_look(worker)] == [own.pk]


def test_what_was_learned_is_not_offered_again(county: County, worker: User) -> None:
    case = a_case()
    has_learned(worker, an_assignment(county.enterprise, pages=[case]))

    assert worth_a_look(worker) == []


def test_the_start_page_says_until_when_and_what_is_late(county: County, worker: User) -> None:
    task = an_assignment(county.enterprise, due_on=timezone.localdate())
    assert "截止" in phone_of(worker).get("/").content.decode()

    type(task).objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert "已截止" in phone_of(worker).get("/").content.decode()


def test_a_head_finds_at_his_desk_what_he_has_to_learn_himself(county: County) -> None:
    head = staff(Role.ENTERPRISE_HEAD, county.enterprise)
    case = a_case("要矿长自己学的")
    an_assignment(county.town, pages=[case])

    assert "要矿长自己学的" in desk_of(head).get("/desk/").content.decode()


def test_many_tasks_cost_no_more_than_one(
    county: County, worker: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(8):
        an_assignment(county.enterprise, pages=[a_case(f"第{number}起")])

    with django_assert_max_num_queries(11):
        to_learn(worker)
