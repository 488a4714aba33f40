"""The desk's menu offers what its reader may do, and costs nothing elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from home.desk_menu import desk_menu
from organizations.models import Role, User
from tests.factories.organizations import MembershipFactory, RoleGrantFactory, UserFactory, desk_of, small_county, staff

pytestmark = pytest.mark.django_db
ARCHIVES, BONUS, EXAMS, PEOPLE = "/desk/archives/", "/desk/bonus/", "/desk/exams/", "/desk/people/"


def offered(user: User) -> set[str]:
    request = desk_of(user).get("/me/").wsgi_request
    return {place.url for place in desk_menu(request).places}


def here(page: Any) -> list[str]:
    return [place.url for heading in page.context["desk_nav"] for place in heading.places if place.current]


@pytest.mark.parametrize("role", [Role.SAFETY_OFFICER, Role.ENTERPRISE_HEAD])
def test_an_enterprise_is_offered_its_bonus_and_its_archives(role: Role) -> None:
    assert {ARCHIVES, BONUS, EXAMS} <= offered(staff(role, small_county().enterprise))


def test_the_bureau_is_offered_exams_but_no_bonus() -> None:
    urls = offered(staff(Role.BUREAU_ADMIN, small_county().bureau))

    assert EXAMS in urls
    assert BONUS not in urls


def test_a_superuser_without_a_grant_is_offered_no_bonus() -> None:
    assert BONUS not in offered(UserFactory(is_superuser=True))


def test_a_team_leader_is_offered_neither_bonus_nor_rosters_nor_archives() -> None:
    urls = offered(staff(Role.TEAM_LEADER, small_county().team))

    assert EXAMS in urls
    assert not urls & {ARCHIVES, BONUS, PEOPLE}


def test_a_role_taken_back_offers_nothing_more() -> None:
    grant = RoleGrantFactory(unit=small_county().enterprise, role=Role.SAFETY_OFFICER)
    grant.revoked_at = grant.granted_at
    grant.save()

    assert offered(grant.user) == {"/desk/"}


def test_the_place_one_is_at_is_marked_and_says_who_one_is() -> None:
    county = small_county()
    officer = staff(Role.SAFETY_OFFICER, county.enterprise, user__name="赵淑芳")

    page = desk_of(officer).get("/desk/exams/")

    assert here(page) == [EXAMS]
    assert county.enterprise.name in str(page.context["desk_where"])
    assert page.context["desk_who"] == "赵淑芳"


def test_a_workers_page_asks_for_no_menu(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client = desk_of(MembershipFactory().user)

    with django_assert_max_num_queries(4) as asked:
        client.get("/me/")

    assert sum("rolegrant" in query["sql"] for query in asked.captured_queries) <= 1  # its own list of roles


@pytest.mark.parametrize("path", ["/desk/learning/anomalies/", "/desk/hours/"])
def test_what_belongs_to_learning_is_learning_wherever_it_lies(path: str) -> None:
    page = desk_of(staff(Role.SAFETY_OFFICER, small_county().enterprise)).get(path)

    assert here(page) == ["/desk/learning/"]


@pytest.mark.parametrize("role", Role)
def test_nobody_has_more_than_six_headings_to_choose_from(role: Role) -> None:
    county = small_county()
    unit = {Role.BUREAU_ADMIN: county.bureau, Role.TOWN_OFFICER: county.town, Role.TEAM_LEADER: county.team}
    menu = desk_menu(desk_of(staff(role, unit.get(role, county.enterprise))).get("/me/").wsgi_request)

    assert len(menu.headings) <= 6
    assert all((len(heading.places) > 1) == bool(heading.label) for heading in menu.headings)
