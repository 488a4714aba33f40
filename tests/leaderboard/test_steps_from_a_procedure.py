"""The steps of a competition are taken from the procedure in force of a post, and can be changed afterwards."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from courses.models import ProcedureVersion
from leaderboard.models import Competition, Part, PartKind
from leaderboard.services.drafts import PartPlan, StagePlan
from leaderboard.services.running import open_entries
from leaderboard.viewsets.checklist_source import rows_of
from organizations.models import Role
from tests.factories.competitions import an_open_one
from tests.factories.organizations import County, PostFactory, desk_of, staff
from tests.factories.procedures import STEPS, a_procedure, in_force

pytestmark = pytest.mark.django_db
ADMIN = "/admin/competitions/"


@pytest.fixture
def version(county: County) -> ProcedureVersion:
    return in_force(county.enterprise, county.team, post=PostFactory(name="支护工"))


@pytest.fixture
def form(county: County, version: ProcedureVersion) -> dict[str, object]:
    until = timezone.localtime() + timedelta(days=3)
    return {
        "title": "岗位练兵",
        "owner": county.enterprise.pk,
        "kind": "individual",
        "entries_until": until.strftime("%Y-%m-%d %H:%M"),
        **{"appeal_days": 3, "least_judges": 3, "trim_from": 5, "spread_limit": 15},
        "final_oral_weight": 40,
        "final_oral_steps": "10 说清岗位的危险",
        "final_practical_weight": 60,
        "procedure": version.pk,
    }


def part(kind: PartKind) -> Part:
    return Part.objects.get(kind=kind)


def test_an_empty_box_gets_the_steps_and_a_filled_one_stays(
    officer: Client, form: dict[str, object], version: ProcedureVersion
) -> None:
    made = officer.post(f"{ADMIN}new/", form)

    practical, oral = part(PartKind.PRACTICAL), part(PartKind.ORAL)
    assert [(item.text, item.is_critical) for item in practical.items.all()] == [
        (f"{step.action}（{step.standard}）", step.is_critical) for step in STEPS
    ]
    assert practical.full_points == 100
    assert practical.procedure_version == version
    assert (oral.items.get().text, oral.procedure_version) == ("说清岗位的危险", None)
    assert version.procedure.name in officer.get(made["Location"]).content.decode()


def test_what_was_taken_can_be_changed_and_still_says_where_it_came_from(
    officer: Client, form: dict[str, object], version: ProcedureVersion
) -> None:
    officer.post(f"{ADMIN}new/", form)
    competition = Competition.objects.get()

    changed = form | {"procedure": "", "final_practical_steps": "100 敲帮问顶"}
    officer.post(f"{ADMIN}edit/{competition.pk}/", changed)

    assert part(PartKind.PRACTICAL).items.get().text == "敲帮问顶"
    assert part(PartKind.PRACTICAL).procedure_version == version


def test_only_what_is_in_force_in_ones_own_reach_is_offered(county: County, officer: Client) -> None:
    theirs = in_force(county.neighbour, county.neighbour_team)
    a_procedure(county.enterprise, post=PostFactory(name="爆破工"))
    own = in_force(county.enterprise, county.team)
    bureau = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))

    offered = [list(who.get(f"{ADMIN}new/").context["form"].fields["procedure"].queryset) for who in (officer, bureau)]

    assert [set(versions) for versions in offered] == [{own}, {own, theirs}]


def test_the_desk_leads_to_the_version_that_the_steps_came_from(
    county: County, officer: Client, form: dict[str, object], version: ProcedureVersion
) -> None:
    officer.post(f"{ADMIN}new/", form)
    competition = open_entries(competition=Competition.objects.get(), by=None)

    page = officer.get(f"/desk/competitions/{competition.pk}/").content.decode()
    refused = officer.post(f"/desk/competitions/{competition.pk}/entries/", {"numbers": "nobody"})

    assert f"/desk/procedures/{version.procedure_id}/?version=1" in page
    assert f"步骤取自《{version.procedure.name}》第 1 版" in page
    assert (refused.status_code, f"步骤取自《{version.procedure.name}》" in refused.content.decode()) == (422, True)


def test_a_procedure_that_two_parts_took_their_steps_from_stands_there_once(
    county: County, officer: Client, version: ProcedureVersion
) -> None:
    kinds = (PartKind.ORAL, PartKind.PRACTICAL)
    plans = [PartPlan(kind, Decimal(50), rows=rows_of(version), taken_from=version) for kind in kinds]
    competition = an_open_one(county.enterprise, [StagePlan("决赛", plans)])

    page = officer.get(f"/desk/competitions/{competition.pk}/").content.decode()

    assert page.count(f"步骤取自《{version.procedure.name}》") == 1
    assert "、".join(f"决赛 · {kind.label}" for kind in kinds) in page


def test_who_does_not_see_the_procedure_reads_its_name_alone(county: County, version: ProcedureVersion) -> None:
    plan = PartPlan(PartKind.PRACTICAL, Decimal(100), rows=rows_of(version), taken_from=version)
    competition = an_open_one(county.bureau, [StagePlan("决赛", [plan])])

    page = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour)).get(f"/desk/competitions/{competition.pk}/")

    assert version.procedure.name in page.content.decode()
    assert f"/desk/procedures/{version.procedure_id}/" not in page.content.decode()
