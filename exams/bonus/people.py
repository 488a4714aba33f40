"""Who has a seat in a month's exams, and what all his seats together say of him."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from exams.bonus.scales import rounded


@dataclass(frozen=True, slots=True)
class Team:
    """A team (or workshop) as the sheet names it; `path` is its place in the tree."""

    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Seat:
    """One worker's first valid sitting of one exam, and what a make-up of it brought.

    `score` is of a hundred, None when he did not sit; `excused` says that his absence was. `make_up` is the score (of a
    hundred) of his best make-up, None without one.
    """

    worker: int
    name: str
    employee_no: str
    team: Team
    score: Decimal | None
    passed: bool = False
    excused: bool = False
    make_up: Decimal | None = None

    @property
    def is_excused(self) -> bool:
        """Whether it is left out: who sat although he was excused is counted like everybody."""
        return self.excused and self.score is None

    @property
    def best(self) -> Decimal | None:
        """The better of first sitting and make-up."""
        return max((score for score in (self.score, self.make_up) if score is not None), default=None)


@dataclass(frozen=True, slots=True)
class Person:
    """One worker over all his seats of the month.

    `first_score` is the mean of his first sittings, `best_score` the same with make-ups; None where he has none.
    `passed` says that he passed, at the first sitting, all that he was asked to sit.
    """

    last: Seat
    exams: int
    sat: int
    excused: int
    passed: bool
    first_score: Decimal | None
    best_score: Decimal | None
    has_make_up: bool

    @property
    def team(self) -> Team:
        return self.last.team

    @property
    def is_excused(self) -> bool:
        return self.excused == self.exams


def _person(own: Sequence[Seat]) -> Person:
    asked = [seat for seat in own if not seat.is_excused]
    sat = sum(seat.score is not None for seat in own)
    return Person(
        last=own[-1],
        exams=len(own),
        sat=sat,
        excused=len(own) - len(asked),
        passed=sat > 0 and all(seat.passed for seat in asked),
        first_score=_mean([seat.score for seat in asked]),
        best_score=_mean([seat.best for seat in own if seat.best is not None or not seat.is_excused]),
        has_make_up=any(seat.make_up is not None for seat in own),
    )


def _mean(scores: Sequence[Decimal | None]) -> Decimal | None:
    """Return the mean with None as 0; None where all are."""
    known = [score for score in scores if score is not None]
    return rounded(sum(known, Decimal(0)) / len(scores)) if known else None


def people_of(seats: Iterable[Seat]) -> list[Person]:
    """Return one person a worker, from seats in the order of the exams."""
    grouped: dict[int, list[Seat]] = {}
    for seat in seats:
        grouped.setdefault(seat.worker, []).append(seat)
    return [_person(own) for own in grouped.values()]
