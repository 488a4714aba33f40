"""Which board opens, what stands on one that nobody has a result on, and which days it is about."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from pytest_django import DjangoAssertNumQueries

from exams.models import Exam
from leaderboard.models import NamedPeriod, RankingRules
from leaderboard.ranking.levels import By, Source
from leaderboard.ranking.periods import of_span
from leaderboard.services.ranking_snapshots import keep_boards
from organizations.models import Role, User
from tests.factories.exams import AttemptFactory, ExamFactory
from tests.factories.organizations import County, MembershipFactory, desk_of, phone_of, staff

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)


@pytest.fixture
def running(county: County) -> Exam:
    exam: Exam = ExamFactory(owner=county.bureau)
    AttemptFactory(exam=exam, membership=MembershipFactory(unit=county.team))
    AttemptFactory(exam=exam, membership=MembershipFactory(unit=county.other_team))
    return exam


@pytest.fixture
def officer(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise)


@pytest.fixture
def over(county: County) -> NamedPeriod:
    day = localdate() - 9 * A_DAY
    period: NamedPeriod = NamedPeriod.objects.create(
        bureau=county.bureau, name="大练兵", first_day=day, last_day=day + 3 * A_DAY
    )
    return period


@pytest.mark.parametrize("by", [By.INDIVIDUAL, By.TEAM])
def test_where_nobody_has_handed_in_nobody_stands_first(by: By, running: Exam, officer: User) -> None:
    page = desk_of(officer).get(f"/ranking/exams/{running.pk}/?by={by}").content.decode()

    assert _("Nothing counts here yet") in page
    assert 'class="rank"' not in page


def test_who_can_still_hand_in_has_not_missed_anything(county: County, running: Exam, officer: User) -> None:
    AttemptFactory(exam=running, membership=MembershipFactory(unit=county.team), graded=True, score=Decimal(70))

    page = desk_of(officer).get(f"/ranking/exams/{running.pk}/?by=individual").content.decode()

    assert _("not handed in yet") in page
    assert _("%d missed") % 1 not in page


def test_the_exam_that_has_results_opens_before_one_that_only_began(
    county: County, running: Exam, officer: User
) -> None:
    earlier = ExamFactory(over=True, owner=county.bureau, opens_at=timezone.now() - 9 * A_DAY)
    AttemptFactory(exam=earlier, membership=MembershipFactory(unit=county.team), graded=True, score=Decimal(70))

    assert desk_of(officer).get("/ranking/").context["period"].exam == earlier


def test_from_a_month_there_is_a_way_to_each_exam(running: Exam, officer: User) -> None:
    page = desk_of(officer).get(f"/ranking/exams/{localdate():%Y-%m}/")

    assert running.title in page.content.decode()


@pytest.mark.parametrize("address", ["/ranking/", f"/ranking/exams/{localdate():%Y-%m}/"])
def test_the_ways_to_other_boards_keep_a_page_at_eight_queries(
    address: str, county: County, running: Exam, officer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    place = MembershipFactory(unit=county.team)
    AttemptFactory(exam=running, membership=place, graded=True, score=Decimal(70))

    for client in (desk_of(officer), phone_of(place.user)):
        with django_assert_max_num_queries(8):
            assert client.get(address).status_code == 200


def test_a_period_with_a_name_says_its_days(county: County, over: NamedPeriod) -> None:
    place = MembershipFactory(unit=county.team)

    page = phone_of(place.user).get(f"/ranking/exams/span-{over.pk}/").content.decode()

    assert f"{over.last_day.month}月{over.last_day.day}日" in page


def test_days_whose_boards_were_kept_stay_and_their_name_may_change(county: County, over: NamedPeriod) -> None:
    admin = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))
    days = {"name": "大比武", "first_day": over.first_day, "last_day": over.last_day}
    keep_boards(period=of_span(Source.EXAMS, over))

    page = admin.post(f"/admin/named-periods/edit/{over.pk}/", {**days, "last_day": localdate()})
    assert _("Its boards have been kept: these days stay as they are. For other days, make another period.") in (
        page.content.decode()
    )

    admin.post(f"/admin/named-periods/edit/{over.pk}/", days)
    kept = NamedPeriod.objects.get()
    assert (kept.name, kept.last_day) == ("大比武", over.last_day)


def test_days_of_which_nothing_was_kept_may_change(county: County, over: NamedPeriod) -> None:
    admin = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))
    days = {"name": over.name, "first_day": over.first_day, "last_day": localdate()}

    admin.post(f"/admin/named-periods/edit/{over.pk}/", days)

    assert NamedPeriod.objects.get().last_day == localdate()


def test_without_rules_of_ones_own_the_list_says_which_are_in_force(county: County) -> None:
    page = desk_of(staff(Role.BUREAU_ADMIN, county.bureau)).get("/admin/ranking-rules/").content.decode()

    assert RankingRules().get_absent_display() in page
