"""What the pages of a procedure ask the database, with a picture at every step and with one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.models import ProcedureVersion
from courses.procedures.steps import StepDraft
from tests.factories.courses import a_picture
from tests.factories.organizations import County, PostFactory, desk_of
from tests.factories.procedures import People, changed, in_force

pytestmark = pytest.mark.django_db


def pictured(version: ProcedureVersion, people: People, steps: int) -> ProcedureVersion:
    return changed(
        version, people, *(StepDraft(f"第{number}件事", picture=a_picture(f"图{number}").pk) for number in range(steps))
    )


@pytest.mark.parametrize("ending", ["", "1-2/", "cards.pdf"])
def test_a_page_costs_the_same_for_one_picture_and_for_twelve(county: County, ending: str) -> None:
    people = People(county.enterprise, county.team)
    officer, asked = desk_of(people.officer), []
    for steps in (1, 12):
        version = pictured(
            in_force(county.enterprise, county.team, post=PostFactory(name=f"工种{steps}")), people, steps
        )
        address = f"/desk/procedures/{version.procedure_id}/{ending}"
        officer.get(address)  # the small pictures are drawn at the first look
        with CaptureQueriesContext(connection) as queries:
            assert officer.get(address).status_code == 200
        asked.append(len(queries))

    assert asked[0] == asked[1]
