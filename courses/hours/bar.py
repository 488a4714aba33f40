"""A person's year as a bar: the hours of each kind one behind the other, and how far they should reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from courses.hours.year import Hours

# the drawing, in units of its viewBox 0 0 160 14
WIDTH = 160


@dataclass(frozen=True, slots=True)
class Piece:
    """One kind of hours, drawn from `x` on."""

    kind: str
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class HoursBar:
    """`pieces` that were learned; `gap_x` to `need_x` is missing. `need_x` is 0 where nothing is asked."""

    pieces: tuple[Piece, ...]
    need_x: int
    gap_x: int

    @property
    def gap_width(self) -> int:
        return max(0, self.need_x - self.gap_x)


def draw_hours(hours: Hours, needed: int) -> HoursBar:
    """Draw seconds; the whole width is what is needed, or what was learned where that is more."""
    scale = max(needed, hours.total, 1)
    pieces, done = [], 0
    for kind, seconds in (("case", hours.case), ("lecture", hours.lecture), ("training", hours.training)):
        start, done = done, done + max(0, seconds)
        x, end = _at(start, scale), _at(done, scale)
        if end > x:
            pieces.append(Piece(kind, x, end - x))
    return HoursBar(tuple(pieces), need_x=_at(needed, scale), gap_x=_at(done, scale))


def _at(seconds: int, scale: int) -> int:
    return min(WIDTH, seconds * WIDTH // scale)
