"""What is wrong with a bonus rule, each thing named by its line and field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from exams.bonus.scales import Bands, Slope, TeamLines, rounded
from organizations.errors import Refused

if TYPE_CHECKING:
    from exams.bonus.rule import BonusRule

HIGHEST_COEFFICIENT = Decimal(3)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `field` is worker, team, excused, unexcused, make_up_ceiling, floor, cap or name;
    `line` counts from 1 within worker and team, None where it is about no one line."""

    field: str
    line: int | None
    words: str


class BadRule(Refused):
    """The rule can't be counted by. `problems` names every line and field; the message is all their sentences."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(" ".join(problem.words for problem in problems))
        self.problems = problems


def check_rule(rule: BonusRule) -> None:
    """Raise BadRule with everything that is wrong with the rule."""
    found = tuple(_found(rule))
    if found:
        raise BadRule(*found)


def _found(rule: BonusRule) -> Iterator[Problem]:
    if not rule.name.strip():
        yield Problem("name", None, _("Give the rule a name."))
    yield from _of_slope(rule.worker) if isinstance(rule.worker, Slope) else _of_bands(rule.worker)
    yield from _of_team(rule.team)
    yield from _single("excused", _("Absent, excused"), rule.excused)
    yield from _single("unexcused", _("Absent, not excused"), rule.unexcused)
    if rule.excused < rule.unexcused:
        yield Problem("excused", None, _("Who is excused can't have less than who stayed away without an excuse."))
    if rule.make_up_ceiling is not None:
        yield from _single("make_up_ceiling", _("Make-up at most"), rule.make_up_ceiling)
    yield from _single("floor", _("Lowest"), rule.floor)
    yield from _single("cap", _("Highest"), rule.cap)
    if rule.floor > rule.cap:
        yield Problem("floor", None, _("The lowest coefficient can't be above the highest one."))


def _of_bands(worker: Bands) -> Iterator[Problem]:
    if not worker or worker[-1].at_least != 0:
        words = _("Worker: the last line has to begin at 0 points, or lower scores have no coefficient.")
        yield Problem("worker", len(worker) or None, words)
    for line, band in enumerate(worker, start=1):
        yield from _score("worker", line, band.at_least)
        yield from _coefficient("worker", line, band.coefficient)
    for line, (higher, lower) in enumerate(pairwise(worker), start=2):
        if lower.at_least >= higher.at_least:
            words = _("Worker, line %(line)d: the points have to be fewer than in the line above.")
            yield Problem("worker", line, words % {"line": line})
        elif lower.coefficient > higher.coefficient:
            words = _("Worker, line %(line)d: a lower score can't have a higher coefficient than the line above.")
            yield Problem("worker", line, words % {"line": line})


def _of_slope(slope: Slope) -> Iterator[Problem]:
    for line, score, coefficient in (
        (1, slope.from_score, slope.from_coefficient),
        (2, slope.to_score, slope.to_coefficient),
    ):
        yield from _score("worker", line, score)
        yield from _coefficient("worker", line, coefficient)
    if slope.from_score >= slope.to_score:
        yield Problem("worker", 2, _("Worker: “to” has to have more points than “from”."))
    if slope.from_coefficient > slope.to_coefficient:
        yield Problem("worker", 2, _("Worker: a higher score can't have a lower coefficient."))


def _of_team(team: TeamLines) -> Iterator[Problem]:
    if not team or team[-1].asks_for_anything:
        words = _("Team: the last line must ask for nothing (0 everywhere), or some teams have no coefficient.")
        yield Problem("team", len(team) or None, words)
    for line, row in enumerate(team, start=1):
        for figure in (row.mean, row.attendance, row.pass_rate):
            yield from _score("team", line, figure)
        yield from _coefficient("team", line, row.coefficient)
    for line, (higher, lower) in enumerate(pairwise(team), start=2):
        if lower.coefficient > higher.coefficient:
            words = _("Team, line %(line)d: the coefficient can't be higher than in the line above.")
            yield Problem("team", line, words % {"line": line})
        if any(lower.asks_at_least(earlier) for earlier in team[: line - 1]):
            words = _("Team, line %(line)d never counts: who reaches it has reached a line above. Ask for less here.")
            yield Problem("team", line, words % {"line": line})


def _score(field: str, line: int, number: Decimal) -> Iterator[Problem]:
    if not 0 <= number <= HUNDRED or number != rounded(number):
        words = _("%(part)s, line %(line)d: %(number)s is not between 0 and 100 with at most two decimals.")
        yield Problem(field, line, words % {"part": _part(field), "line": line, "number": number})


def _coefficient(field: str, line: int, number: Decimal) -> Iterator[Problem]:
    if not _is_coefficient(number):
        words = _(
            "%(part)s, line %(line)d: the coefficient %(number)s is not between 0 and 3 with at most two decimals."
        )
        yield Problem(field, line, words % {"part": _part(field), "line": line, "number": number})


def _single(field: str, label: str, number: Decimal) -> Iterator[Problem]:
    if not _is_coefficient(number):
        words = _("%(label)s: the coefficient %(number)s is not between 0 and 3 with at most two decimals.")
        yield Problem(field, None, words % {"label": label, "number": number})


def _is_coefficient(number: Decimal) -> bool:
    return 0 <= number <= HIGHEST_COEFFICIENT and number == rounded(number)


def _part(field: str) -> str:
    return _("Worker's part") if field == "worker" else _("Team's part")
