"""Links for passwords in the list of roles."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from organizations.models import AuditEntry, Role, RoleGrant, User
from organizations.services.grants import revoke_role
from tests.factories.organizations import County, desk_of, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau(county: County) -> Client:
    return desk_of(staff(Role.BUREAU_ADMIN, county.bureau))


def address_for(user: User) -> str:
    return reverse("admin_role_grants:password", args=(RoleGrant.objects.get(user=user).pk,))


def test_the_bureau_makes_a_link_from_the_list_of_roles(county: County, bureau: Client) -> None:
    leader = staff(Role.TEAM_LEADER, county.team, user__phone="13812345678")
    assert address_for(leader) in bureau.get(reverse("admin_role_grants:index")).content.decode()

    page = bureau.post(address_for(leader)).content.decode()

    assert "http://testserver/sign-in/password/" in page
    assert "data:image/svg+xml" in page
    assert "13812345678" in page
    assert AuditEntry.objects.get(action="password.link").unit == county.team


def test_looking_at_the_page_makes_no_link(county: County, bureau: Client) -> None:
    page = bureau.get(address_for(staff(Role.TEAM_LEADER, county.team))).content.decode()

    assert "/sign-in/password/" not in page
    assert not AuditEntry.objects.filter(action="password.link").exists()


def test_no_link_is_offered_for_a_superuser_nor_made(county: County, bureau: Client) -> None:
    root = staff(Role.BUREAU_ADMIN, county.bureau, user__is_superuser=True)
    assert address_for(root) not in bureau.get(reverse("admin_role_grants:index")).content.decode()

    answer = bureau.post(address_for(root), follow=True)

    assert "/sign-in/password/" not in answer.content.decode()
    assert root.name in answer.content.decode()


def test_a_role_that_was_taken_back_brings_no_link(county: County, bureau: Client) -> None:
    leader = staff(Role.TEAM_LEADER, county.team)
    revoke_role(grant=RoleGrant.objects.get(user=leader), by=None)

    assert address_for(leader) not in bureau.get(reverse("admin_role_grants:index")).content.decode()
    assert bureau.post(address_for(leader)).status_code == 404


def test_an_officer_of_an_enterprise_finds_no_such_page(county: County, officer: Client) -> None:
    leader = staff(Role.TEAM_LEADER, county.team)

    assert officer.post(address_for(leader)).status_code in {302, 404}
    assert not AuditEntry.objects.filter(action="password.link").exists()


def test_the_list_costs_the_same_whatever_its_length(
    county: County, bureau: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    bureau.get(reverse("admin_role_grants:index"))
    with django_assert_max_num_queries(60) as short:
        bureau.get(reverse("admin_role_grants:index"))
    for _one in range(8):
        staff(Role.TEAM_LEADER, county.team)

    with django_assert_max_num_queries(len(short.captured_queries)):
        bureau.get(reverse("admin_role_grants:index"))
