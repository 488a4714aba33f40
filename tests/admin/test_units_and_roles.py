"""Units and roles in the admin: the tree grows where one may let it grow, roles are given and taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import AuditEntry, Role, RoleGrant, Unit, UnitKind, User
from organizations.signals import enterprise_created
from tests.factories.organizations import County, MembershipFactory, UserFactory, desk_of, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau(county: County) -> Client:
    return desk_of(staff(Role.BUREAU_ADMIN, county.bureau))


def add(client: Client, parent: Unit, kind: UnitKind, name: str, **fields: str) -> Any:
    data = {"parent": parent.pk, "kind": kind.value, "name": name, **fields}
    return client.post(reverse("admin_units:add"), data)


def rename(client: Client, unit: Unit, **fields: str) -> Any:
    return client.post(reverse("admin_units:edit", args=(unit.pk,)), fields)


def give(client: Client, person: str, role: Role, unit: Unit) -> Any:
    return client.post(reverse("admin_role_grants:add"), {"person": person, "role": role.value, "unit": unit.pk})


def test_the_bureau_adds_an_enterprise_and_what_comes_with_it(county: County, bureau: Client) -> None:
    told: list[Unit] = []
    enterprise_created.connect(lambda enterprise, **_: told.append(enterprise), weak=False, dispatch_uid="test")
    try:
        add(bureau, county.town, UnitKind.ENTERPRISE, "新矿", code="new1", industry="metallurgy")
    finally:
        enterprise_created.disconnect(dispatch_uid="test")

    unit = Unit.objects.get(code="NEW1")
    assert (unit.name, unit.get_parent(), told) == ("新矿", county.town, [unit])


@pytest.mark.parametrize("missing", ["code", "industry"])
def test_an_enterprise_without_code_or_industry_is_sent_back(county: County, bureau: Client, missing: str) -> None:
    fields = {"code": "NEW1", "industry": "metallurgy"}
    del fields[missing]

    answer = add(bureau, county.town, UnitKind.ENTERPRISE, "新矿", **fields)

    assert answer.status_code == 200
    assert not Unit.objects.filter(name="新矿").exists()


def test_an_officer_adds_teams_to_his_own_workshops_only(county: County, officer: Client) -> None:
    elsewhere = county.neighbour_team.get_parent()

    add(officer, county.workshop, UnitKind.TEAM, "新班")
    assert add(officer, elsewhere, UnitKind.TEAM, "偷建班").status_code == 200
    assert add(officer, county.town, UnitKind.ENTERPRISE, "偷建矿", code="X1", industry="metallurgy").status_code == 200

    assert Unit.objects.get(name="新班").get_parent() == county.workshop
    assert not Unit.objects.filter(name__startswith="偷建").exists()


def test_a_unit_that_does_not_fit_below_its_parent_is_sent_back_in_words(county: County, officer: Client) -> None:
    answer = add(officer, county.enterprise, UnitKind.TOWN, "镇中矿")

    assert answer.status_code == 200
    assert not Unit.objects.filter(name="镇中矿").exists()


def test_two_sisters_of_one_name_are_refused(county: County, officer: Client) -> None:
    assert add(officer, county.workshop, UnitKind.TEAM, county.team.name).status_code == 200
    assert rename(officer, county.team, name=county.other_team.name).status_code == 200

    assert Unit.objects.filter(name=county.other_team.name).count() == 1


def test_an_officer_renames_his_teams_but_not_his_enterprise(county: County, officer: Client) -> None:
    rename(officer, county.team, name="新名班")
    refused = rename(officer, county.enterprise, name="新名矿", code="NEAR", industry="metallurgy")

    county.team.refresh_from_db()
    county.enterprise.refresh_from_db()
    assert county.team.name == "新名班"
    assert refused.status_code == 404
    assert county.enterprise.name != "新名矿"
    assert AuditEntry.objects.get(action="unit.change").unit == county.team


def test_the_bureau_changes_name_code_and_industry_of_an_enterprise(county: County, bureau: Client) -> None:
    rename(bureau, county.enterprise, name="新名矿", code="near2", industry="tailings_pond")

    county.enterprise.refresh_from_db()
    assert (county.enterprise.name, county.enterprise.code, county.enterprise.industry) == (
        "新名矿",
        "NEAR2",
        "tailings_pond",
    )


def test_a_code_that_another_enterprise_has_is_sent_back(county: County, bureau: Client) -> None:
    answer = rename(bureau, county.enterprise, name="矿", code="FAR", industry="metallurgy")

    assert answer.status_code == 200


def test_units_are_never_deleted(county: County, bureau: Client) -> None:
    assert bureau.post(f"/admin/units/delete/{county.team.pk}/").status_code == 404
    assert Unit.objects.filter(pk=county.team.pk).exists()


def test_the_bureau_gives_a_role_by_phone_by_name_or_by_employee_number(county: County, bureau: Client) -> None:
    person = MembershipFactory(unit=county.team, employee_no="0213", user__phone="13812345678").user
    for text, role in (
        ("13812345678", Role.SAFETY_OFFICER),
        ("near/0213", Role.ENTERPRISE_HEAD),
        (person.username, Role.JUDGE),
    ):
        give(bureau, text, role, county.enterprise)

    assert set(person.grants.current().values_list("role", flat=True)) == {
        Role.SAFETY_OFFICER,
        Role.ENTERPRISE_HEAD,
        Role.JUDGE,
    }
    assert AuditEntry.objects.filter(action="role.grant").count() == 3


def test_nobody_of_that_number_and_a_role_that_does_not_fit_the_unit_are_sent_back(
    county: County, bureau: Client
) -> None:
    person = UserFactory(username="zhao")

    assert give(bureau, "13900000000", Role.SAFETY_OFFICER, county.enterprise).status_code == 200
    assert give(bureau, person.username, Role.BUREAU_ADMIN, county.enterprise).status_code == 200
    assert not RoleGrant.objects.filter(user=person).exists()


def test_a_role_is_taken_back_and_its_record_stays(county: County, bureau: Client) -> None:
    user = staff(Role.SAFETY_OFFICER, county.enterprise)
    grant = RoleGrant.objects.get(user=user)
    address = reverse("admin_role_grants:revoke", args=(grant.pk,))

    assert user.name in bureau.get(address).content.decode()
    bureau.post(address)

    grant.refresh_from_db()
    assert grant.revoked_at is not None
    assert bureau.post(address).status_code == 404
    assert desk_of(user).get("/admin/").status_code == 302


def test_an_officer_gives_no_roles(county: County, officer: Client) -> None:
    person = UserFactory(username="zhao")

    assert give(officer, person.username, Role.SAFETY_OFFICER, county.enterprise).status_code == 302
    assert not RoleGrant.objects.filter(user=person).exists()


def test_the_list_sets_teams_in_below_their_workshop(county: County, officer: Client) -> None:
    shown = officer.get(reverse("admin_units:index")).content.decode()

    assert f"　{county.workshop.name}" in shown
    assert f"　　{county.team.name}" in shown


def test_only_the_county_s_first_unit_hangs_below_nothing() -> None:
    root = desk_of(User.objects.create_superuser("root", "root-password-1", name="根"))
    address = reverse("admin_units:add")

    root.post(address, {"parent": "", "kind": "bureau", "name": "县应急管理局"})
    second = root.post(address, {"parent": "", "kind": "bureau", "name": "又一个局"})

    assert [unit.name for unit in Unit.objects.all()] == ["县应急管理局"]
    assert second.status_code == 200
