"""From the first stage to the final places: closing, going on, showing, appeals, freezing."""

from __future__ import annotations

from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from exams.models import ExamState
from leaderboard.errors import CompetitionRefused, RescoreRefused
from leaderboard.models import CompetitionAppeal, CompetitionState, EventKind, PartKind, StandingRow
from leaderboard.services.drafts import PartPlan, StagePlan
from leaderboard.services.entering import enter_team
from leaderboard.services.rescoring import rule_on_veto
from leaderboard.services.running import close_stage, freeze_results, show_results, start_competition
from leaderboard.standings import standings_of
from organizations.models import Membership
from tests.factories.competitions import (
    APPEALS_OVER,
    FINAL,
    HEATS,
    PRACTICAL,
    Running,
    a_running_one,
    an_open_one,
    critical,
    mark,
    mark_all,
    shown_one,
)
from tests.factories.exams import AttemptFactory, ExamFactory
from tests.factories.organizations import County, MembershipFactory, worker_of

pytestmark = pytest.mark.django_db


def placed(running: Running, stage: int = 0) -> list[tuple[int | None, int]]:
    """Return places and start numbers."""
    return [(line.place, line.entrant.number) for line in standings_of(running.competition).stages[stage].lines]


def test_equal_scores_share_a_place(county: County) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team) for _one in range(3)])
    mark_all(running, ["0.9", "0.7", "0.9"])

    assert sorted(placed(running)) == [(1, 1), (1, 3), (3, 2)]


def test_a_stage_with_marks_missing_is_not_closed_and_the_message_says_whose(county: County) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team)])
    mark(running.judges[0], running.entrants[0], running.part())

    with pytest.raises(CompetitionRefused, match=running.entrants[0].name):
        close_stage(stage=running.part().stage, by=None)


def test_who_left_mid_way_is_withdrawn_at_the_close(county: County) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team), worker_of(county.team)])
    stayed, left = running.entrants
    for kind in (PartKind.ORAL, PartKind.PRACTICAL):
        for judge in running.judges:
            mark(judge, stayed, running.part(kind))
    Membership.objects.filter(user=left.worker).update(ended_on=timezone.localdate())

    close_stage(stage=running.part().stage, by=None)

    left.refresh_from_db()
    assert left.is_withdrawn
    assert placed(running) == [(1, stayed.number)]


def test_a_tie_for_the_last_place_takes_everybody_on(county: County) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team) for _one in range(3)], (HEATS, FINAL))
    mark_all(running, ["0.9", "0.9", "0.5"])

    close_stage(stage=running.competition.stages.get(place=1), by=None)

    final = running.competition.stages.get(place=2)
    assert set(final.starters.values_list("entrant__number", flat=True)) == {1, 2}


def test_a_stage_closes_once_and_not_before_it_began(county: County) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team)], (HEATS, FINAL))
    mark_all(running, ["1"])
    with pytest.raises(CompetitionRefused):
        close_stage(stage=running.competition.stages.get(place=2), by=None)
    first = close_stage(stage=running.competition.stages.get(place=1), by=None)
    with pytest.raises(CompetitionRefused):
        close_stage(stage=first, by=None)
    with pytest.raises(CompetitionRefused):
        show_results(competition=running.competition, by=None)


def test_a_veto_of_most_judges_ranks_behind_everybody(county: County) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team), worker_of(county.team)])
    part = running.part()
    for number, judge in enumerate(running.judges):
        mark(judge, running.entrants[0], part, missed=critical(part) if number < 2 else frozenset())
        mark(judge, running.entrants[1], part, "0.1")
        for entrant in running.entrants:
            mark(judge, entrant, running.part(PartKind.ORAL), "0.1")

    assert placed(running) == [(1, 2), (2, 1)]


def test_the_chief_judge_decides_whether_a_step_was_missed(county: County) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team)])
    part, entrant = running.part(), running.entrants[0]
    with pytest.raises(RescoreRefused):
        rule_on_veto(part=part, entrant=entrant, is_missed=True, reason="没验电", by=running.judges[0])
    mark(running.judges[1], entrant, part)
    with pytest.raises(RescoreRefused):
        rule_on_veto(part=part, entrant=entrant, is_missed=True, reason="没验电", by=running.judges[1])

    rule_on_veto(part=part, entrant=entrant, is_missed=True, reason="没验电", by=running.judges[0])

    assert standings_of(running.competition).stages[0].lines[0].total.is_vetoed


def test_where_most_judges_have_decided_nothing_is_left_to_the_chief_judge(county: County) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team)])
    part, entrant = running.part(), running.entrants[0]
    for judge in running.judges:
        mark(judge, entrant, part, missed=critical(part) if judge != running.judges[0] else frozenset())

    with pytest.raises(RescoreRefused):
        rule_on_veto(part=part, entrant=entrant, is_missed=False, reason="验了电", by=running.judges[0])


def test_theory_comes_from_an_exam_and_who_did_not_sit_has_nothing(county: County) -> None:
    exam = ExamFactory(owner=county.enterprise)
    theory = StagePlan("决赛", (PartPlan(PartKind.THEORY, Decimal(40), exam=exam), PRACTICAL))
    places = [MembershipFactory(unit=county.team) for _one in range(2)]
    running = a_running_one(county.enterprise, [place.user for place in places], (theory,))
    AttemptFactory(exam=exam, membership=places[0], graded=True, score=Decimal(90))
    for entrant in running.entrants:
        for judge in running.judges:
            mark(judge, entrant, running.part(), "0.5")

    with pytest.raises(CompetitionRefused):
        close_stage(stage=running.part().stage, by=None)
    exam.state = ExamState.CLOSED
    exam.save()
    close_stage(stage=running.part().stage, by=None)

    lines = standings_of(running.competition).stages[0].lines
    assert [line.total.points for line in lines] == [Decimal("66.00"), Decimal("30.00")]


def test_a_teams_theory_is_the_mean_of_its_members(county: County) -> None:
    exam = ExamFactory(over=True, owner=county.enterprise)
    theory = StagePlan("决赛", (PartPlan(PartKind.THEORY, Decimal(100), exam=exam),))
    sat, absent = (MembershipFactory(unit=county.team) for _one in range(2))
    AttemptFactory(exam=exam, membership=sat, graded=True, score=Decimal(90))
    out = an_open_one(county.enterprise, (theory,), kind=EventKind.TEAM)
    enter_team(competition=out, team=county.team, members=[sat.user, absent.user], by=None)

    start_competition(competition=out, by=None)

    assert standings_of(out).stages[0].lines[0].total.points == Decimal("45.00")


def test_nothing_is_final_while_appeals_may_come(county: County) -> None:
    running = shown_one(county.enterprise, county.team, "0.9")

    with pytest.raises(CompetitionRefused):
        freeze_results(competition=running.competition, by=None)
    with time_machine.travel(timezone.now() + APPEALS_OVER):
        assert freeze_results(competition=running.competition, by=None).state == CompetitionState.FROZEN
    assert not CompetitionAppeal.objects.exists()


def test_in_the_end_the_final_stands_before_the_heats(county: County) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team) for _one in range(3)], (HEATS, FINAL))
    mark_all(running, ["0.5", "0.9", "0.7"])
    close_stage(stage=running.competition.stages.get(place=1), by=None)
    for kind in (PartKind.ORAL, PartKind.PRACTICAL):
        for judge in running.judges:
            mark(judge, running.entrants[1], running.part(kind, stage=2), "0.1")
    close_stage(stage=running.competition.stages.get(place=2), by=None)
    show_results(competition=running.competition, by=None)

    with time_machine.travel(timezone.now() + APPEALS_OVER):
        freeze_results(competition=running.competition, by=None)

    rows = StandingRow.objects.values_list("place", "entrant__number", "stage__name")
    assert list(rows) == [(1, 2, "决赛"), (2, 3, "预赛"), (3, 1, "预赛")]


def test_an_exam_corrected_later_moves_no_final_place(county: County) -> None:
    exam = ExamFactory(over=True, owner=county.enterprise)
    theory = StagePlan("决赛", (PartPlan(PartKind.THEORY, Decimal(100), exam=exam),))
    place = MembershipFactory(unit=county.team)
    AttemptFactory(exam=exam, membership=place, graded=True, score=Decimal(80))
    running = a_running_one(county.enterprise, [place.user], (theory,))
    close_stage(stage=running.competition.stages.get(), by=None)
    show_results(competition=running.competition, by=None)
    exam.attempts.update(score=Decimal(85))
    with time_machine.travel(timezone.now() + APPEALS_OVER):
        freeze_results(competition=running.competition, by=None)

    exam.attempts.update(score=Decimal(90))

    assert standings_of(running.competition).stages[0].lines[0].total.points == Decimal("85.00")


def test_standings_cost_the_same_whatever_their_size(
    county: County, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team) for _one in range(6)], judges=5)
    mark_all(running, ["0.1", "0.2", "0.3", "0.4", "0.5", "0.6"])
    running.competition.refresh_from_db()

    with django_assert_max_num_queries(10):
        assert len(standings_of(running.competition).stages[0].lines) == 6
