"""Writing procedures in the admin: begun for a post, steps in one table, the next version."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from courses.models import Procedure, ProcedureVersion
from organizations.models import Role
from tests.factories.courses import a_picture
from tests.factories.organizations import County, PostFactory, desk_of, staff
from tests.factories.procedures import STEPS, People, a_procedure, holder_of, in_force

pytestmark = pytest.mark.django_db


def edit_page(procedure: Procedure) -> str:
    return reverse("admin_procedures:edit", args=(procedure.pk,))


def sent(*rows: dict[str, Any], initial: int = 0, **fields: str) -> dict[str, str]:
    data = {"name": "采掘工规程", "steps-TOTAL_FORMS": str(len(rows)), "steps-INITIAL_FORMS": str(initial), **fields}
    for number, row in enumerate(rows):
        data |= {f"steps-{number}-{field}": text for field, text in row.items()}
    return data


def steps_of(version: ProcedureVersion) -> list[tuple[str, bool]]:
    return list(version.steps.values_list("action", "is_critical"))


def test_an_officer_begins_a_procedure_for_a_post_that_somebody_holds(county: County, officer: Client) -> None:
    post, elsewhere = PostFactory(name="爆破工"), PostFactory(name="浇注工")
    holder_of(county.team, post)
    holder_of(county.neighbour_team, elsewhere)
    address, data = reverse("admin_procedures:add"), {"enterprise": str(county.enterprise.pk), "name": ""}

    assert officer.post(address, {**data, "post": str(elsewhere.pk)}).status_code == 200
    officer.post(address, {**data, "post": str(post.pk)})

    procedure = Procedure.objects.get()
    assert "爆破工" in procedure.name
    assert procedure.versions.get().is_draft


def test_steps_are_written_reordered_and_taken_away(county: County, officer: Client) -> None:
    procedure = a_procedure(county.enterprise)
    first, second = ({"action": step.action, "ORDER": "", "is_critical": "on"} for step in STEPS)
    rows = ({**first, "ORDER": "2"}, {**second, "DELETE": "on"}, {"action": "清理浮石", "ORDER": "1"}, {"action": ""})

    answer = officer.post(edit_page(procedure), sent(*rows, initial=2))

    assert answer.status_code == 302
    assert steps_of(procedure.versions.get()) == [("清理浮石", False), (STEPS[0].action, True)]


def test_a_step_without_what_to_do_is_named_and_nothing_is_written(county: County, officer: Client) -> None:
    procedure = a_procedure(county.enterprise)

    answer = officer.post(edit_page(procedure), sent({"action": "", "hazard": "触电"}))

    assert answer.status_code == 200
    assert procedure.versions.get().steps.count() == len(STEPS)


def test_another_enterprises_picture_is_not_to_be_had(county: County, officer: Client) -> None:
    procedure, picture = a_procedure(county.enterprise), a_picture()

    answer = officer.post(edit_page(procedure), sent({"action": "验电", "picture": str(picture.pk)}))

    assert answer.status_code == 200
    assert not procedure.versions.get().steps.filter(picture=picture).exists()


def test_what_is_in_force_stays_and_a_next_version_is_begun(county: County, officer: Client) -> None:
    version = in_force(county.enterprise, county.team)
    page = officer.get(edit_page(version.procedure)).content.decode()

    officer.post(edit_page(version.procedure), sent({"action": "别的"}))
    officer.post(reverse("admin_procedures:next", args=(version.procedure.pk,)))

    assert "steps-TOTAL_FORMS" not in page
    assert [action for action, _critical in steps_of(version)] == [step.action for step in STEPS]
    assert version.procedure.versions.open().get().number == 2
    assert 'name="changes"' in officer.get(edit_page(version.procedure)).content.decode()


@pytest.mark.parametrize("role", [Role.ENTERPRISE_HEAD, Role.BUREAU_ADMIN])
def test_who_does_not_write_procedures_has_no_page_for_it(county: County, role: Role) -> None:
    client = desk_of(staff(role, county.bureau if role == Role.BUREAU_ADMIN else county.enterprise))

    assert client.get(edit_page(a_procedure(county.enterprise))).status_code == 302


def test_a_neighbours_procedure_is_not_found(county: County) -> None:
    neighbour = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))

    assert neighbour.get(edit_page(a_procedure(county.enterprise))).status_code == 404


def test_the_list_costs_the_same_for_few_and_for_many(
    county: County, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    officer = desk_of(People(county.enterprise, county.team).officer)
    for number in range(8):
        a_procedure(county.enterprise, post=PostFactory(name=f"工种{number}"))

    with django_assert_max_num_queries(20):
        officer.get(reverse("admin_procedures:index"))
