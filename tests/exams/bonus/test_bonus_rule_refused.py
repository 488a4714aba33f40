"""A rule that can't be counted by is refused, and the sentence names the line and the field."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from exams.bonus.problems import BadRule, Problem
from exams.bonus.rule import DEFAULT_RULE, Slope, bands, team_lines
from exams.bonus.rule_data import read_rule, rule_data

ALL = ("0", "0", "0")


def problems(**changes: Any) -> tuple[Problem, ...]:
    with pytest.raises(BadRule) as refusal, translation.override("en"):
        replace(DEFAULT_RULE, **changes)
    return refusal.value.problems


@pytest.mark.parametrize(
    ("changes", "field", "line", "words"),
    [
        ({"worker": ()}, "worker", None, "begin at 0"),
        ({"worker": bands(("60", "1"))}, "worker", 1, "begin at 0"),
        ({"worker": bands(("60", "1"), ("60", "0.9"), ("0", "0.8"))}, "worker", 2, "line 2.*fewer"),
        ({"worker": bands(("80", "0.9"), ("60", "1.1"), ("0", "0.8"))}, "worker", 2, "line 2.*higher coefficient"),
        ({"worker": bands(("101", "1.1"), ("0", "0.8"))}, "worker", 1, "line 1.*101.*0 and 100"),
        ({"worker": bands(("60.005", "1.1"), ("0", "0.8"))}, "worker", 1, "two decimals"),
        ({"worker": bands(("60", "3.01"), ("0", "0.8"))}, "worker", 1, "3.01.*0 and 3"),
        ({"worker": bands(("60", "1"), ("0", "-0.1"))}, "worker", 2, "line 2.*-0.1"),
        ({"worker": Slope(Decimal(80), Decimal(1), Decimal(80), Decimal(2))}, "worker", 2, "more points"),
        ({"worker": Slope(Decimal(60), Decimal(2), Decimal(80), Decimal(1))}, "worker", 2, "lower coefficient"),
        ({"team": ()}, "team", None, "ask for nothing"),
        ({"team": team_lines(("80", "0", "0", "1"))}, "team", 1, "ask for nothing"),
        ({"team": team_lines(("80", "0", "0", "1"), (*ALL, "1.1"))}, "team", 2, "line 2.*higher"),
        ({"team": team_lines((*ALL, "1"), (*ALL, "0.9"))}, "team", 2, "line 2 never counts"),
        (
            {"team": team_lines(("70", "0", "0", "1.2"), ("0", "90", "0", "1.1"), ("80", "95", "0", "1"), (*ALL, "1"))},
            "team",
            3,
            "line 3 never counts",
        ),
        ({"team": team_lines(("0", "120", "0", "1"), (*ALL, "0.9"))}, "team", 1, "120"),
        ({"excused": Decimal("0.40")}, "excused", None, "excused"),
        ({"unexcused": Decimal(-1)}, "unexcused", None, "-1"),
        ({"make_up_ceiling": Decimal(4)}, "make_up_ceiling", None, "4"),
        ({"floor": Decimal("1.30")}, "floor", None, "above the highest"),
        ({"name": " "}, "name", None, "name"),
    ],
)
def test_a_rule_is_refused_with_its_line_and_field(
    changes: dict[str, Any], field: str, line: int | None, words: str
) -> None:

    found = problems(**changes)

    assert any(
        (problem.field, problem.line) == (field, line) and re.search(words, problem.words) for problem in found
    ), found


def test_everything_that_is_wrong_is_said_at_once() -> None:
    found = problems(name="", floor=Decimal(9), worker=())

    assert {problem.field for problem in found} == {"name", "floor", "worker"}


@pytest.mark.parametrize(
    "change",
    [
        {"worker": {}},
        {"worker": {"bands": [["0"]]}},
        {"worker": [["0", "1"]]},
        {"team": [["0", "0", "0"]]},
        {"team": None},
        {"floor": 0.4},
        {"floor": "ein"},
        {"cap": "Infinity"},
        {"mean_over": "some"},
    ],
)
def test_data_that_are_no_rule_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(BadRule):
        read_rule({**rule_data(DEFAULT_RULE), **change})


def test_a_rule_without_one_of_its_parts_is_refused() -> None:
    data = rule_data(DEFAULT_RULE)
    for part in data:
        with pytest.raises(BadRule):
            read_rule({name: value for name, value in data.items() if name != part})
