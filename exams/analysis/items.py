"""How each question of an exam did: added up sitting by sitting, and the figures that follow. Pure arithmetic.

Everything is added up in whole hundredths of a point: no order of the sittings, and no database, changes a figure.
The rest of a sitting is what it earned on all its other questions: a question is never held against itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import NamedTuple

LEAST_ASKED = 20  # below this a coefficient says more about chance than about the question


class Given(NamedTuple):
    """One question of one sitting: the version asked, what was chosen, what it earned and was worth in hundredths."""

    version: int
    chosen: tuple[str, ...]
    earned: int
    worth: int


@dataclass(slots=True)
class AnswerSums:
    """Everybody who gave one answer, and what they earned on all their other questions."""

    people: int = 0
    rest: int = 0
    rest_squares: int = 0
    is_right: bool = False

    def add(self, rest: int, *, is_right: bool) -> None:
        self.people += 1
        self.rest += rest
        self.rest_squares += rest * rest
        self.is_right = self.is_right or is_right

    def join(self, other: AnswerSums) -> None:
        """Take in everybody who gave the other answer."""
        self.people += other.people
        self.rest += other.rest
        self.rest_squares += other.rest_squares
        self.is_right = self.is_right or other.is_right

    @property
    def mean_rest(self) -> float | None:
        """Points on all other questions in the mean; None for nobody."""
        return self.rest / self.people / 100 if self.people else None

    @property
    def error_squared(self) -> float:
        """The square of the standard error of that mean, in points squared; 0 for less than two people."""
        if self.people < 2:
            return 0.0
        spread = self.people * self.rest_squares - self.rest * self.rest
        return spread / (self.people**2 * (self.people - 1)) / 10_000


@dataclass(slots=True)
class ItemSums:
    """Everybody who was asked one version of a question."""

    asked: int = 0
    omitted: int = 0
    right: int = 0
    earned: int = 0
    worth: int = 0
    earned_squares: int = 0
    rest: int = 0
    rest_squares: int = 0
    products: int = 0

    def add(self, given: Given, rest: int) -> None:
        earned = given.earned
        self.asked += 1
        self.omitted += not any(given.chosen)
        self.right += earned > 0
        self.earned += earned
        self.worth += given.worth
        self.earned_squares += earned * earned
        self.rest += rest
        self.rest_squares += rest * rest
        self.products += earned * rest

    @property
    def facility(self) -> float | None:
        """The share of the points there were that was earned, 0 to 1; None where there were none."""
        return self.earned / self.worth if self.worth else None

    @property
    def discrimination(self) -> float | None:
        """The correlation of what the question earned with the rest, −1 to 1; None where either does not vary.

        Answers are right or wrong as a whole, so this is the corrected point-biserial correlation.
        """
        earned = self.asked * self.earned_squares - self.earned * self.earned
        rest = self.asked * self.rest_squares - self.rest * self.rest
        if not earned or not rest:
            return None
        return (self.asked * self.products - self.earned * self.rest) / sqrt(earned) / sqrt(rest)

    @property
    def variance(self) -> float:
        """The variance of what it earned over all who were asked, in points squared."""
        return (self.asked * self.earned_squares - self.earned * self.earned) / self.asked**2 / 10_000


@dataclass(slots=True)
class ExamSums:
    """All sittings of an exam, as they were added one by one."""

    items: defaultdict[int, ItemSums] = field(default_factory=lambda: defaultdict(ItemSums))
    answers: defaultdict[tuple[int, tuple[str, ...]], AnswerSums] = field(
        default_factory=lambda: defaultdict(AnswerSums)
    )
    sittings: int = 0
    total: int = 0
    total_squares: int = 0
    error: float = 0.0
    is_stratified: bool = True

    def add(self, sitting: Sequence[Given]) -> None:
        """Add one sitting, all its questions."""
        total = sum(given.earned for given in sitting)
        self.sittings += 1
        self.total += total
        self.total_squares += total * total
        for given in sitting:
            rest = total - given.earned
            self.items[given.version].add(given, rest)
            if any(given.chosen):
                self.answers[given.version, given.chosen].add(rest, is_right=given.earned > 0)
        error = error_within(sitting)
        self.is_stratified = self.is_stratified and error is not None
        self.error += error or 0.0


def error_within(sitting: Sequence[Given]) -> float | None:
    """Return the variance of the total over papers drawn like this one, in hundredths squared.

    Questions of the same worth stand for one another: k of them with a variance s² (k − 1 in the denominator) bring
    k·s². None where a question is the only one of its worth, for nothing says then how another would have done.
    """
    strata = defaultdict[int, list[int]](list)
    for given in sitting:
        strata[given.worth].append(given.earned)
    if any(len(earned) < 2 for earned in strata.values()):
        return None
    return sum(
        (len(earned) * sum(x * x for x in earned) - sum(earned) ** 2) / (len(earned) - 1) for earned in strata.values()
    )
