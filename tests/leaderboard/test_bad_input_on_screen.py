"""What goes wrong in a competition is said on the page, in a sentence that names it, and nothing is half kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext

from leaderboard.models import Competition, CompetitionState, MarkSheet, PartKind
from leaderboard.services.drafts import PartPlan, StagePlan
from leaderboard.services.running import close_stage
from organizations.models import Membership, Role
from tests.factories.competitions import (
    FINAL,
    HEATS,
    Running,
    a_draft,
    a_running_one,
    an_open_one,
    filled,
    judges_of,
    mark,
    mark_all,
)
from tests.factories.organizations import County, MembershipFactory, desk_of, staff, worker_of

pytestmark = pytest.mark.django_db


def send(phone: Client, running: Running, share: str = "1", **points: object) -> str:
    """Return the page that comes after the judge has sent his sheet of the first competitor."""
    part, entrant = running.part(), running.entrants[0]
    given = {f"points-{step}": str(worth) for step, worth in filled(part, share).marks.items()}
    form = {"id": str(uuid4()), "round": 1, "remark": "", **given, **points}
    return phone.post(f"/judging/sheets/{entrant.pk}/{part.pk}/", form, follow=True).content.decode()


def act(officer: Client, competition: Competition, name: str) -> str:
    return officer.post(f"/desk/competitions/{competition.pk}/acts/{name}/", follow=True).content.decode()


def test_a_judge_who_scores_twice_is_told_that_the_first_stands(running: Running, phone: Client) -> None:
    send(phone, running)

    assert "以先提交的为准" in send(phone, running, "0.5")
    assert MarkSheet.objects.get().score == Decimal(100)


def test_a_judge_who_scores_after_the_close_is_told_so(running: Running, phone: Client) -> None:
    for judge in (running.judges[0], running.judges[2]):
        for entrant in running.entrants:
            for kind in (PartKind.ORAL, PartKind.PRACTICAL):
                mark(judge, entrant, running.part(kind))
    Competition.objects.update(least_judges=2)
    close_stage(stage=running.competition.stages.get(), by=None)

    assert "已结束" in send(phone, running)
    assert not MarkSheet.objects.filter(judge=running.judge(1)).exists()


@pytest.mark.parametrize("points", ["21", "-1", "nan"])
def test_marks_outside_the_scale_name_the_step(running: Running, phone: Client, points: str) -> None:
    step = running.part().items.first()
    assert step is not None

    page = send(phone, running, **{f"points-{step.pk}": points})

    assert step.text in page
    assert not MarkSheet.objects.exists()


def test_weights_that_do_not_come_to_a_hundred_name_the_sum(county: County, officer: Client) -> None:
    form = {
        "title": "岗位练兵",
        "owner": county.enterprise.pk,
        "kind": "individual",
        "entries_until": f"{timezone.localtime().year + 1}-03-01 12:00",
        "appeal_days": 3,
        "least_judges": 3,
        "trim_from": 5,
        "spread_limit": "15",
        "final_theory_weight": "40",
        "final_oral_weight": "30",
        "final_oral_steps": "10 说清危险",
    }

    page = officer.post("/admin/competitions/new/", form).content.decode()

    assert "70 %" in page
    assert not Competition.objects.exists()


def test_who_transfers_mid_way_competes_on_for_the_unit_of_his_entry(
    county: County, running: Running, officer: Client
) -> None:
    entrant = running.entrants[0]
    assert entrant.worker is not None
    Membership.objects.filter(user=entrant.worker).update(ended_on=timezone.localdate())
    MembershipFactory(user=entrant.worker, unit=county.other_team, started_on=timezone.localdate())

    answer = officer.get(f"/desk/competitors/{entrant.pk}/")

    assert county.team.name in answer.content.decode()
    assert answer.context["has_moved"]


def test_who_leaves_mid_way_is_withdrawn_with_the_reason_on_the_page(running: Running, officer: Client) -> None:
    entrant = running.entrants[0]
    assert entrant.worker is not None
    for judge in running.judges:
        for kind in (PartKind.ORAL, PartKind.PRACTICAL):
            mark(judge, running.entrants[1], running.part(kind))
    Membership.objects.filter(user=entrant.worker).update(ended_on=date(2024, 1, 1))

    page = act(officer, running.competition, "close")

    assert "已不在花名册上" in page
    entrant.refresh_from_db()
    assert entrant.is_withdrawn


def test_a_tie_for_the_last_place_that_goes_on_takes_both_and_says_so(county: County, officer: Client) -> None:
    workers = [worker_of(county.team) for _one in range(3)]
    running = a_running_one(county.enterprise, workers, (HEATS, FINAL))
    mark_all(running, ["0.9", "0.9", "0.5"])

    page = act(officer, running.competition, "close")

    assert "“决赛”" in page
    assert gettext("There are %(most)d places; who shares the last of them goes on too.") % {"most": 1} in page


def test_a_competition_without_competitors_does_not_start_and_says_what_to_do(county: County, officer: Client) -> None:
    competition = an_open_one(county.enterprise)
    judges_of(competition)

    assert "先报名，再开始" in act(officer, competition, "start")
    competition.refresh_from_db()
    assert competition.state == CompetitionState.OPEN


def test_a_stage_without_a_checklist_is_not_announced_and_names_what_is_missing(county: County) -> None:
    empty = StagePlan("决赛", (PartPlan(PartKind.PRACTICAL, Decimal(100)),))
    competition = a_draft(county.enterprise, (empty,))
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    assert "实操" in officer.get(f"/admin/competitions/{competition.pk}/announce/").content.decode()
