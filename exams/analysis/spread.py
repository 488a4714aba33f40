"""How the scores of a group lie: lowest, quartiles, median, highest. Pure arithmetic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from exams.tally import Tally, rounded_quotient


@dataclass(slots=True)
class Scores:
    """How many of a group should sit, sit now and passed, and how many handed in with which score, in hundredths."""

    people: int = 0
    under_way: int = 0
    passed: int = 0
    by_hundredths: Counter[int] = field(default_factory=Counter)

    def add(self, people: int, score: Decimal | None, *, passed: bool = False, under_way: bool = False) -> None:
        """Add so many people with this score; None for who did not hand in."""
        self.people += people
        self.under_way += people if under_way else 0
        if score is not None:
            self.by_hundredths[int(score * 100)] += people
            self.passed += people if passed else 0

    @property
    def tally(self) -> Tally:
        earned = sum(score * people for score, people in self.by_hundredths.items())
        return Tally(self.people, self.by_hundredths.total(), self.passed, earned)

    @property
    def spread(self) -> Spread | None:
        """Return where the scores lie; None where nobody handed in."""
        return spread_of(self.by_hundredths) if self.by_hundredths else None


@dataclass(frozen=True, slots=True)
class Spread:
    """Points: the lowest, the lower quartile, the median, the upper quartile, the highest."""

    lowest: Decimal
    lower: Decimal
    median: Decimal
    upper: Decimal
    highest: Decimal

    @property
    def middle_half(self) -> Decimal:
        """How many points the middle half of the people lie apart."""
        return self.upper - self.lower


def spread_of(by_hundredths: Mapping[int, int]) -> Spread:
    """Return the five points of scores given as hundredths → people; at least one person.

    A quartile that falls between two people lies as far between their scores (as spreadsheets do it), rounded half up.
    """
    rising = sorted(by_hundredths.items())
    last = sum(people for _score, people in rising) - 1
    return Spread(*(_at_quarter(rising, last * quarter) for quarter in range(5)))


def _at_quarter(rising: list[tuple[int, int]], place: int) -> Decimal:
    """Return the score at that place, counted in quarters of a person from the lowest."""
    whole, quarters = divmod(place, 4)
    here = _at(rising, whole)
    there = _at(rising, whole + 1) if quarters else here
    return rounded_quotient(here * (4 - quarters) + there * quarters, 4)


def _at(rising: list[tuple[int, int]], place: int) -> int:
    for score, people in rising:
        if place < people:
            return score
        place -= people
    raise IndexError(place)
