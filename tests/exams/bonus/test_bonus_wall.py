"""No yuan and no coefficient of a person leaves the enterprise, by whatever address."""

from __future__ import annotations

from datetime import date

import pytest

from exams.models import ExamState
from exams.services.bonus_sheets import publish_sheet
from organizations.models import Role, User
from tests.factories.bonus import (
    YUAN,
    a_shown_sheet,
    a_team_of_three,
    base_of,
    counted,
    head_of,
    locked,
    march_exam,
    member,
    officer_of,
    sit_for,
)
from tests.factories.organizations import OUTSIDE, County, UserFactory, desk_of, phone_of, staff

pytestmark = pytest.mark.django_db
SHEET = "/desk/bonus/NEAR/2024-03/"


@pytest.fixture
def worker(county: County) -> User:
    place = member(county.team, "密不外传的职工")
    exam = march_exam(county)
    sit_for(exam, place, "90")
    for _person in range(5):
        sit_for(exam, member(county.team), "85")
    a_shown_sheet(county.enterprise, place.user)
    return place.user


def addresses(county: County, worker: User) -> list[str]:
    sheet = worker.bonus_lines.get().sheet
    files = [f"{SHEET}{name}" for name in ("", "sheet.xlsx", "sheet.pdf", "sign/", "bases/", "?number=1")]
    team = f"/desk/bonus/teams/{sheet.pk}/{county.team.pk}/"
    return [*files, team, "/desk/bonus/", "/desk/bonus/teams/", "/desk/bonus/overview/", "/bonus/2024-03/", "/bonus/"]


@pytest.mark.parametrize(("role", "place"), OUTSIDE)
def test_no_role_outside_reaches_a_yuan_or_a_name(county: County, worker: User, role: Role, place: str) -> None:
    client = desk_of(staff(role, getattr(county, place)))

    for address in addresses(county, worker):
        text = client.get(address).getvalue().decode(errors="ignore")
        assert YUAN not in text, address
        assert worker.name not in text, address


def test_not_even_a_superuser_does(county: County, worker: User) -> None:
    client = desk_of(UserFactory(is_superuser=True))
    answers = {address: client.get(address) for address in addresses(county, worker)}

    assert {address for address, answer in answers.items() if answer.status_code == 200} == {
        "/desk/bonus/overview/",
        "/bonus/",
    }
    assert not [address for address, answer in answers.items() if YUAN in answer.getvalue().decode(errors="ignore")]


def test_the_audit_log_that_the_bureau_reads_holds_no_yuan(county: County, worker: User) -> None:
    page = desk_of(staff(Role.BUREAU_ADMIN, county.bureau)).get("/admin/reports/audit/", follow=True)

    assert YUAN not in page.content.decode()


def test_the_bureau_sees_that_it_is_done_and_the_spread(county: County, worker: User) -> None:
    page = desk_of(staff(Role.BUREAU_ADMIN, county.bureau)).get("/desk/bonus/overview/")

    [line] = page.context["lines"]
    assert (line.enterprise, line.people, line.is_done) == (county.enterprise, 6, False)
    # the team's mean is 85.83, so 1.00; 90 → 1.10, 85 → 1.00
    assert [str(value) for value in (line.spread.lowest, line.spread.middle, line.spread.highest)] == [
        "1.00",
        "1.00",
        "1.10",
    ]


def test_of_four_people_no_spread_is_shown_for_it_would_be_somebodys(county: County) -> None:
    a_team_of_three(county)
    counted(county, officer_of(county))

    page = desk_of(staff(Role.TOWN_OFFICER, county.town)).get("/desk/bonus/overview/?month=2024-03")

    [line] = page.context["lines"]
    assert (line.people, line.spread) == (3, None)


def test_a_town_sees_its_own_enterprises_alone(county: County, worker: User) -> None:
    page = desk_of(staff(Role.TOWN_OFFICER, county.neighbour_town)).get("/desk/bonus/overview/")

    assert page.context["lines"] == []


def test_the_overview_says_when_it_was_locked(county: County) -> None:
    officer, boss = officer_of(county), head_of(county)
    a_team_of_three(county)
    locked(counted(county, officer), officer, boss)

    page = desk_of(staff(Role.INSPECTOR, county.bureau)).get("/desk/bonus/overview/")

    assert page.context["done"] == 1
    assert page.context["month"] == date(2024, 3, 1)


def test_the_overview_begins_at_the_last_month_of_which_an_exam_is_over(county: County, worker: User) -> None:
    april = march_exam(county, bonus_month=date(2024, 4, 1), state=ExamState.PUBLISHED)
    sit_for(april, worker.memberships.get(), None)
    bureau = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))

    first, chosen = bureau.get("/desk/bonus/overview/"), bureau.get("/desk/bonus/overview/?month=2024-04")

    assert (first.context["month"], first.context["lines"][0].is_running) == (date(2024, 3, 1), False)
    assert [(line.sheet, line.is_running) for line in chosen.context["lines"]] == [(None, True)]


def test_a_leader_sees_his_team_and_no_other(county: County, worker: User) -> None:
    own, other = (desk_of(staff(Role.TEAM_LEADER, team)) for team in (county.team, county.other_team))
    page = f"/desk/bonus/teams/{worker.bonus_lines.get().sheet.pk}/{county.team.pk}/"

    assert worker.name in own.get(page).content.decode()
    assert other.get(page).status_code == 404


def test_before_it_is_shown_neither_leader_nor_worker_sees_anything(county: County) -> None:
    people = a_team_of_three(county)
    sheet = counted(county, officer_of(county))
    leader = desk_of(staff(Role.TEAM_LEADER, county.team))

    assert leader.get(f"/desk/bonus/teams/{sheet.pk}/{county.team.pk}/").status_code == 404
    assert phone_of(people["安贵生"].user).get("/bonus/2024-03/").status_code == 404


def test_a_worker_sees_his_line_with_yuan_and_nobody_elses(county: County) -> None:
    people, officer = a_team_of_three(county), officer_of(county)
    base_of(people["安贵生"], "417.31", officer)
    publish_sheet(sheet=counted(county, officer), by=officer)

    from_the_phone = phone_of(people["安贵生"].user).get("/bonus/2024-03/").content.decode()

    assert "438.18" in from_the_phone  # 417.31 × 1.05 = 438.1755
    assert "1.10 × 0.95 = 1.05" in from_the_phone
    assert "白玉林" not in from_the_phone
