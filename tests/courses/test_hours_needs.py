"""The table of needed hours: the state's rows in every database, a county's own in the admin, never below the state."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from courses.hours.needs import need_for, needs_of_year
from courses.hours.state_needs import lay_state_needs
from courses.models import HoursNeed, Learner
from courses.services.needs import BelowTheState, keep_need
from organizations.errors import Refused
from organizations.models import AuditEntry, Industry, Role, Unit
from tests.factories.organizations import (
    County,
    EnterpriseFactory,
    UserFactory,
    desk_of,
    staff,
)

ADD, INDEX = "admin_hours_needs:add", "admin_hours_needs:index"
STATE = {
    (Learner.MANAGER, "machinery"): (32, 12),
    (Learner.MANAGER, "underground_mine"): (48, 16),
    (Learner.MANAGER, "metallurgy"): (48, 16),
    (Learner.WORKER, "machinery"): (24, None),
    (Learner.WORKER, "underground_mine"): (72, 20),
    (Learner.WORKER, "open_pit_mine"): (72, 20),
    (Learner.WORKER, "tailings_pond"): (72, 20),
    (Learner.WORKER, "nonferrous"): (72, 20),
}


def a_need(unit: Unit | None, **fields: Any) -> HoursNeed:
    facts = {
        "learner": Learner.WORKER,
        "industries": [Industry.UNDERGROUND_MINE.value],
        "first_hours": 80,
        "yearly_hours": 24,
        "in_force_on": date(2024, 1, 1),
        "basis": "泽应急〔2024〕1号",
    }
    return HoursNeed(unit=unit, **{**facts, **fields})


@pytest.mark.django_db
@pytest.mark.parametrize(("learner", "industry"), list(STATE))
def test_a_new_database_knows_what_the_state_asks_for(learner: Learner, industry: str) -> None:
    need = need_for(needs_of_year(2025), learner=learner, enterprise=EnterpriseFactory(industry=industry))

    assert need is not None
    assert (need.first_hours, need.yearly_hours) == STATE[learner, industry]
    assert "生产经营单位安全培训规定" in need.basis


@pytest.mark.django_db
def test_laying_the_states_rows_again_changes_nothing() -> None:
    HoursNeed.objects.filter(learner=Learner.MANAGER).update(first_hours=50)
    rows = set(HoursNeed.objects.values_list("pk", "first_hours"))

    lay_state_needs()

    assert set(HoursNeed.objects.values_list("pk", "first_hours")) == rows


@pytest.mark.django_db(transaction=True)
def test_an_emptied_database_has_the_states_rows_again() -> None:
    call_command("flush", interactive=False, verbosity=0)

    assert HoursNeed.objects.filter(unit=None).count() == 5


def test_a_county_that_asks_for_more_is_asked_first(county: County) -> None:
    keep_need(need=a_need(county.bureau), by=None)

    need = need_for(needs_of_year(2025), learner=Learner.WORKER, enterprise=county.enterprise)

    assert need is not None
    assert (need.place, need.yearly_hours) == (county.bureau.name, 24)


@pytest.mark.parametrize(
    "fields", [{"yearly_hours": 19}, {"yearly_hours": None}, {"first_hours": 71}, {"industries": []}]
)
def test_nobody_asks_for_less_than_the_state(county: County, fields: dict[str, Any]) -> None:
    less = {"first_hours": 72, "yearly_hours": 20, **fields}
    if "industries" in fields:
        less |= {"first_hours": 24, "yearly_hours": None}  # enough for machinery, not for mines

    with pytest.raises(BelowTheState, match="国家要求更高"):
        keep_need(need=a_need(county.bureau, **less), by=None)


def test_a_row_dated_before_the_states_is_held_against_it_too(county: County) -> None:
    with pytest.raises(BelowTheState):
        keep_need(need=a_need(county.bureau, yearly_hours=1, in_force_on=date(2010, 1, 1)), by=None)


def test_the_same_row_is_not_kept_twice(county: County) -> None:
    kept = keep_need(need=a_need(county.bureau), by=None)

    with pytest.raises(Refused):
        keep_need(need=a_need(county.bureau, yearly_hours=30), by=None)
    kept.yearly_hours = 30
    assert keep_need(need=kept, by=None).yearly_hours == 30


def test_a_row_without_its_basis_is_refused(county: County) -> None:
    with pytest.raises(ValidationError):
        keep_need(need=a_need(county.bureau, basis=""), by=None)


def form(unit: Unit | str, **fields: str) -> dict[str, Any]:
    return {
        "unit": unit.pk if isinstance(unit, Unit) else unit,
        "learner": "worker",
        "industries": ["underground_mine"],
        "first_hours": "80",
        "yearly_hours": "24",
        "in_force_on": "2024-01-01",
        "basis": "泽应急〔2024〕1号",
        **fields,
    }


def bureau(county: County) -> Client:
    return desk_of(staff(Role.BUREAU_ADMIN, county.bureau))


def test_the_bureau_keeps_its_own_rows_in_the_admin(county: County) -> None:
    client = bureau(county)

    assert client.post(reverse(ADD), form(county.bureau)).status_code == 302

    need = HoursNeed.objects.get(unit=county.bureau)
    assert need.industries == ["underground_mine"]
    entry = AuditEntry.objects.get(action="needs.save")
    assert (entry.unit, entry.detail["yearly_hours"]) == (county.bureau, 24)
    edit = reverse("admin_hours_needs:edit", args=(need.pk,))
    assert edit in client.get(reverse(INDEX)).content.decode()
    assert client.post(edit, form(county.bureau, yearly_hours="30")).status_code == 302
    need.refresh_from_db()
    assert need.yearly_hours == 30


def test_a_refusal_stands_in_the_form(county: County) -> None:
    answer = bureau(county).post(reverse(ADD), form(county.bureau, yearly_hours="10"))

    assert answer.status_code == 200
    assert "国家要求更高" in answer.content.decode()
    assert not HoursNeed.objects.filter(unit=county.bureau).exists()


def test_the_states_rows_are_read_by_the_bureau_and_changed_by_who_runs_the_installation(county: County) -> None:
    need = HoursNeed.objects.filter(unit=None)[0]
    client, root = bureau(county), desk_of(UserFactory(is_superuser=True))
    edit = reverse("admin_hours_needs:edit", args=(need.pk,))

    assert need.basis in client.get(reverse(INDEX)).content.decode()
    assert client.get(edit).status_code in {302, 404}
    assert client.post(reverse(ADD), form("")).status_code == 200  # the whole country is not offered to it
    assert root.get(edit).status_code == 200
    assert root.post(reverse(ADD), form("", yearly_hours="21")).status_code == 302
    assert HoursNeed.objects.filter(unit=None, yearly_hours=21).exists()


@pytest.mark.parametrize("role", [Role.SAFETY_OFFICER, Role.ENTERPRISE_HEAD])
def test_an_enterprise_does_not_set_its_own_need(county: County, role: Role) -> None:
    client = desk_of(staff(role, county.enterprise))

    assert client.get(reverse(INDEX)).status_code == 302
    assert client.post(reverse(ADD), form(county.bureau)).status_code == 302
    assert not HoursNeed.objects.filter(unit=county.bureau).exists()
