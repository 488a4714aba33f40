"""A picture with its hazards outlined, and the squares that somebody chose: what a worker sees after grading."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from exams.hazard_grid import COLUMNS, Grid, Hazard, hazards_of
from exams.models import QuestionVersion, VersionPicture


@dataclass(frozen=True, slots=True)
class Outline:
    """A hazard as it is drawn: its number, its outline as an SVG path, and where the number stands; pixels."""

    number: int
    path: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Spot:
    """The middle of a square that was chosen; pixels."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class HazardMap:
    """The picture and what is drawn over it. `unit` is the height of a number, pixels of the picture."""

    picture: VersionPicture
    outlines: tuple[Outline, ...]
    spots: tuple[Spot, ...]
    unit: int


def hazard_map(version: QuestionVersion, used: VersionPicture, chosen: Collection[str]) -> HazardMap:
    """Return the map of a version that asks for hazards; `chosen` are squares."""
    picture = used.picture
    grid = Grid.of(option["key"] for option in version.options)
    side = Side(picture.width / len(COLUMNS), picture.height / grid.rows)
    outlines = tuple(side.outline(number, hazard) for number, hazard in enumerate(hazards_of(version.answer), 1))
    spots = tuple(side.middle(square) for square in chosen)
    return HazardMap(used, outlines, spots, round(picture.width / 20))


@dataclass(frozen=True, slots=True)
class Side:
    """The width and height of a square, pixels."""

    width: float
    height: float

    def outline(self, number: int, hazard: Hazard) -> Outline:
        x, y = self._corner(*_place(hazard.squares[0]))
        return Outline(number, " ".join(self._edges(hazard.squares)), x, y)

    def middle(self, square: str) -> Spot:
        column, row = _place(square)
        return Spot(*self._corner(column + 0.5, row + 0.5))

    def _edges(self, squares: Iterable[str]) -> Iterator[str]:
        """Give each side of a square behind which the hazard does not go on."""
        places = {_place(square) for square in squares}
        for column, row in sorted(places):
            for (dx, dy), begin, end in (
                ((0, -1), (0, 0), (1, 0)),
                ((1, 0), (1, 0), (1, 1)),
                ((0, 1), (1, 1), (0, 1)),
                ((-1, 0), (0, 1), (0, 0)),
            ):
                if (column + dx, row + dy) not in places:
                    x1, y1 = self._corner(column + begin[0], row + begin[1])
                    x2, y2 = self._corner(column + end[0], row + end[1])
                    yield f"M{x1} {y1}L{x2} {y2}"

    def _corner(self, column: float, row: float) -> tuple[int, int]:
        return round(column * self.width), round(row * self.height)


def _place(square: str) -> tuple[int, int]:
    """Return column and row of a square, from 0."""
    return COLUMNS.index(square[0]), int(square[1:]) - 1
