"""From seats to coefficients. Pure arithmetic: no database, no clock.

Where a month has several exams, a worker's score is the mean of those he had a seat in, a missed one counting 0; who
missed them all was absent. His team is that of his last seat. The team's score is the mean over its people, absent = 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from exams.bonus.rule import BonusRule, rounded


@dataclass(frozen=True, slots=True)
class Team:
    """A team (or workshop) as the sheet names it; `path` is its place in the tree."""

    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Seat:
    """One worker's first valid sitting of one exam. `score` is of a hundred; None when he did not sit."""

    worker: int
    name: str
    employee_no: str
    team: Team
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class BonusLine:
    """One worker's line: what he scored, and what that makes of his bonus."""

    employee_no: str
    name: str
    team: Team
    exams: int
    sat: int
    score: Decimal | None
    worker_coefficient: Decimal
    team_coefficient: Decimal
    combined: Decimal

    @property
    def attended(self) -> bool:
        return self.sat > 0

    @property
    def counted_score(self) -> Decimal:
        """What the team's mean takes of him: absent = 0."""
        return self.score if self.score is not None else Decimal(0)


@dataclass(frozen=True, slots=True)
class TeamSummary:
    """One team: its people, how many sat, its mean over all of them, and its coefficient."""

    team: Team
    people: int
    sat: int
    mean: Decimal
    coefficient: Decimal


def compute(seats: Sequence[Seat], rule: BonusRule) -> tuple[tuple[BonusLine, ...], tuple[TeamSummary, ...]]:
    """Return the lines in the order of the tree and the employee numbers, and the teams in the order of the tree.

    `seats` come in the order of the exams, so that the last one says which team a worker is paid with.
    """
    people = [_person(own) for own in _by_worker(seats).values()]
    teams = {team.path: _summary(team, own, rule) for team, own in _by_team(people)}
    lines = [_line(person, rule, teams[person.team.path].coefficient) for person in people]
    lines.sort(key=lambda line: (line.team.path, line.employee_no, line.name))
    return tuple(lines), tuple(teams[path] for path in sorted(teams))


@dataclass(frozen=True, slots=True)
class _Person:
    last: Seat
    exams: int
    sat: int
    score: Decimal | None

    @property
    def team(self) -> Team:
        return self.last.team


def _person(own: Sequence[Seat]) -> _Person:
    scores = [seat.score for seat in own if seat.score is not None]
    score = rounded(sum(scores, Decimal(0)) / len(own)) if scores else None
    return _Person(own[-1], len(own), len(scores), score)


def _summary(team: Team, own: Sequence[_Person], rule: BonusRule) -> TeamSummary:
    points = sum((person.score for person in own if person.score is not None), Decimal(0))
    mean = rounded(points / len(own))
    return TeamSummary(team, len(own), sum(person.sat > 0 for person in own), mean, rule.of_team(mean))


def _line(person: _Person, rule: BonusRule, team_coefficient: Decimal) -> BonusLine:
    coefficient = rule.of_worker(person.score)
    return BonusLine(
        employee_no=person.last.employee_no,
        name=person.last.name,
        team=person.team,
        exams=person.exams,
        sat=person.sat,
        score=person.score,
        worker_coefficient=coefficient,
        team_coefficient=team_coefficient,
        combined=rule.combined(coefficient, team_coefficient),
    )


def _by_worker(seats: Iterable[Seat]) -> Mapping[int, list[Seat]]:
    grouped: dict[int, list[Seat]] = {}
    for seat in seats:
        grouped.setdefault(seat.worker, []).append(seat)
    return grouped


def _by_team(people: Iterable[_Person]) -> Iterable[tuple[Team, list[_Person]]]:
    grouped: dict[Team, list[_Person]] = {}
    for person in people:
        grouped.setdefault(person.team, []).append(person)
    return grouped.items()
