"""The means of units beside the mean of all, drawn as bars, the highest at the top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.template.defaultfilters import floatformat

from exams.analysis.axes import ROWS_DRAWN, Axis, Tick, bottom, fitting, left_of, row_middle

if TYPE_CHECKING:
    from exams.analysis.comparison import Line

ROOM = 40  # of the viewBox: for a figure of five characters


@dataclass(frozen=True, slots=True)
class MeanBar:
    """One row: its name, its mean in words, how long the bar is, and whether it lies below the mean of all."""

    name: str
    mean: str
    y: int
    width: Decimal
    end: Decimal
    is_below: bool

    @property
    def has_room(self) -> bool:
        """Whether its mean can stand in it; beside the bar otherwise."""
        return self.width >= ROOM


@dataclass(frozen=True, slots=True)
class MeanChart:
    """Everything the template draws; `left_out` rows had no room; `below` of all lie below the mean."""

    bars: tuple[MeanBar, ...]
    mean: Tick
    base: int
    left: int
    left_out: int
    below: int

    @property
    def height(self) -> int:
        return self.base + 8


def draw_means(lines: Sequence[Line], whole: Line, *, full_points: Decimal) -> MeanChart:
    """Return the drawing of the means over the whole roster, absent = 0, in the order of the lines."""
    shown = lines[:ROWS_DRAWN]
    axis = Axis(Decimal(0), full_points, full_points, left_of(line.name for line in shown))
    return MeanChart(
        bars=tuple(_bar(line, whole, axis, place) for place, line in enumerate(shown)),
        mean=Tick(floatformat(whole.tally.mean, 1), axis.x(whole.tally.mean)),
        base=bottom(len(shown)),
        left=axis.left,
        left_out=len(lines) - len(shown),
        below=sum(line.tally.mean < whole.tally.mean for line in lines),
    )


def _bar(line: Line, whole: Line, axis: Axis, place: int) -> MeanBar:
    mean = line.tally.mean
    return MeanBar(
        name=fitting(line.name),
        mean=floatformat(mean, 1),
        y=row_middle(place),
        width=axis.x(mean) - axis.left,
        end=axis.x(mean),
        is_below=mean < whole.tally.mean,
    )
