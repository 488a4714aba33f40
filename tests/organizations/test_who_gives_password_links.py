"""Who may give whom a link for a password."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from organizations.models import AuditEntry, Role, RoleGrant, User
from organizations.services.grants import revoke_role
from organizations.services.passwords import LinkRefused, with_a_link_from
from tests.factories.organizations import (
    PASSWORD,
    County,
    MembershipFactory,
    RoleGrantFactory,
    UserFactory,
    staff,
)
from tests.factories.passwords import a_judge, link_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "at"),
    [
        (Role.ENTERPRISE_HEAD, "enterprise"),
        (Role.SAFETY_OFFICER, "enterprise"),
        (Role.TEAM_LEADER, "team"),
        (Role.TOWN_OFFICER, "town"),
    ],
)
def test_the_bureau_gives_a_link_to_who_has_a_role(county: County, bureau: User, role: Role, at: str) -> None:
    assert link_of(staff(role, getattr(county, at)), bureau).startswith("/sign-in/password/")


def test_who_holds_competitions_gives_one_to_a_judge_of_his_who_has_no_password(
    county: County, holder: User, judge: User
) -> None:
    assert link_of(judge, holder)
    assert link_of(judge, staff(Role.TOWN_OFFICER, county.town))


@pytest.mark.parametrize(
    ("role", "at"),
    [(Role.ENTERPRISE_HEAD, "enterprise"), (Role.SAFETY_OFFICER, "enterprise"), (Role.TEAM_LEADER, "team")],
)
@pytest.mark.parametrize("judges_too", [False, True])
def test_who_holds_competitions_comes_by_no_account_of_a_head_a_leader_or_an_officer(
    county: County, holder: User, role: Role, at: str, *, judges_too: bool
) -> None:
    person = UserFactory()
    RoleGrantFactory(user=person, role=role, unit=getattr(county, at))
    if judges_too:
        RoleGrantFactory(user=person, role=Role.JUDGE, unit=county.enterprise)

    for by in (holder, staff(Role.TOWN_OFFICER, county.town)):
        with pytest.raises(LinkRefused, match=person.name):
            link_of(person, by)
    assert not AuditEntry.objects.filter(action="password.link").exists()


def test_a_judge_who_has_a_password_gets_another_from_the_bureau_alone(
    county: County, holder: User, bureau: User
) -> None:
    judge = staff(Role.JUDGE, county.enterprise)

    with pytest.raises(LinkRefused):
        link_of(judge, holder)
    assert link_of(judge, bureau)


def test_a_judge_of_the_county_or_of_the_neighbour_is_not_the_holder_s(county: County, holder: User) -> None:
    of_county, next_door = a_judge(county.bureau, county.team), a_judge(county.neighbour, county.team)
    both = a_judge(county.enterprise, county.team)
    RoleGrantFactory(user=both, role=Role.JUDGE, unit=county.neighbour)

    for person in (of_county, next_door, both):
        with pytest.raises(LinkRefused):
            link_of(person, holder)


def test_who_neither_gives_roles_nor_holds_competitions_gives_no_links(county: County, judge: User) -> None:
    for role, unit in (
        (Role.ENTERPRISE_HEAD, county.enterprise),
        (Role.TEAM_LEADER, county.team),
        (Role.INSPECTOR, county.bureau),
        (Role.SAFETY_OFFICER, county.neighbour),
    ):
        with pytest.raises(LinkRefused):
            link_of(judge, staff(role, unit))


def test_a_superuser_s_account_is_another_superuser_s_affair(county: County, bureau: User) -> None:
    root = staff(Role.BUREAU_ADMIN, county.bureau, user__is_superuser=True)

    with pytest.raises(LinkRefused):
        link_of(root, bureau)
    assert link_of(root, User.objects.create_superuser("root", PASSWORD, name="根"))


def test_somebody_without_a_role_is_given_one_first(county: County, bureau: User, judge: User) -> None:
    worker = MembershipFactory(unit=county.team).user
    revoke_role(grant=RoleGrant.objects.get(user=judge), by=None)

    for person in (worker, judge):
        with pytest.raises(LinkRefused, match="先"):
            link_of(person, bureau)


def test_asking_for_many_costs_what_asking_for_one_costs(
    county: County, holder: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    judges = [a_judge(county.enterprise, county.team) for _one in range(5)]
    assert holder.current_grants

    with django_assert_max_num_queries(3):
        assert with_a_link_from(holder, judges) == {judge.pk for judge in judges}
