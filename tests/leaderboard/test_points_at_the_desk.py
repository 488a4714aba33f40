"""A month's points at the desk: of enterprises and of teams, never of a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from leaderboard.points.kinds import PointKind
from leaderboard.services.points import give_points
from leaderboard.team_points import PointLine
from organizations.models import AuditEntry, Role, Unit
from tests.factories.organizations import County, TeamFactory, desk_of, staff, worker_of

pytestmark = pytest.mark.django_db
TODAY = date(2024, 3, 13)


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T04:00:00Z", tick=False):
        yield


def a_team(team: Unit, people: int = 3, day: date = TODAY) -> None:
    """Let so many people work there and each have practised on that day."""
    for number in range(people):
        worker = worker_of(team, name=f"组员{number}")
        give_points(worker=worker.pk, kind=PointKind.PRACTICE, about=f"practice:{day.isoformat()}", day=day)


def shown(client: Client, address: str = "/desk/points/") -> list[tuple[Unit, int, int]]:
    lines: list[PointLine] = client.get(address).context["asked"].lines
    return [(line.unit, line.people, line.points) for line in lines]


def test_an_officer_sees_his_teams_and_a_leader_his_own(county: County) -> None:
    for team in (county.team, county.other_team, county.neighbour_team):
        a_team(team)

    both = [(county.team, 3, 15), (county.other_team, 3, 15)]
    assert shown(desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))) == both
    assert shown(desk_of(staff(Role.TEAM_LEADER, county.team))) == both[:1]


def test_the_bureau_sees_enterprises_and_from_there_their_teams(county: County) -> None:
    a_team(county.team)
    a_team(county.other_team)
    a_team(county.neighbour_team)
    bureau = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))

    assert shown(bureau) == [(county.enterprise, 6, 30), (county.neighbour, 3, 15)]
    assert shown(bureau, f"/desk/points/?unit={county.neighbour.pk}") == [(county.neighbour_team, 3, 15)]
    assert f"?unit={county.neighbour.pk}" in bureau.get("/desk/points/").content.decode()


def test_anothers_unit_and_a_month_that_is_none_are_not_found(county: County, officer: Client) -> None:
    for asked in (f"unit={county.neighbour.pk}", "month=2024-13", "month=2024-04", "month=x", "unit=x"):
        assert officer.get(f"/desk/points/?{asked}").status_code == 404


def test_another_month_can_be_asked_for(county: County, officer: Client) -> None:
    a_team(county.team, day=date(2024, 2, 29))

    assert shown(officer) == [(county.team, 3, 0)]
    assert shown(officer, "/desk/points/?month=2024-02") == [(county.team, 3, 15)]
    assert "?month=2024-02" in officer.get("/desk/points/").content.decode()


def test_nobody_is_named_and_of_two_people_no_sum_is_shown(county: County, officer: Client) -> None:
    a_team(county.team, people=2)
    page = officer.get("/desk/points/").content.decode()

    assert "组员" not in page
    assert "<progress" not in page
    assert "—" in page


def test_where_nobody_works_the_page_says_so(officer: Client) -> None:
    assert 'class="empty"' in officer.get("/desk/points/").content.decode()


def test_the_table_says_the_same_and_leaves_an_audit_row(county: County, officer: Client) -> None:
    a_team(county.team)
    a_team(county.other_team, people=2)
    answer = officer.get("/desk/points/table/")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    rows = list(openpyxl.load_workbook(BytesIO(content)).active.iter_rows(values_only=True))

    assert rows[3] == (county.team.name, 3, 15, 5, 0, "3 / 3")
    assert rows[4] == (county.other_team.name, 2, None, None, 0, "2 / 2")
    assert AuditEntry.objects.filter(action="points.export", unit=county.enterprise).exists()


def test_ten_teams_cost_the_page_no_more_than_one(
    county: County, officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _team in range(10):
        a_team(TeamFactory(parent=county.workshop))

    with django_assert_max_num_queries(10):
        officer.get("/desk/points/")
