"""The rule: bands that leave nothing open, and one rounding."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.bonus.lines import Seat, Team, compute
from exams.bonus.problems import BadRule
from exams.bonus.rule import DEFAULT_RULE, TeamFigures, bands, team_lines

SCORES = st.decimals(min_value=0, max_value=100, places=2)
MAYBE_SCORES = st.none() | SCORES
SEATS = st.lists(
    st.builds(
        Seat,
        worker=st.integers(1, 12),
        name=st.just("职工"),
        employee_no=st.just("001"),
        team=st.sampled_from([Team("0001", "一班"), Team("0002", "二班"), Team("0003", "三班")]),
        score=MAYBE_SCORES,
    ),
    min_size=1,
    max_size=30,
)


def with_mean(mean: str | Decimal) -> TeamFigures:
    return TeamFigures(mean=Decimal(mean), attendance=Decimal(100), pass_rate=Decimal(100))


@pytest.mark.parametrize(
    ("score", "coefficient"),
    [
        ("100", "1.10"),
        ("90", "1.10"),
        ("89.99", "1.00"),
        ("80", "1.00"),
        ("79.99", "0.90"),
        ("60", "0.90"),
        ("59.99", "0.70"),
        ("0", "0.70"),
        (None, "0.50"),
    ],
)
def test_a_workers_coefficient_goes_by_its_band(score: str | None, coefficient: str) -> None:
    own = DEFAULT_RULE.of_absence(excused=False) if score is None else DEFAULT_RULE.of_score(Decimal(score))
    assert own == Decimal(coefficient)


@pytest.mark.parametrize(
    ("mean", "coefficient"), [("90", "1.05"), ("89.99", "1.00"), ("80", "1.00"), ("79.99", "0.95"), ("0", "0.95")]
)
def test_a_teams_coefficient_goes_by_its_mean(mean: str, coefficient: str) -> None:
    assert DEFAULT_RULE.of_team(with_mean(mean)) == Decimal(coefficient)


@pytest.mark.parametrize(
    ("worker", "team", "combined"),
    [("1.10", "1.05", "1.16"), ("0.50", "0.95", "0.48"), ("0.90", "1.05", "0.95"), ("0.70", "0.95", "0.67")],
)
def test_half_a_hundredth_is_rounded_up(worker: str, team: str, combined: str) -> None:
    assert DEFAULT_RULE.combined(Decimal(worker), Decimal(team)) == Decimal(combined)


@pytest.mark.parametrize(
    "pairs", [[], [("90", "1")], [("0", "1"), ("90", "2")], [("90", "1"), ("90", "2"), ("0", "1")]]
)
def test_a_rule_that_leaves_a_band_open_is_no_rule(pairs: list[tuple[str, str]]) -> None:
    lines = team_lines(*((mean, "0", "0", coefficient) for mean, coefficient in pairs))
    with pytest.raises(BadRule):
        replace(DEFAULT_RULE, worker=bands(*pairs))
    with pytest.raises(BadRule):
        replace(DEFAULT_RULE, team=lines)


@given(SCORES, SCORES)
def test_a_better_score_never_earns_less(one: Decimal, other: Decimal) -> None:
    low, high = sorted([one, other])

    assert DEFAULT_RULE.of_score(low) <= DEFAULT_RULE.of_score(high)
    assert DEFAULT_RULE.of_team(with_mean(low)) <= DEFAULT_RULE.of_team(with_mean(high))
    assert DEFAULT_RULE.of_absence(excused=False) < DEFAULT_RULE.of_score(low)


@given(SEATS)
def test_every_coefficient_keeps_between_the_rules_lowest_and_highest(seats: list[Seat]) -> None:
    lines, teams = compute(seats, DEFAULT_RULE)

    assert all(DEFAULT_RULE.lowest <= line.combined <= DEFAULT_RULE.highest for line in lines)
    assert {team.coefficient for team in teams} <= {Decimal("1.05"), Decimal("1.00"), Decimal("0.95")}


@given(SEATS)
def test_everybody_has_one_line_and_the_teams_add_up_to_the_lines(seats: list[Seat]) -> None:
    lines, teams = compute(seats, DEFAULT_RULE)

    assert len(lines) == len({seat.worker for seat in seats}) == sum(team.people for team in teams)
    assert sum(line.attended for line in lines) == sum(team.sat for team in teams)
    for team in teams:
        own = [line for line in lines if line.team == team.team]
        assert {line.team_coefficient for line in own} == {team.coefficient}
        assert team.mean is not None
        assert abs(team.mean * len(own) - sum(line.counted_score for line in own)) <= Decimal("0.005") * len(own)


@given(st.permutations([Seat(n, "职工", f"{n:03}", Team("1", "一班"), Decimal(n * 9)) for n in range(1, 9)]))
def test_the_order_of_the_people_changes_nothing(seats: list[Seat]) -> None:
    assert compute(seats, DEFAULT_RULE) == compute(sorted(seats, key=lambda seat: seat.worker), DEFAULT_RULE)
