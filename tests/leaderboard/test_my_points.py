"""What a person reads of his points, and what of his team; nobody reads another's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from courses.models import LearningCategory, Study
from courses.services.procedure_readings import note_read
from exams.models import DailyTen
from leaderboard.points.kinds import PointKind
from leaderboard.points.weeks import A_WEEK, monday_of
from leaderboard.services.points import give_points
from organizations.models import Membership, User
from tests.factories.courses import a_case
from tests.factories.organizations import County, phone_of, worker_of
from tests.factories.procedures import holder_of, in_force

pytestmark = pytest.mark.django_db
TODAY = date(2024, 3, 13)  # a Wednesday


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T04:00:00Z", tick=False):
        yield


@pytest.fixture
def worker(county: County) -> User:
    return worker_of(county.team)


def practise(worker: User, *days: date) -> None:
    for day in days:
        give_points(worker=worker.pk, kind=PointKind.PRACTICE, about=f"practice:{day.isoformat()}", day=day)


def report(worker: User, *numbers: int) -> None:
    for number in numbers:
        give_points(worker=worker.pk, kind=PointKind.HAZARD, about=f"hazard:{number}")


def page_of(worker: User) -> str:
    return phone_of(worker).get("/points/").content.decode()


def test_without_points_the_page_says_where_the_first_come_from(worker: User) -> None:
    page = page_of(worker)

    assert 'class="empty"' in page
    assert 'href="/practice/"' in page


def test_the_month_and_all_are_summed_and_the_latest_day_is_first(worker: User) -> None:
    practise(worker, date(2024, 2, 29), TODAY, TODAY - timedelta(days=1))
    points = phone_of(worker).get("/points/").context["points"]

    assert (points.this_month, points.all) == (10, 15)
    assert [day.day.day for day in points.days] == [13, 12, 29]


def test_every_entry_leads_back_to_what_it_was_for(county: County) -> None:
    version = in_force(county.enterprise, county.team)
    worker, case = holder_of(county.team), a_case()
    ten = DailyTen.objects.create(worker=worker, day=TODAY)
    Study.objects.create(worker=worker, page=case, category=LearningCategory.CASE)
    note_read(version=version, worker=worker)
    practise(worker, TODAY)
    give_points(worker=worker.pk, kind=PointKind.READING, about=f"case:{case.pk}")
    give_points(worker=worker.pk, kind=PointKind.PROCEDURE, about=f"procedure:{version.pk}")
    report(worker, 7)
    (_day, lines), *_others = phone_of(worker).get("/points/").context["days"]

    ways = [f"/practice/ten/{ten.pk}/1/", case.url, f"/procedures/{version.procedure_id}/", "/self-report/mine/"]
    assert [line.url for line in lines] == ways
    assert [lines[1].name, lines[2].name] == [case.title, version.procedure.name]
    assert [line.points for line in lines] == [5, 3, 10, 2]


def test_a_page_that_is_gone_and_a_ten_long_forgotten_lead_nowhere(worker: User) -> None:
    case = a_case()
    Study.objects.create(worker=worker, page=case, category=LearningCategory.CASE)
    case.unpublish()
    practise(worker, TODAY - timedelta(days=1))
    give_points(worker=worker.pk, kind=PointKind.READING, about=f"case:{case.pk}")
    give_points(worker=worker.pk, kind=PointKind.READING, about="case:0")

    days = phone_of(worker).get("/points/").context["days"]
    assert [line.url for _day, lines in days for line in lines] == ["", "", ""]


def test_what_was_over_the_cap_says_so(worker: User) -> None:
    report(worker, 1, 2, 3)

    assert "point-days" in (page := page_of(worker))
    assert page.count("+5</span>") == 2


def test_an_earned_badge_is_marked_and_another_says_how_far(worker: User) -> None:
    practise(worker, *(TODAY - timedelta(days=back) for back in range(7)))
    page = page_of(worker)

    assert page.count('class="badge" data-state="done"') == 1
    assert '<progress value="7" max="30"' in page


def test_the_team_stands_there_with_its_weeks_and_its_sum(county: County, worker: User) -> None:
    mates = [worker, worker_of(county.team), worker_of(county.team)]
    for mate in mates:
        practise(mate, monday_of(TODAY) - A_WEEK, monday_of(TODAY) - 2 * A_WEEK + timedelta(days=6))
    practise(worker, TODAY)
    team = phone_of(worker).get("/points/").context["team"]

    assert (team.weeks.weeks, team.weeks.done, team.weeks.asked) == (2, 1, 3)
    assert (team.points, team.people) == (35, 3)


def test_points_of_before_a_transfer_stay_with_the_team_of_then(county: County, worker: User) -> None:
    for _mate in range(2):
        worker_of(county.team), worker_of(county.other_team)
    practise(worker, TODAY - timedelta(days=2), TODAY)
    moved = TODAY - timedelta(days=1)
    Membership.objects.filter(user=worker).update(ended_on=moved)
    Membership.objects.create(
        user=worker, unit=county.other_team, enterprise=county.enterprise, employee_no="1", started_on=moved
    )

    team = phone_of(worker).get("/points/").context["team"]
    assert (team.unit, team.points, team.people) == (county.other_team, 5, 3)


def test_of_two_people_no_sum_is_shown(county: County, worker: User) -> None:
    practise(worker_of(county.team), TODAY)

    assert phone_of(worker).get("/points/").context["team"].has_few
    assert "共 5 分" not in page_of(worker)


def test_who_works_nowhere_has_a_page_without_a_team(officer: Client) -> None:
    assert officer.get("/points/").context["team"] is None


def test_years_of_points_cost_the_page_nothing_more(
    county: County, worker: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for mate in [worker, *(worker_of(county.team) for _mate in range(3))]:
        practise(mate, *(TODAY - timedelta(days=back) for back in range(40)))
    give_points(worker=worker.pk, kind=PointKind.READING, about="case:1")
    give_points(worker=worker.pk, kind=PointKind.PROCEDURE, about="procedure:1")
    phone = phone_of(worker)
    phone.get("/points/")

    with django_assert_max_num_queries(11):
        phone.get("/points/")
