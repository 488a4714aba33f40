"""The audit report: every row in reach, to read and to take along, and nothing of other units."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from organizations import scopes
from organizations.audit import record
from organizations.models import Role
from tests.factories.organizations import County, RoleGrantFactory, desk_of, small_county, staff

pytestmark = pytest.mark.django_db
REPORT = "/admin/audit/"


@pytest.fixture
def county() -> County:
    county = small_county()
    record("unit.change", by=None, unit=county.team, subject="near-row", address="10.0.0.1")
    record("unit.change", by=None, unit=county.neighbour_team, subject="far-row", address="10.0.0.2")
    record("sign_in", by=None, subject="account:abc", address="10.0.0.3")
    return county


def exported(client: Client) -> list[tuple[object, ...]]:
    answer = client.get(REPORT, {"export": "xlsx"})
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    return list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def test_the_bureau_and_its_inspector_read_everything_also_sign_ins(county: County) -> None:
    for role in (Role.BUREAU_ADMIN, Role.INSPECTOR):
        shown = desk_of(staff(role, county.bureau)).get(REPORT).content.decode()
        assert {address for address in ("10.0.0.1", "10.0.0.2", "10.0.0.3") if address in shown} == {
            "10.0.0.1",
            "10.0.0.2",
            "10.0.0.3",
        }


@pytest.mark.parametrize("role", [Role.SAFETY_OFFICER, Role.ENTERPRISE_HEAD])
def test_nobody_in_an_enterprise_reads_the_record(county: County, role: Role) -> None:
    answer = desk_of(staff(role, county.enterprise)).get(REPORT)

    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("wagtailadmin_home"))


def test_the_export_has_the_rows_with_local_times_and_words(county: County) -> None:
    rows = exported(desk_of(staff(Role.INSPECTOR, county.bureau)))

    assert len(rows) == 4
    row = next(row for row in rows if "near-row" in row)
    at = row[0]
    assert isinstance(at, datetime)
    assert abs((datetime.now(UTC).replace(tzinfo=None) - at).total_seconds() + 8 * 3600) < 600
    assert "修改单位" in row


def test_the_filters_narrow_the_rows(county: County) -> None:
    inspector = desk_of(staff(Role.INSPECTOR, county.bureau))

    shown = inspector.get(REPORT, {"action": "sign_in"}).content.decode()

    assert "10.0.0.3" in shown
    assert "10.0.0.1" not in shown


def test_a_row_without_a_unit_is_not_for_who_reaches_only_a_part_of_the_county(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No role reads the record of a part today; the policy holds if one ever does."""
    monkeypatch.setitem(scopes.ROLE_REACH, Role.TOWN_OFFICER, frozenset(scopes.Reach))
    grant = RoleGrantFactory(role=Role.TOWN_OFFICER, unit=county.town)

    shown = desk_of(grant.user).get(REPORT).content.decode()

    assert "10.0.0.1" in shown
    assert "10.0.0.2" not in shown
    assert "10.0.0.3" not in shown
