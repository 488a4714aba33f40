"""Means in whole hundredths of a point, rounded half up once. Pure: no database, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from leaderboard.ranking.levels import Absent

FULL = 10_000  # hundredths of a point of a hundred


@dataclass(frozen=True, slots=True)
class Counted:
    """What a person or a group comes to: seats, of these sat, and hundredths of a point per hundred earned in all."""

    seats: int
    sat: int
    earned: int

    def divisor(self, absent: Absent) -> int:
        return self.seats if absent == Absent.NOUGHT else self.sat

    def mean(self, absent: Absent) -> int:
        """The plain mean; 0 where nobody counts."""
        return half_up(self.earned, self.divisor(absent))

    @property
    def attendance(self) -> int:
        """Per cent of the seats that were sat, whole, half up."""
        return half_up(100 * self.sat, self.seats)


@dataclass(frozen=True, slots=True)
class Method:
    """How it is counted. `steadying` is how many average sittings are added to every group (k)."""

    absent: Absent = Absent.NOUGHT
    steadying: int = 5

    def steadied(self, group: Counted, everybody: Counted) -> int:
        """Return (sum + k·G) / (n + k), where G is the mean over everybody compared; 0 where nobody counts."""
        number, of_all = group.divisor(self.absent), everybody.divisor(self.absent)
        if not number:
            return 0
        pulled = group.earned * of_all + self.steadying * everybody.earned
        return half_up(pulled, of_all * (number + self.steadying))


def half_up(above: int, below: int) -> int:
    """Return above / below as a whole number, half up; 0 for nothing. Neither is negative."""
    return (2 * above + below) // (2 * below) if below else 0


def points(hundredths: int) -> Decimal:
    return Decimal(hundredths) / 100
