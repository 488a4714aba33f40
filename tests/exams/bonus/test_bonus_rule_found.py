"""From a sheet to its rule: to the admin for who makes rules, on paper for everybody else who sees a line."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from exams.models import BonusRule, BonusSheet
from exams.services.bonus_sheets import publish_sheet
from organizations.models import Membership, Role, User
from tests.factories.bonus import counted, head_of, member, officer_of
from tests.factories.bonus_rules import a_rule
from tests.factories.organizations import County, desk_of, phone_of, staff
from tests.pdf_text import text_of_pages

pytestmark = pytest.mark.django_db
SHEET = "/desk/bonus/NEAR/2024-03/"


@pytest.fixture
def keeper(county: County) -> User:
    return officer_of(county)


@pytest.fixture
def rule(county: County, keeper: User) -> BonusRule:
    return a_rule(county.enterprise, keeper, date(2024, 1, 1), name="石岭沟挂钩办法")


@pytest.fixture
def sheet(county: County, people: dict[str, Membership], rule: BonusRule, keeper: User) -> BonusSheet:
    return counted(county, keeper)


def paper_of(sheet: BonusSheet) -> str:
    return reverse("exams:bonus_rule_pdf", args=(sheet.pk,))


def test_who_makes_rules_goes_to_the_rule_itself(
    county: County, sheet: BonusSheet, rule: BonusRule, keeper: User
) -> None:
    there = reverse("admin_bonus_rules:rule", args=(rule.pk,))

    for desk in (desk_of(keeper), desk_of(head_of(county))):
        assert there in desk.get(SHEET).content.decode()
        assert desk.get(there).status_code == 200


def test_where_none_was_published_they_go_to_where_one_is_made(
    county: County, people: dict[str, Membership], keeper: User
) -> None:
    counted(county, keeper)

    assert f'href="{reverse("admin_bonus_rules:index")}"' in desk_of(keeper).get(SHEET).content.decode()


def test_the_paper_is_the_rule_that_the_sheet_was_counted_by_and_no_later_one(
    county: County, sheet: BonusSheet, keeper: User
) -> None:
    a_rule(county.enterprise, keeper, date(2024, 2, 1), name="后来的办法")

    text = "".join(text_of_pages(desk_of(keeper).get(paper_of(sheet)).content))

    assert "石岭沟挂钩办法" in text
    assert "后来的办法" not in text


def test_once_the_sheet_is_shown_leader_and_worker_read_its_rule(
    county: County, people: dict[str, Membership], sheet: BonusSheet, keeper: User
) -> None:
    leader, worker = desk_of(staff(Role.TEAM_LEADER, county.team)), phone_of(people["安贵生"].user)
    assert [reader.get(paper_of(sheet)).status_code for reader in (leader, worker)] == [404, 404]

    publish_sheet(sheet=sheet, by=keeper)

    assert [reader.get(paper_of(sheet)).status_code for reader in (leader, worker)] == [200, 200]
    assert paper_of(sheet) in leader.get(f"/desk/bonus/teams/{sheet.pk}/{county.team.pk}/").content.decode()
    assert paper_of(sheet) in worker.get("/bonus/2024-03/").content.decode()


def test_nobody_else_finds_it(county: County, sheet: BonusSheet, keeper: User) -> None:
    publish_sheet(sheet=sheet, by=keeper)
    strangers: list[Client] = [
        phone_of(member(county.team).user),
        desk_of(staff(Role.TEAM_LEADER, county.other_team)),
        desk_of(staff(Role.ENTERPRISE_HEAD, county.neighbour)),
        desk_of(staff(Role.BUREAU_ADMIN, county.bureau)),
        desk_of(staff(Role.TOWN_OFFICER, county.town)),
    ]

    assert {stranger.get(paper_of(sheet)).status_code for stranger in strangers} == {404}


def test_a_sheet_counted_by_our_own_rule_has_none_to_print(
    county: County, people: dict[str, Membership], keeper: User
) -> None:
    assert desk_of(keeper).get(paper_of(counted(county, keeper))).status_code == 404
