"""At the desk a score is followed to the points of each question, by whoever sees the worker."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from exams.models import Attempt
from leaderboard.ranking.levels import By
from organizations.models import Role, Unit
from tests.factories.make_ups import a_make_up, close
from tests.factories.organizations import County, desk_of, phone_of, staff
from tests.factories.sittings import a_worker, an_exam, sit

pytestmark = pytest.mark.django_db
UNITS = {
    Role.SAFETY_OFFICER: "enterprise",
    Role.TEAM_LEADER: "team",
    Role.TOWN_OFFICER: "town",
    Role.BUREAU_ADMIN: "bureau",
}


@pytest.fixture
def sat(county: County) -> Attempt:
    workers = [a_worker(county.team) for _ in range(2)]
    exam = an_exam(county.team)
    sit(exam, workers[1], right=5)
    return sit(exam, workers[0], right=3)


def marks(sat: Attempt) -> str:
    return f"/desk/sittings/{sat.pk}/"


def reader(county: County, role: Role) -> Client:
    unit: Unit = getattr(county, UNITS[role])
    return desk_of(staff(role, unit))


@pytest.mark.parametrize("role", UNITS)
def test_every_line_of_a_number_leads_each_reader_to_that_persons_own_points(
    role: Role, county: County, sat: Attempt
) -> None:
    close(sat.exam)
    desk = reader(county, role)

    rows = desk.get(f"/ranking/exams/{sat.exam_id}/made-of/{county.team.pk}/?by={By.TEAM}").context["rows"]

    assert len({row.link for row in rows}) == len(rows) == 2
    for row in rows:
        page = desk.get(row.link)
        assert page.context["attempt"].worker.name == row.name
        assert sum(mark.points for mark in page.context["marks"]) == row.points


def test_who_did_not_come_has_no_points_to_look_at(county: County, sat: Attempt) -> None:
    absent = Attempt.objects.create(
        exam=sat.exam,
        worker=a_worker(county.team),
        unit=sat.unit,
        enterprise=sat.enterprise,
        full_points=sat.full_points,
        paper=sat.paper,
    )
    desk = reader(county, Role.SAFETY_OFFICER)

    rows = desk.get(f"/ranking/exams/{sat.exam_id}/made-of/{county.team.pk}/?by={By.TEAM}").context["rows"]

    assert [row.name for row in rows if not row.link] == [absent.worker.name]


def test_a_worker_is_led_to_his_own_result_and_never_to_the_desk(county: County, sat: Attempt) -> None:
    close(sat.exam)
    phone = phone_of(sat.worker)

    [row] = phone.get(f"/ranking/exams/{sat.exam_id}/made-of/mine/?by={By.INDIVIDUAL}").context["rows"]

    assert row.link == f"/attempts/{sat.pk}/result/"
    assert phone.get(row.link).status_code == 200
    assert phone.get(marks(sat)).status_code == 302


def test_answers_are_read_once_nobody_sits_any_more_and_not_by_a_team_leader(county: County, sat: Attempt) -> None:
    officer, leader = reader(county, Role.SAFETY_OFFICER), reader(county, Role.TEAM_LEADER)
    assert officer.get(marks(sat)).context["review"] == []

    close(sat.exam)
    sat.exam.refresh_from_db()
    assert [item.points for item in officer.get(marks(sat)).context["review"]] == [20, 20, 20, 0, 0]
    assert leader.get(marks(sat)).context["review"] == []

    a_make_up(sat.exam, [sat.worker])
    assert officer.get(marks(sat)).context["review"] == []


def test_nobody_from_elsewhere_sees_them(county: County, sat: Attempt) -> None:
    for role, unit in ((Role.SAFETY_OFFICER, county.neighbour), (Role.TEAM_LEADER, county.other_team)):
        assert desk_of(staff(role, unit)).get(marks(sat)).status_code == 404


def test_the_list_of_an_exam_leads_there_too(county: County, sat: Attempt) -> None:
    page = reader(county, Role.TEAM_LEADER).get(f"/desk/exams/{sat.exam_id}/")

    assert marks(sat) in page.content.decode()


def test_a_long_paper_costs_no_query_more(
    county: County, sat: Attempt, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    close(sat.exam)
    desk = reader(county, Role.SAFETY_OFFICER)

    with django_assert_max_num_queries(14):
        assert desk.get(marks(sat)).status_code == 200
