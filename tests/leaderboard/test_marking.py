"""A judge's sheet is taken once, in time, within the scale, and never of his own unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from leaderboard.errors import MarkedAlready, MarksRefused, RescoreRefused
from leaderboard.models import MarkSheet, PartKind
from leaderboard.services.entering import withdraw
from leaderboard.services.judges import dismiss_judge
from leaderboard.services.marking import take_sheet
from leaderboard.services.rescoring import ask_rescore
from leaderboard.services.running import close_stage
from leaderboard.standings import PartLine, standings_of
from organizations.models import Role
from organizations.models.append_only import AppendOnly
from tests.factories.competitions import Running, a_running_one, critical, filled, mark, mark_all
from tests.factories.organizations import County, MembershipFactory, RoleGrantFactory, staff, worker_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(county: County) -> Running:
    return a_running_one(county.enterprise, [worker_of(county.team)])


@pytest.fixture
def running_four(county: County) -> Running:
    return a_running_one(county.enterprise, [worker_of(county.team)], judges=4)


def test_points_become_a_score_per_hundred(running: Running) -> None:
    assert mark(running.judges[0], running.entrants[0], running.part(), "0.8").score == Decimal("80.00")


def test_a_missed_critical_step_counts_nothing_whatever_was_given(running: Running) -> None:
    part = running.part()

    sheet = mark(running.judges[0], running.entrants[0], part, missed=critical(part))

    assert sheet.score == Decimal("50.00")
    assert sheet.missed == sorted(critical(part))


def test_the_same_sheet_sent_twice_is_stored_once(running: Running) -> None:
    part, entrant, judge = running.part(), running.entrants[0], running.judges[0]
    sheet = filled(part, "0.7")

    first = take_sheet(by=judge, entrant=entrant, part=part, filled=sheet)
    again = take_sheet(by=judge, entrant=entrant, part=part, filled=sheet)
    tapped_twice = mark(judge, entrant, part, "0.7")

    assert first == again == tapped_twice
    assert MarkSheet.objects.count() == 1


def test_a_second_sheet_that_says_something_else_is_refused(running: Running) -> None:
    part, entrant, judge = running.part(), running.entrants[0], running.judges[0]
    sheet = filled(part, "0.7")
    take_sheet(by=judge, entrant=entrant, part=part, filled=sheet)

    for other in (filled(part, "0.9"), replace(sheet, remark="改一下"), replace(sheet, missed=critical(part))):
        with pytest.raises(MarkedAlready):
            take_sheet(by=judge, entrant=entrant, part=part, filled=other)


@pytest.mark.parametrize("points", ["20.5", "-1", "NaN", "0.001"])
def test_marks_outside_the_scale_are_refused_with_the_step(running: Running, points: str) -> None:
    part = running.part()
    first = part.items.get(place=1)
    sheet = filled(part)
    marks = {**sheet.marks, first.pk: Decimal(points)}

    with pytest.raises(MarksRefused, match=first.text):
        take_sheet(by=running.judges[0], entrant=running.entrants[0], part=part, filled=replace(sheet, marks=marks))
    assert not MarkSheet.objects.exists()


def test_a_step_without_points_is_named(running: Running) -> None:
    part = running.part()
    last = part.items.get(place=3)
    marks = {step: points for step, points in filled(part).marks.items() if step != last.pk}

    with pytest.raises(MarksRefused, match=last.text):
        take_sheet(
            by=running.judges[0], entrant=running.entrants[0], part=part, filled=replace(filled(part), marks=marks)
        )


def test_a_sheet_of_other_steps_is_refused(running: Running) -> None:
    oral = filled(running.part(PartKind.ORAL))

    with pytest.raises(MarksRefused):
        take_sheet(by=running.judges[0], entrant=running.entrants[0], part=running.part(), filled=oral)
    with pytest.raises(MarksRefused):
        mark(running.judges[0], running.entrants[0], running.part(), missed=frozenset({0}))


def test_after_closing_nothing_is_taken_but_what_was_sent_before_is_found(running_four: Running) -> None:
    running = running_four
    part, entrant = running.part(), running.entrants[0]
    early = filled(part)
    take_sheet(by=running.judges[0], entrant=entrant, part=part, filled=early)
    mark_all_but_first(running)
    close_stage(stage=part.stage, by=None)

    assert take_sheet(by=running.judges[0], entrant=entrant, part=part, filled=early).pk == early.id
    with pytest.raises(MarksRefused, match=part.stage.name):
        mark(running.judges[0], entrant, running.part(PartKind.ORAL))


def mark_all_but_first(running: Running) -> None:
    """Three of the four judges mark both parts."""
    for kind in (PartKind.ORAL, PartKind.PRACTICAL):
        for judge in running.judges[1:]:
            mark(judge, running.entrants[0], running.part(kind))


def test_the_phones_clock_is_kept_but_never_the_future(running: Running) -> None:
    earlier, later = timezone.now() - timedelta(hours=1), timezone.now() + timedelta(days=1)

    sheet = mark(running.judges[0], running.entrants[0], running.part(), filled_at=earlier)
    ahead = mark(running.judges[1], running.entrants[0], running.part(), filled_at=later)

    assert sheet.filled_at == earlier
    assert ahead.filled_at <= timezone.now()


def test_who_is_no_judge_or_was_dismissed_marks_nothing(running: Running, county: County) -> None:
    dismiss_judge(judge=running.judge(1), by=None)

    for user in (running.judges[1], staff(Role.JUDGE, county.enterprise)):
        with pytest.raises(MarksRefused):
            mark(user, running.entrants[0], running.part())


def test_a_withdrawn_competitor_is_marked_no_more(running: Running) -> None:
    withdraw(entrant=running.entrants[0], reason="受伤", by=None)

    with pytest.raises(MarksRefused):
        mark(running.judges[0], running.entrants[0], running.part())


def test_in_the_countys_competition_a_judge_never_marks_his_own_enterprise(county: County) -> None:
    running = a_running_one(county.bureau, [worker_of(county.team), worker_of(county.neighbour_team)])
    RoleGrantFactory(user=running.judges[0], unit=county.enterprise, role=Role.SAFETY_OFFICER)
    running.judges[0].forget_grants()

    with pytest.raises(MarksRefused, match=running.entrants[0].name):
        mark(running.judges[0], running.entrants[0], running.part())
    assert mark(running.judges[0], running.entrants[1], running.part())


def test_in_an_enterprises_own_it_is_his_team_that_he_never_marks(county: County) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team), worker_of(county.other_team)])
    MembershipFactory(user=running.judges[0], unit=county.team)

    with pytest.raises(MarksRefused):
        mark(running.judges[0], running.entrants[0], running.part())
    assert mark(running.judges[0], running.entrants[1], running.part())


def test_a_rescore_takes_the_place_of_the_first_round_and_history_stays(running: Running) -> None:
    part, entrant = running.part(), running.entrants[0]
    mark_all(running, ["0.5"])

    ask_rescore(part=part, entrant=entrant, reason="分差太大", by=None)
    awaited = part_line(running)
    for judge in running.judges:
        mark(judge, entrant, part, "0.9", round=2)
    done = part_line(running)

    assert (awaited.score.score, awaited.is_awaited) == (None, True)
    assert (done.score.score, len(done.earlier)) == (Decimal("90.00"), 3)


def part_line(running: Running) -> PartLine:
    lines = standings_of(running.competition).stages[0].lines[0].parts
    return next(row for row in lines if row.part.kind == PartKind.PRACTICAL)


def test_nobody_marks_a_round_that_was_not_asked_for(running: Running) -> None:
    with pytest.raises(MarksRefused):
        mark(running.judges[0], running.entrants[0], running.part(), round=2)


def test_a_rescore_needs_marks_a_reason_and_an_open_stage(running: Running) -> None:
    part, entrant = running.part(), running.entrants[0]
    with pytest.raises(RescoreRefused):
        ask_rescore(part=part, entrant=entrant, reason="分差太大", by=None)
    mark_all(running, ["0.5"])
    with pytest.raises(RescoreRefused):
        ask_rescore(part=part, entrant=entrant, reason=" ", by=None)
    close_stage(stage=part.stage, by=None)
    with pytest.raises(RescoreRefused):
        ask_rescore(part=part, entrant=entrant, reason="分差太大", by=None)


def test_marks_are_evidence(running: Running) -> None:
    sheet = mark(running.judges[0], running.entrants[0], running.part())

    with pytest.raises(AppendOnly):
        sheet.save()
    with pytest.raises(AppendOnly):
        sheet.delete()
