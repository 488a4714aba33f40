"""What holds of every bonus rule that is sound, whoever sat and whoever did not."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from exams.bonus.lines import BonusLine, Seat, compute
from exams.bonus.rule import BonusRule, TeamFigures, rounded
from exams.bonus.rule_data import read_rule, rule_data
from tests.factories.bonus_rules import BASES, SCORES, some_rules, some_seats

FIGURES = st.builds(TeamFigures, mean=SCORES, attendance=SCORES, pass_rate=SCORES)


@given(some_rules(), some_seats)
def test_every_coefficient_keeps_within_floor_and_cap_and_has_two_places(rule: BonusRule, seats: list[Seat]) -> None:
    lines, _teams = compute(seats, rule)

    for line in lines:
        assert rule.floor <= rule.lowest <= line.combined <= rule.highest <= rule.cap
        assert all(part == rounded(part) for part in (line.worker_coefficient, line.team_coefficient, line.combined))


@given(some_rules(), some_seats, st.dictionaries(st.integers(1, 12), BASES))
def test_the_yuan_of_the_teams_are_the_sums_of_their_lines(
    rule: BonusRule, seats: list[Seat], bases: dict[int, Decimal]
) -> None:
    lines, teams = compute(seats, rule, bases)

    assert {line.worker for line in lines if line.base is not None} == bases.keys() & {seat.worker for seat in seats}
    for team in teams:
        paid = [line.amount for line in lines if line.team == team.team and line.amount is not None]
        assert team.amount == (sum(paid) if paid else None)
    assert sum(team.people for team in teams) == len(lines)


@given(some_rules(), SCORES, SCORES)
def test_a_better_score_never_earns_less(rule: BonusRule, one: Decimal, other: Decimal) -> None:
    low, high = sorted([one, other])

    assert rule.of_score(low) <= rule.of_score(high)


@given(some_rules(), FIGURES, FIGURES)
def test_a_team_that_is_better_in_everything_never_earns_less(
    rule: BonusRule, one: TeamFigures, other: TeamFigures
) -> None:
    best = TeamFigures(
        max(one.mean, other.mean), max(one.attendance, other.attendance), max(one.pass_rate, other.pass_rate)
    )

    assert rule.of_team(best) >= max(rule.of_team(one), rule.of_team(other))


@given(some_rules(), some_seats)
def test_a_make_up_never_takes_anything_and_brings_no_more_than_its_ceiling(rule: BonusRule, seats: list[Seat]) -> None:
    plain = _by_worker(compute([replace(seat, make_up=None) for seat in seats], rule)[0])

    for line in compute(seats, rule)[0]:
        before = plain[line.worker]
        assert line.team_coefficient == before.team_coefficient
        assert line.worker_coefficient >= before.worker_coefficient
        if line.by_make_up:
            assert rule.make_up_ceiling is not None
            assert before.worker_coefficient < line.worker_coefficient <= rule.make_up_ceiling
        else:
            assert line == before


@given(some_rules(), some_seats)
def test_an_excuse_takes_nothing_from_anybody(rule: BonusRule, seats: list[Seat]) -> None:
    without = _by_worker(compute([replace(seat, excused=False) for seat in seats], rule)[0])

    for line in compute(seats, rule)[0]:
        assert line.combined >= without[line.worker].combined


@given(some_rules(), some_seats, st.randoms())
def test_the_order_of_people_changes_nothing(rule: BonusRule, seats: list[Seat], random: Random) -> None:
    one_each = list({seat.worker: replace(seat, employee_no=f"{seat.worker:03}") for seat in seats}.values())
    shuffled = list(one_each)
    random.shuffle(shuffled)

    assert compute(shuffled, rule) == compute(one_each, rule)


@given(some_rules())
def test_a_rule_comes_back_from_json_as_it_was(rule: BonusRule) -> None:
    assert read_rule(json.loads(json.dumps(rule_data(rule)))) == rule


def _by_worker(lines: tuple[BonusLine, ...]) -> dict[int, BonusLine]:
    return {line.worker: line for line in lines}
