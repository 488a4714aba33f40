"""From seats to coefficients and yuan. Pure arithmetic: no database, no clock.

Where a month has several exams, a worker's score is the mean of those he had a seat in, a missed one counting 0 and an
excused one left out; who missed them all was absent, and is excused if all of it was. His team is that of his last
seat. A team goes by the first sittings of its people, whatever make-ups brought later, without those excused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from exams.bonus.people import Person, Seat, Team, people_of
from exams.bonus.rule import BonusRule, MeanOver, TeamFigures, rounded

__all__ = ["BonusLine", "Seat", "Team", "TeamSummary", "compute"]

NOBODY_HAS_A_BASE: Mapping[int, Decimal] = {}
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class BonusLine:
    """One worker's line: what he scored, and what that makes of his bonus.

    `exams` he had a seat in, `sat` of them at the first sitting, `excused` absences. `first_score` is that of the first
    sittings, `score` the one that decided: another one where `by_make_up`. `product` is worker's × team's coefficient,
    `combined` the same cut to floor and cap. `base` and `amount` are yuan, None where no base is known.
    """

    worker: int
    employee_no: str
    name: str
    team: Team
    exams: int
    sat: int
    excused: int
    first_score: Decimal | None
    score: Decimal | None
    by_make_up: bool
    worker_coefficient: Decimal
    team_coefficient: Decimal
    product: Decimal
    combined: Decimal
    base: Decimal | None
    amount: Decimal | None

    @property
    def attended(self) -> bool:
        return self.sat > 0

    @property
    def is_excused(self) -> bool:
        """Whether he was absent with an excuse from everything, and his team goes without him."""
        return self.excused == self.exams

    @property
    def counted_score(self) -> Decimal:
        """What the team's mean takes of him: absent = 0."""
        return self.first_score if self.first_score is not None else Decimal(0)


@dataclass(frozen=True, slots=True)
class TeamSummary:
    """One team: its people, how many of them were excused, sat and passed, and its coefficient.

    `figures` are None where everybody was excused. `amount` is the sum of its people's yuan, None where nobody has a
    base.
    """

    team: Team
    people: int
    excused: int
    sat: int
    passed: int
    figures: TeamFigures | None
    coefficient: Decimal
    amount: Decimal | None

    @property
    def mean(self) -> Decimal | None:
        return self.figures.mean if self.figures else None


def compute(
    seats: Sequence[Seat], rule: BonusRule, bases: Mapping[int, Decimal] = NOBODY_HAS_A_BASE
) -> tuple[tuple[BonusLine, ...], tuple[TeamSummary, ...]]:
    """Return the lines in the order of the tree and the employee numbers, and the teams in the order of the tree.

    `seats` come in the order of the exams, so that the last one says which team a worker is paid with. `bases` are
    yuan by worker; who has none has no amount.
    """
    people = people_of(seats)
    groups = _by_team(people)
    figures = {team.path: _figures(own, rule) for team, own in groups.items()}
    coefficients = {path: rule.of_team(found) for path, found in figures.items()}
    lines = [_line(person, rule, coefficients[person.team.path], bases) for person in people]
    lines.sort(key=lambda line: (line.team.path, line.employee_no, line.name))
    paid = _paid(lines)
    teams = [
        _summary(team, own, figures[team.path], coefficients[team.path], paid.get(team.path))
        for team, own in groups.items()
    ]
    return tuple(lines), tuple(sorted(teams, key=lambda summary: summary.team.path))


def _figures(own: Sequence[Person], rule: BonusRule) -> TeamFigures | None:
    asked = [person for person in own if not person.is_excused]
    if not asked:
        return None
    scores = [person.first_score for person in asked if person.first_score is not None]
    over = len(asked) if rule.mean_over is MeanOver.ALL else len(scores)
    passed = sum(person.passed for person in asked)
    return TeamFigures(
        mean=_quotient(sum(scores, Decimal(0)), over),
        attendance=_quotient(HUNDRED * len(scores), len(asked)),
        pass_rate=_quotient(HUNDRED * passed, len(scores)),
    )


def _quotient(total: Decimal, people: int) -> Decimal:
    return rounded(total / people) if people else rounded(Decimal(0))


def _summary(
    team: Team, own: Sequence[Person], figures: TeamFigures | None, coefficient: Decimal, amount: Decimal | None
) -> TeamSummary:
    return TeamSummary(
        team=team,
        people=len(own),
        excused=sum(person.is_excused for person in own),
        sat=sum(person.sat > 0 for person in own),
        passed=sum(person.passed for person in own),
        figures=figures,
        coefficient=coefficient,
        amount=amount,
    )


def _line(person: Person, rule: BonusRule, of_team: Decimal, bases: Mapping[int, Decimal]) -> BonusLine:
    coefficient, by_make_up = _of_worker(person, rule)
    combined = rule.combined(coefficient, of_team)
    base = bases.get(person.last.worker)
    return BonusLine(
        worker=person.last.worker,
        employee_no=person.last.employee_no,
        name=person.last.name,
        team=person.team,
        exams=person.exams,
        sat=person.sat,
        excused=person.excused,
        first_score=person.first_score,
        score=person.best_score if by_make_up else person.first_score,
        by_make_up=by_make_up,
        worker_coefficient=coefficient,
        team_coefficient=of_team,
        product=rule.product(coefficient, of_team),
        combined=combined,
        base=base,
        amount=None if base is None else rule.amount(base, combined),
    )


def _of_worker(person: Person, rule: BonusRule) -> tuple[Decimal, bool]:
    """Return his coefficient, and whether a make-up brought it: only where it is better than without."""
    first = (
        rule.of_absence(excused=person.is_excused) if person.first_score is None else rule.of_score(person.first_score)
    )
    if not person.has_make_up or person.best_score is None:
        return first, False
    later = rule.of_make_up(person.best_score)
    return (later, True) if later is not None and later > first else (first, False)


def _paid(lines: Iterable[BonusLine]) -> Mapping[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for line in lines:
        if line.amount is not None:
            sums[line.team.path] = sums.get(line.team.path, Decimal(0)) + line.amount
    return sums


def _by_team(people: Iterable[Person]) -> Mapping[Team, list[Person]]:
    grouped: dict[Team, list[Person]] = {}
    for person in people:
        grouped.setdefault(person.team, []).append(person)
    return grouped
