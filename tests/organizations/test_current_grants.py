"""What a person may do is read once in a request, and never outlives it."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from organizations.models import Role, RoleGrant, User
from organizations.models.users import SignedInBy
from organizations.scopes import (
    OF_THE_ENTERPRISE,
    ROLE_REACH,
    Reach,
    concerned_units,
    has_any,
    makes_anything,
    units_in_reach,
)
from organizations.services.grants import grant_role, revoke_role
from tests.factories.organizations import County, RoleGrantFactory, UserFactory, desk_of, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer_user(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise)


def again(user: User) -> User:
    """The same person as the next request finds him."""
    return User.objects.get(pk=user.pk)


def test_the_roles_are_read_once_whatever_is_asked(
    officer_user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        for reach in Reach:
            units_in_reach(officer_user, reach)
            assert has_any(officer_user, reach) == (reach in ROLE_REACH[Role.SAFETY_OFFICER])
        assert makes_anything(officer_user)


def test_what_speaks_to_a_person_asks_for_his_own_place_besides(
    officer_user: User, county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    units_in_reach(officer_user, Reach.SEE)

    with django_assert_num_queries(2):
        assert set(concerned_units(officer_user)) == {county.bureau, county.town, county.enterprise}


@pytest.mark.parametrize("role", [Role.SAFETY_OFFICER, Role.ENTERPRISE_HEAD])
def test_every_role_reaches_its_own_unit(role: Role, county: County) -> None:
    person = staff(Role.TEAM_LEADER, county.neighbour_team)
    RoleGrantFactory(user=person, role=role, unit=county.enterprise)

    reached = {reach: set(units_in_reach(person, reach)) for reach in Reach}

    assert county.neighbour_team in reached[Reach.SEE]
    assert county.neighbour_team not in reached[Reach.SEE_BONUS]
    assert county.team in reached[Reach.SEE_BONUS]


def test_a_role_given_or_taken_counts_at_once_for_the_same_object(officer_user: User, county: County) -> None:
    assert not has_any(officer_user, Reach.RETEST)

    grant = grant_role(user=officer_user, role=Role.INSPECTOR, unit=county.bureau, by=None)
    assert county.neighbour in units_in_reach(officer_user, Reach.RETEST)

    revoke_role(grant=grant, by=None)
    assert not has_any(officer_user, Reach.RETEST)


def test_who_takes_his_own_role_back_has_it_no_more(county: County) -> None:
    himself = staff(Role.BUREAU_ADMIN, county.bureau)
    assert has_any(himself, Reach.MANAGE_UNITS)

    revoke_role(grant=RoleGrant.objects.get(user=himself), by=himself)

    assert not has_any(himself, Reach.MANAGE_UNITS)
    assert not units_in_reach(himself, Reach.SEE).exists()
    assert not makes_anything(himself)


def test_the_next_request_of_an_open_session_has_no_right_that_was_taken(officer_user: User) -> None:
    session = desk_of(officer_user)
    assert session.get("/desk/exams/").status_code == 200

    revoke_role(grant=RoleGrant.objects.get(user=officer_user), by=None)

    assert session.get("/desk/exams/").status_code == 403
    assert not has_any(again(officer_user), Reach.SEE)


def test_a_session_with_a_pin_reads_no_roles(
    officer_user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    officer_user.signed_in_by = SignedInBy.PIN

    with django_assert_num_queries(0):
        assert not any(has_any(officer_user, reach) for reach in Reach)
        assert not makes_anything(officer_user)


def test_a_superuser_without_a_role_reaches_all_but_the_bonus(county: County) -> None:
    person = UserFactory(is_superuser=True)

    assert {reach for reach in Reach if has_any(person, reach)} == set(Reach) - OF_THE_ENTERPRISE
    assert county.team in units_in_reach(person, Reach.SEE)
