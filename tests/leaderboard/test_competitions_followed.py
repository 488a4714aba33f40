"""What waits is at hand, standings stay fresh, rules are printed, and every number leads to what it came from."""

from __future__ import annotations

from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from exams.models import Attempt
from leaderboard.models import AppealResult, PartKind, StandingRow
from leaderboard.services.appeals import answer_appeal, say_appeal
from leaderboard.services.drafts import PartPlan, StagePlan
from leaderboard.services.rescoring import ask_rescore, rule_on_veto
from leaderboard.services.running import close_stage, freeze_results, show_results
from leaderboard.standings import standings_of
from organizations.models import Role
from tests.factories.competitions import (
    APPEALS_OVER,
    PRACTICAL,
    Running,
    a_running_one,
    critical,
    mark,
    shown_one,
)
from tests.factories.exams import AttemptFactory, ExamFactory
from tests.factories.organizations import County, MembershipFactory, desk_of, phone_of, staff, worker_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(county: County) -> Running:
    return a_running_one(county.enterprise, [worker_of(county.team)])


def test_a_judge_finds_his_sheets_on_the_desk_until_all_are_sent(running: Running) -> None:
    judge = running.judges[1]
    page = desk_of(judge).get("/desk/")
    assert [waiting.title for waiting in page.context["competitions"]] == [running.competition.title]
    assert f"/judging/{running.competition.pk}/" in page.content.decode()

    for kind in (PartKind.ORAL, PartKind.PRACTICAL):
        mark(judge, running.entrants[0], running.part(kind))

    assert desk_of(judge).get("/desk/").context["competitions"] == []


def test_a_worker_who_judges_finds_them_first_on_his_start_page(county: County, running: Running) -> None:
    MembershipFactory(user=running.judges[1], unit=county.other_team)

    tasks = desk_of(running.judges[1]).get("/").context["tasks"]

    assert tasks[0].href == f"/judging/{running.competition.pk}/"


def test_an_appeal_waits_on_the_holders_desk(county: County, officer: Client) -> None:
    running = shown_one(county.enterprise, county.team, "0.9")
    worker = running.entrants[0].worker
    assert worker is not None
    assert officer.get("/desk/").context["competitions"] == []

    appeal = say_appeal(entrant=running.entrants[0], part=running.part(), text="第二步做了", by=worker)
    assert len(officer.get("/desk/").context["competitions"]) == 1

    by = staff(Role.SAFETY_OFFICER, county.enterprise)
    answer_appeal(appeal=appeal, outcome=AppealResult.REJECTED, answer="看过", by=by)
    assert officer.get("/desk/").context["competitions"] == []


def test_standings_are_sent_again_only_when_a_mark_has_come(running: Running, officer: Client) -> None:
    address = f"/desk/competitions/{running.competition.pk}/standings/"
    first = officer.get(address)
    known = {"If-None-Match": first["ETag"]}
    assert officer.get(address, headers=known).status_code == 304

    mark(running.judges[0], running.entrants[0], running.part(), "0.8")

    fresh = officer.get(address, headers=known)
    assert (fresh.status_code, b"80.00" in fresh.content) == (200, True)


def test_the_rules_are_printed_with_every_step_for_whom_they_concern(county: County, running: Running) -> None:
    worker = running.entrants[0].worker
    assert worker is not None
    address = f"/competitions/{running.competition.pk}/rules.pdf"

    answer = phone_of(worker).get(address)

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert phone_of(worker_of(county.neighbour_team)).get(address).status_code == 404


def test_a_ruling_is_about_the_round_it_was_made_in(running: Running) -> None:
    part, entrant = running.part(), running.entrants[0]
    for judge in running.judges:
        mark(judge, entrant, part, missed=critical(part) if judge == running.judges[1] else frozenset())
    rule_on_veto(part=part, entrant=entrant, is_missed=True, reason="没验电", by=running.judges[0])
    ask_rescore(part=part, entrant=entrant, reason="录像看得到验了电", by=None)
    for judge in running.judges:
        mark(judge, entrant, part, "0.9", round=2)

    line = standings_of(running.competition).stages[0].lines[0]

    assert not line.total.is_vetoed


def test_a_theory_names_the_sitting_it_is_of_before_and_after_it_is_final(county: County, officer: Client) -> None:
    exam = ExamFactory(owner=county.enterprise)
    theory = StagePlan("决赛", (PartPlan(PartKind.THEORY, Decimal(40), exam=exam), PRACTICAL))
    place = MembershipFactory(unit=county.team)
    running = a_running_one(county.enterprise, [place.user], (theory,))
    sat = AttemptFactory(exam=exam, membership=place, graded=True, score=Decimal(90))
    for judge in running.judges:
        mark(judge, running.entrants[0], running.part())
    stage = running.competition.stages.get()
    before = standings_of(running.competition).of(stage).lines[0].parts[0].sitters
    close_stage(stage=stage, by=None)
    show_results(competition=running.competition, by=None)
    with time_machine.travel(timezone.now() + APPEALS_OVER):
        freeze_results(competition=running.competition, by=None)
    Attempt.objects.update(score=Decimal(10))

    after = standings_of(running.competition).of(stage).lines[0].parts[0]

    assert (before[0].attempt, before[0].score) == (sat.pk, Decimal("90.00"))
    assert (after.sitters, after.score.score) == (before, Decimal("90.00"))
    assert place.user.name in officer.get(f"/desk/competitors/{running.entrants[0].pk}/").content.decode()
    assert (
        f"/attempts/{sat.pk}/result/"
        in phone_of(place.user).get(f"/competitions/{running.competition.pk}/").content.decode()
    )


def test_a_final_total_is_what_its_parts_come_to(county: County) -> None:
    running = shown_one(county.enterprise, county.team, "0.9", "0.7")
    with time_machine.travel(timezone.now() + APPEALS_OVER):
        freeze_results(competition=running.competition, by=None)

    for row in StandingRow.objects.all():
        whole = sum((Decimal(part["weight"]) * Decimal(part["score"]) for part in row.parts), Decimal(0)) / 100
        means = [
            sum((Decimal(sheet["score"]) for sheet in part["sheets"]), Decimal(0)) / len(part["sheets"])
            for part in row.parts
        ]
        assert row.total == whole.quantize(Decimal("0.01"))
        assert [Decimal(part["score"]) for part in row.parts] == [mean.quantize(Decimal("0.01")) for mean in means]
