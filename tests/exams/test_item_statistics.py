"""Figures of questions, held against NumPy, which computes them from the whole table instead of from sums."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exams.analysis.items import AnswerSums, ExamSums, Given
from exams.analysis.reliability import Basis, deviation_of, mean_of, reliability_of, standard_error
from exams.analysis.spread import Scores, spread_of

Table = list[list[bool]]


@st.composite
def tables(draw: st.DrawFn, least: int = 20) -> Table:
    """Who (rows) had which question (columns) right."""
    width = draw(st.integers(2, 7))
    row = st.lists(st.booleans(), min_size=width, max_size=width)
    return draw(st.lists(row, min_size=least, max_size=least + 20))


def added(table: Table, worth: list[int] | None = None, versions: list[list[int]] | None = None) -> ExamSums:
    sums = ExamSums()
    for place, row in enumerate(table):
        named = versions[place] if versions else list(range(len(row)))
        worths = worth or [100] * len(row)
        sums.add(
            [
                Given(version, ("A",) if right else ("B",), points if right else 0, points)
                for version, right, points in zip(named, row, worths, strict=True)
            ]
        )
    return sums


def as_array(table: Table, worth: list[int] | None = None) -> Any:
    return np.array(table, dtype=float) * (np.array(worth) / 100 if worth else 1.0)


@given(tables())
def test_discrimination_is_the_correlation_with_the_rest(table: Table) -> None:
    sums, points = added(table), as_array(table)

    for version in range(points.shape[1]):
        own, rest = points[:, version], np.delete(points, version, axis=1).sum(axis=1)
        found = sums.items[version].discrimination
        if own.std() == 0 or rest.std() == 0:
            assert found is None
        else:
            assert found == pytest.approx(np.corrcoef(own, rest)[0, 1], abs=1e-9)


@given(tables())
def test_facility_and_the_means_of_each_answer_are_those_of_the_table(table: Table) -> None:
    sums, points = added(table), as_array(table)

    for version in range(points.shape[1]):
        own, rest = points[:, version], np.delete(points, version, axis=1).sum(axis=1)
        assert sums.items[version].facility == pytest.approx(own.mean())
        for answer, chose in (("A", own == 1), ("B", own == 0)):
            gave = sums.answers.get((version, (answer,)), AnswerSums())
            assert gave.people == chose.sum()
            if gave.people:
                assert gave.mean_rest == pytest.approx(rest[chose].mean())
            if gave.people > 1:
                assert gave.error_squared == pytest.approx(rest[chose].var(ddof=1) / gave.people, abs=1e-9)


@given(tables(), st.data())
def test_alpha_is_the_formula_over_the_matrix_of_covariances(table: Table, data: st.DataObject) -> None:
    width = len(table[0])
    worth = data.draw(st.lists(st.sampled_from([50, 100, 200, 400]), min_size=width, max_size=width))
    sums, points = added(table, worth), as_array(table, worth)
    assume(points.sum(axis=1).std() > 0)

    covariances = np.cov(points, rowvar=False)
    alpha = width / (width - 1) * (1 - np.trace(covariances) / covariances.sum())
    found = reliability_of(sums)
    assert found.basis == Basis.SAME
    assert found.coefficient == pytest.approx(alpha, abs=1e-9)
    assert mean_of(sums) == pytest.approx(points.sum(axis=1).mean())
    assert deviation_of(sums) == pytest.approx(points.sum(axis=1).std())


@given(tables())
def test_of_drawn_papers_the_figure_is_kr21(table: Table) -> None:
    """Richardson's formula needs the mean and the variance of the totals alone; every question is worth a point."""
    width = len(table[0])
    totals = as_array(table).sum(axis=1)
    assume(totals.std() > 0)
    versions = [[place * width + column for column in range(width)] for place in range(len(table))]

    found = reliability_of(added(table, versions=versions))
    mean, variance = totals.mean(), totals.var()
    assert found.basis == Basis.DRAWN
    assert found.coefficient == pytest.approx(
        width / (width - 1) * (1 - mean * (width - mean) / (width * variance)), abs=1e-9
    )


@given(tables())
def test_the_luck_of_the_draw_never_makes_a_figure_better(table: Table) -> None:
    versions = [[place * 10 + column for column in range(len(table[0]))] for place in range(len(table))]
    same, drawn = reliability_of(added(table)), reliability_of(added(table, versions=versions))
    assume(same.coefficient is not None and drawn.coefficient is not None)

    assert drawn.coefficient <= same.coefficient + 1e-9  # type: ignore[operator]


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_the_sittings_changes_nothing(table: Table, chance: Any) -> None:
    shuffled = table[:]
    chance.shuffle(shuffled)

    assert added(table).items == added(shuffled).items
    assert added(table).answers == added(shuffled).answers


def test_of_few_sittings_and_of_equal_ones_there_is_no_coefficient() -> None:
    few, equal = [[True, False], [True, True]], [[True, False]] * 30

    assert reliability_of(added(few)).basis == Basis.NONE
    assert reliability_of(added(equal)).basis == Basis.NONE
    assert reliability_of(added(equal)).coefficient is None


def test_of_drawn_papers_with_one_question_of_its_worth_there_is_none() -> None:
    table = [[True, place % 2 == 0, False] for place in range(30)]
    versions = [[place, 1000 + place, 2000 + place] for place in range(30)]

    assert reliability_of(added(table, [100, 100, 200], versions)).basis == Basis.NONE


def test_nothing_chosen_is_omitted_and_no_answer() -> None:
    sums = ExamSums()
    sums.add([Given(1, (), 0, 100), Given(2, ("",), 0, 100)])

    assert (sums.items[1].omitted, sums.items[2].omitted, len(sums.answers)) == (1, 1, 0)


@pytest.mark.parametrize(
    ("deviation", "coefficient", "error"),
    [(10.0, 0.75, 5.0), (10.0, -0.2, 10.0), (10.0, None, None), (None, 0.5, None)],
)
def test_the_standard_error_of_a_score(deviation: float, coefficient: float | None, error: float | None) -> None:
    assert standard_error(deviation, coefficient) == (None if error is None else pytest.approx(error))


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=60))
def test_quartiles_are_those_of_numpy(hundredths: list[int]) -> None:
    scores = Scores()
    for score in hundredths:
        scores.add(1, Decimal(score) / 100, passed=score >= 8000)
    spread = spread_of(scores.by_hundredths)

    found = [spread.lowest, spread.lower, spread.median, spread.upper, spread.highest]
    expected = np.percentile(np.array(hundredths) / 100, [0, 25, 50, 75, 100])
    assert [float(value) for value in found] == pytest.approx(list(expected), abs=0.005001)
    assert found == sorted(found)
    assert scores.tally.sat == len(hundredths)
    assert float(scores.tally.mean) == pytest.approx(np.mean(hundredths) / 100, abs=0.005001)


def test_answers_that_are_the_same_in_other_words_are_joined() -> None:
    one, other = AnswerSums(2, 300, 50_000), replace(AnswerSums(1, 200, 40_000), is_right=True)
    one.join(other)

    assert one == AnswerSums(3, 500, 90_000, is_right=True)
