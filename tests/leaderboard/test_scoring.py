"""Marks become scores and places: the rules one by one, and against a ranking by brute force."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderboard.scoring import (
    Contender,
    Judged,
    JudgingRules,
    PartScore,
    Total,
    Weighed,
    go_on,
    judged_score,
    per_hundred,
    places,
    weighted_total,
)
from organizations.pinyin import sounded

RULES = JudgingRules()
SCORE = st.decimals(min_value=0, max_value=100, places=2)
SHEETS = st.lists(st.tuples(SCORE, st.booleans()), max_size=9).map(
    lambda rows: [Judged(judge, score, missed) for judge, (score, missed) in enumerate(rows)]
)
PART = st.builds(PartScore, score=st.none() | SCORE, is_final=st.booleans(), is_vetoed=st.booleans())
TOTAL = st.builds(
    Total,
    points=st.none() | st.sampled_from([Decimal(points) for points in ("0", "59.99", "60", "88.50", "100")]),
    is_vetoed=st.booleans(),
)


def sheets(*scores: str, missed: int = 0) -> list[Judged]:
    """So many judges' scores; the first `missed` of them say that a critical step was missed."""
    return [Judged(judge, Decimal(score), judge < missed) for judge, score in enumerate(scores)]


def half_up(value: Fraction) -> Decimal:
    return Decimal(int(value * 100 + Fraction(1, 2))).scaleb(-2)


def test_points_become_points_of_a_hundred_rounded_half_up() -> None:
    assert per_hundred(Decimal(1), Decimal(3)) == Decimal("33.33")
    assert per_hundred(Decimal("2.5"), Decimal(40)) == Decimal("6.25")
    assert per_hundred(Decimal("0.00125"), Decimal(25)) == Decimal("0.01")


def test_three_judges_make_a_mean() -> None:
    assert judged_score(sheets("80", "85", "91"), RULES).score == Decimal("85.33")


def test_from_five_judges_on_the_highest_and_the_lowest_are_left_out() -> None:
    judged = judged_score(sheets("10", "80", "82", "84", "100"), RULES)

    assert judged.score == Decimal("82.00")
    assert judged.dropped == {0, 4}


def test_of_equal_highest_scores_only_one_is_left_out() -> None:
    judged = judged_score(sheets("90", "90", "90", "60", "60"), RULES)

    assert judged.score == Decimal("80.00")
    assert len(judged.dropped) == 2


def test_four_judges_keep_all_four() -> None:
    assert judged_score(sheets("0", "80", "80", "80"), RULES).score == Decimal("60.00")


def test_an_absent_judge_is_nobodys_zero_but_with_too_few_it_is_not_final() -> None:
    judged = judged_score(sheets("80", "90"), RULES)

    assert (judged.score, judged.is_final) == (Decimal("85.00"), False)


def test_nobody_marked_is_no_score() -> None:
    assert judged_score([], RULES) == PartScore(None, is_final=False)


@pytest.mark.parametrize(("judges", "missed", "vetoed"), [(3, 1, False), (3, 2, True), (4, 2, False), (5, 3, True)])
def test_a_veto_needs_more_than_half_of_those_who_marked(judges: int, missed: int, vetoed: bool) -> None:
    judged = judged_score(sheets(*["90"] * judges, missed=missed), RULES)

    assert judged.is_vetoed is vetoed
    assert judged.score == (Decimal(0) if vetoed else Decimal(90))


@pytest.mark.parametrize(("missed", "awaited"), [(0, False), (1, True), (2, True), (3, False)])
def test_a_ruling_is_awaited_where_some_say_missed_but_not_most(missed: int, awaited: bool) -> None:
    judged = judged_score(sheets("90", "90", "90", "90", missed=missed), RULES, takes_ruling=True)

    assert (judged.awaits_ruling, judged.is_final, judged.score is None) == (awaited, not awaited, awaited)


def test_before_enough_judges_have_marked_no_ruling_is_awaited() -> None:
    assert not judged_score(sheets("90", "90", missed=1), RULES, takes_ruling=True).awaits_ruling


@pytest.mark.parametrize("ruling", [True, False])
def test_the_chief_judge_decides_before_the_count(ruling: bool) -> None:
    assert judged_score(sheets("90", "90", "90", missed=2), RULES, ruling=ruling).is_vetoed is ruling


def test_a_spread_at_the_limit_is_not_yet_too_wide() -> None:
    assert not judged_score(sheets("80", "85", "95"), RULES).is_wide
    assert judged_score(sheets("80", "85", "95.01"), RULES).is_wide


@given(SHEETS.filter(bool))
def test_a_judged_part_equals_the_trimmed_mean_in_fractions(rows: list[Judged]) -> None:
    scores = sorted(Fraction(row.score) for row in rows)
    kept = scores[1:-1] if len(scores) >= 5 else scores
    judged = judged_score(rows, RULES)
    vetoed = len(rows) >= RULES.least_judges and sum(row.missed for row in rows) > len(rows) / 2

    assert judged.is_vetoed == vetoed
    assert judged.score == (0 if vetoed else half_up(sum(kept, Fraction()) / len(kept)))
    assert judged.spread == scores[-1] - scores[0]


@given(SHEETS, st.randoms())
def test_in_which_order_the_sheets_came_in_does_not_matter(rows: list[Judged], chance: object) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert judged_score(shuffled, RULES) == judged_score(rows, RULES)


@given(st.lists(PART, min_size=3, max_size=3))
def test_a_total_is_the_sum_of_weight_times_score(parts: list[PartScore]) -> None:
    weights = [Decimal(40), Decimal(30), Decimal(30)]
    total = weighted_total([Weighed(weight, part) for weight, part in zip(weights, parts, strict=True)])
    shares = [Fraction(weight) * Fraction(part.score or 0) for weight, part in zip(weights, parts, strict=True)]
    exact = sum(shares, Fraction())

    assert total.is_final == all(part.is_final for part in parts)
    assert total.points == (half_up(exact / 100) if total.is_final else None)
    assert total.is_vetoed == any(part.is_vetoed for part in parts)


@given(st.lists(TOTAL, max_size=12))
def test_places_equal_a_count_of_who_is_better(totals: list[Total]) -> None:
    rows = [Contender(number, f"{number}号", total) for number, total in enumerate(totals)]
    standing = {row.key: row.place for row in places(rows)}

    def beats(one: Total, other: Total) -> bool:
        if one.is_vetoed != other.is_vetoed:
            return other.is_vetoed
        if one.points is None or other.points is None:
            return False
        return one.points > other.points

    for number, total in enumerate(totals):
        better = sum(beats(other, total) for other in totals)
        assert standing[number] == (None if total.points is None else better + 1)


@given(st.lists(TOTAL, max_size=12), st.randoms())
def test_the_order_of_the_list_is_the_same_whoever_entered_first(totals: list[Total], chance: object) -> None:
    rows = [Contender(number, f"{number:02d}", total) for number, total in enumerate(totals)]
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert places(shuffled) == places(rows)


def test_within_a_place_names_stand_by_their_sound() -> None:
    names = ["赵一", "李四", "安平", "孙三"]

    assert sorted(names, key=sounded) == ["安平", "李四", "孙三", "赵一"]


def test_who_shares_the_last_place_goes_on_too() -> None:
    rows = [
        Contender(name, name, Total(Decimal(points), is_vetoed=False))
        for name, points in (("a", 90), ("b", 80), ("c", 80), ("d", 70))
    ]

    assert go_on(places(rows), 2) == ["a", "b", "c"]


def test_a_veto_ranks_behind_all_without_one() -> None:
    rows = [
        Contender("vetoed", "甲", Total(Decimal(70), is_vetoed=True)),
        Contender("poor", "乙", Total(Decimal(20), is_vetoed=False)),
    ]

    assert [row.key for row in places(rows)] == ["poor", "vetoed"]


def test_who_is_not_final_has_no_place_and_the_vetoed_stand_behind_him() -> None:
    rows = [
        Contender("vetoed", "甲", Total(Decimal(70), is_vetoed=True)),
        Contender("waits", "乙", Total(None, is_vetoed=False)),
        Contender("good", "丙", Total(Decimal(20), is_vetoed=False)),
    ]

    assert [(row.key, row.place) for row in places(rows)] == [("good", 1), ("waits", None), ("vetoed", 3)]


def test_theory_alone_is_no_total() -> None:
    theory, unmarked = PartScore(Decimal(90), is_final=True), PartScore(None, is_final=False)

    assert weighted_total([Weighed(Decimal(40), theory), Weighed(Decimal(60), unmarked)]).points is None


def test_half_up_is_what_the_tests_count_by() -> None:
    assert half_up(Fraction(1, 200)) == Decimal("0.005").quantize(Decimal("0.01"), ROUND_HALF_UP)
