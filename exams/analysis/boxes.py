"""Where the scores of each unit lie, drawn: a box for its middle half, dots where there are too few people for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from exams.analysis.axes import ROWS_DRAWN, Axis, Tick, bottom, fitting, left_of, row_middle
from exams.points import points_words

if TYPE_CHECKING:
    from exams.analysis.comparison import Line

DOTS_APART = 7


@dataclass(frozen=True, slots=True)
class Dot:
    """One person."""

    x: Decimal
    y: int


@dataclass(frozen=True, slots=True)
class Box:
    """One row: the name, and from the lowest to the highest the five places, or dots, or neither for nobody."""

    name: str
    y: int
    lowest: Decimal | None = None
    lower: Decimal | None = None
    median: Decimal | None = None
    upper: Decimal | None = None
    highest: Decimal | None = None
    dots: tuple[Dot, ...] = ()

    @property
    def width(self) -> Decimal:
        """At least a hair: where half of the people have one score, there is still something to see."""
        return max(Decimal(1), (self.upper or Decimal(0)) - (self.lower or Decimal(0)))


@dataclass(frozen=True, slots=True)
class BoxChart:
    """Everything the template draws; `left_out` rows had no room."""

    boxes: tuple[Box, ...]
    ticks: tuple[Tick, ...]
    pass_mark: Tick
    base: int
    left: int
    left_out: int

    @property
    def height(self) -> int:
        return self.base + 24

    @property
    def label_y(self) -> int:
        return self.base + 16


def draw_boxes(lines: Sequence[Line], *, full_points: Decimal, pass_points: Decimal) -> BoxChart:
    """Return the drawing of these lines in their order; those that have no room are left out at the end."""
    shown = lines[:ROWS_DRAWN]
    lowest = min([pass_points, *(line.spread.lowest for line in shown if line.spread)])
    axis = Axis.over(lowest, full_points, left_of(line.name for line in shown))
    return BoxChart(
        boxes=tuple(_row(line, axis, place) for place, line in enumerate(shown)),
        ticks=axis.ticks,
        pass_mark=Tick(points_words(pass_points), axis.x(pass_points)),
        base=bottom(len(shown)),
        left=axis.left,
        left_out=len(lines) - len(shown),
    )


def _row(line: Line, axis: Axis, place: int) -> Box:
    name, y, spread = fitting(line.name), row_middle(place), line.spread
    if spread is None:
        return Box(name, y)
    if not line.has_box:
        return Box(name, y, dots=tuple(_dots(line, axis, y)))
    return Box(
        name,
        y,
        lowest=axis.x(spread.lowest),
        lower=axis.x(spread.lower),
        median=axis.x(spread.median),
        upper=axis.x(spread.upper),
        highest=axis.x(spread.highest),
    )


def _dots(line: Line, axis: Axis, y: int) -> list[Dot]:
    """One dot a person; those with the same score above one another."""
    return [
        Dot(axis.x(Decimal(score) / 100), y + (2 * n - people + 1) * DOTS_APART // 2)
        for score, people in sorted(line.by_hundredths.items())
        for n in range(people)
    ]
