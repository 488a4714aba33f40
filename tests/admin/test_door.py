"""Who gets into the admin at all: whoever makes something there, with his password; a PIN opens nothing."""

from __future__ import annotations

import pytest
from django.urls import reverse

from organizations.models import Role
from organizations.services.grants import grant_role, revoke_role
from tests.factories.organizations import County, UserFactory, desk_of, phone_of, staff

pytestmark = pytest.mark.django_db


def place(county: County, role: Role) -> object:
    at = {
        Role.TOWN_OFFICER: county.town,
        Role.ENTERPRISE_HEAD: county.enterprise,
        Role.SAFETY_OFFICER: county.enterprise,
        Role.TEAM_LEADER: county.team,
    }
    return at.get(role, county.bureau)


@pytest.mark.parametrize(
    ("role", "enters"),
    [
        (Role.BUREAU_ADMIN, True),
        (Role.CURATOR, True),
        (Role.INSPECTOR, True),
        (Role.ENTERPRISE_HEAD, True),
        (Role.SAFETY_OFFICER, True),
        (Role.TOWN_OFFICER, False),
        (Role.TEAM_LEADER, False),
        (Role.JUDGE, False),
    ],
)
def test_a_role_that_makes_something_opens_the_admin(county: County, role: Role, enters: bool) -> None:
    answer = desk_of(staff(role, place(county, role))).get("/admin/")  # type: ignore[arg-type]

    assert (answer.status_code == 200) is enters


@pytest.mark.parametrize("role", [Role.BUREAU_ADMIN, Role.SAFETY_OFFICER])
def test_a_session_with_a_pin_stays_outside_whatever_the_role(county: County, role: Role) -> None:
    answer = phone_of(staff(role, place(county, role))).get("/admin/")  # type: ignore[arg-type]

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("organizations:staff_sign_in"))


def test_not_even_a_superuser_enters_with_a_pin() -> None:
    assert phone_of(UserFactory(is_superuser=True)).get("/admin/").status_code == 302


def test_a_role_taken_back_closes_the_door(county: County) -> None:
    user = UserFactory(password="correct-horse-battery")
    grant = grant_role(user=user, role=Role.SAFETY_OFFICER, unit=county.enterprise, by=None)
    assert desk_of(user).get("/admin/").status_code == 200

    revoke_role(grant=grant, by=None)

    assert desk_of(user).get("/admin/").status_code == 302


def test_wagtails_own_door_leads_to_ours() -> None:
    answer = desk_of(UserFactory()).get("/admin/login/?next=/admin/units/")

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{reverse('organizations:staff_sign_in')}?next=/admin/units/"


@pytest.mark.parametrize("address", ["/admin/password_reset/", "/admin/password_reset/done/"])
def test_nobody_resets_a_password_by_mail(address: str) -> None:
    assert desk_of(UserFactory()).get(address).status_code == 404


def test_ones_own_page_asks_for_no_first_and_last_name_and_keeps_a_trace_of_a_new_password(county: County) -> None:
    user = staff(Role.SAFETY_OFFICER, county.enterprise)
    client = desk_of(user)

    page = client.get("/admin/account/").content.decode()

    assert "first_name" not in page
    assert 'name="password-new_password1"' in page


@pytest.mark.parametrize(
    "address",
    ["/admin/reports/site-history/", "/admin/reports/locked/", "/admin/reports/aging-pages/", "/admin/collections/"],
)
def test_wagtails_own_reports_tell_an_officer_nothing_about_accounts(county: County, address: str) -> None:
    root = desk_of(UserFactory(is_superuser=True))
    person = UserFactory(username="zhao", name="秘密某人")
    root.post(
        reverse("wagtailusers_users:edit", args=(person.pk,)),
        {"username": "zhao", "name": "秘密某人", "is_active": "on"},
    )

    shown = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)).get(address).content.decode()

    assert "秘密某人" not in shown
