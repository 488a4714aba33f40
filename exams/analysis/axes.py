"""What the drawings of units share: rows below one another, points from left to right, names that fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from exams.points import points_words

# the drawings, in units of their viewBox 0 0 600 …
WIDE, RIGHT, TOP, ROW = 600, 584, 24, 25
LONGEST_NAME, CHARACTER, GAP = 14, 12, 14
ROWS_DRAWN = 24
STEP = Decimal("0.1")  # of the full points, between two lines


@dataclass(frozen=True, slots=True)
class Tick:
    """A line down the drawing, and what stands below it."""

    label: str
    x: Decimal


@dataclass(frozen=True, slots=True)
class Axis:
    """Points from left to right: from `low` at `left` to `high` at RIGHT."""

    low: Decimal
    high: Decimal
    step: Decimal
    left: int

    @classmethod
    def over(cls, lowest: Decimal, full_points: Decimal, left: int) -> Axis:
        """Return an axis that shows everything from the lowest score to the full points, on whole steps."""
        step = full_points * STEP
        low = max(Decimal(0), min(full_points - 3 * step, (lowest // step) * step))
        return cls(low, full_points, step, left)

    def x(self, points: Decimal) -> Decimal:
        """Return where these points lie; what is below the axis lies at its beginning."""
        share = max(Decimal(0), points - self.low) / (self.high - self.low)
        return short(self.left + (RIGHT - self.left) * min(Decimal(1), share))

    @property
    def ticks(self) -> tuple[Tick, ...]:
        lines = int((self.high - self.low) / self.step)
        return tuple(
            Tick(points_words(self.low + self.step * n), self.x(self.low + self.step * n)) for n in range(lines + 1)
        )


def row_middle(place: int) -> int:
    """Return how far down the middle of that row is."""
    return TOP + ROW * place + ROW // 2


def bottom(rows: int) -> int:
    """Return how far down the last row ends."""
    return TOP + ROW * rows


def left_of(names: Iterable[str]) -> int:
    """Return where the drawing begins, at the right of these names."""
    return CHARACTER * max((len(fitting(name)) for name in names), default=0) + GAP


def fitting(name: str) -> str:
    """Return a name that has room at the left of a row."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def short(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"))
