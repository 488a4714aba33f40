"""The enterprise's archive holds its 三违 in figures: it is read from above too, and no name goes there."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hazards.filed import violations_dossier, violations_part
from hazards.models import Measure, Slip, ViolationKind
from hazards.services.pledges import sign_pledge
from organizations.filing.registry import parts_of
from organizations.models import Role, Unit
from tests.factories.hazards import a_pledge, a_self_report, a_violation, answered
from tests.factories.organizations import County, staff, worker_of

pytestmark = pytest.mark.django_db


def a_little_of_all(county: County) -> None:
    worker = worker_of(county.team, name="不该出现的人")
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    a_violation(county.team, person=worker, what="不该出现的话", measures=(Measure.TALK.value,))
    answered(a_self_report(worker, what="不该出现的话"), by=officer)
    a_self_report(worker)
    sign_pledge(pledge=a_pledge(county.enterprise), worker=worker)


def files_of(enterprise: Unit) -> dict[str, bytes]:
    return {filed.path[-1]: bytes(filed.content) for piece in violations_part(enterprise) for filed in piece()}


def test_it_holds_figures_of_the_year_the_pledges_and_nobodys_name(county: County) -> None:
    a_little_of_all(county)

    files = files_of(county.enterprise)

    assert sorted(name.rpartition(".")[2] for name in files) == ["json", "pdf", "xlsx"]
    text = next(content for name, content in files.items() if name.endswith("json")).decode()
    assert "不该出现" not in text
    sections = {section["key"]: section["rows"] for section in json.loads(text)["sections"]}
    assert len(sections["months"]) == 12
    assert sections["months"][-1][2] == 1
    assert sections["months"][-1][4] == 2
    kinds = {row[0]: row[1:] for row in sections["kinds"]}
    assert kinds[str(ViolationKind.WORK.label)] == [1, 0, 0]
    assert kinds[str(Slip.NEAR_MISS.label)] == [0, 2, 1]
    assert [row[1] for row in sections["measures"] if row[0] == str(Measure.TALK.label)] == [1]
    assert sections["pledges"][0][2] == 1
    assert sections["signed"] == [[county.team.name, 1, 1]]


def test_an_enterprise_that_wrote_nothing_down_has_an_empty_one(county: County) -> None:
    sections = {section.key: section for section in violations_dossier(county.neighbour).sections}

    assert not sections["pledges"].rows
    assert all(row[2] == 0 for row in sections["months"].rows)


def test_it_costs_no_more_with_more_of_it(county: County) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            violations_dossier(county.enterprise)
        return len(asked)

    a_little_of_all(county)
    once = cost()
    for _time in range(4):
        worker = worker_of(county.other_team)
        a_violation(county.other_team, person=worker)
        a_self_report(worker)
    assert cost() == once <= 12


def test_it_is_a_part_of_every_enterprises_archive(county: County) -> None:
    assert any(getattr(piece, "func", None).__module__ == "hazards.filed" for piece in parts_of(county.enterprise))
