"""Hazards to be found on a picture: the squares that lie over it, and which of them hold one. Pure.

An answer holds a hazard a text, 没戴安全帽：B2 B3. It is right when every hazard is met by a square and no square lies
beside them: who has seen the danger need not guess how far it was drawn.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from exams.importing.drafts import UnreadableRow

COLUMNS = "ABCDEF"
MOST_ROWS = 8
# pixels: how wide a picture is on a screen of 320, and how large what is tapped has to be
SHOWN_WIDTH, TOUCH = 288, 44
MOST_HAZARDS, LONGEST_NAME = 10, 40
LINE = re.compile(r"^(?P<name>[^:：]*\S)\s*[:：](?P<squares>[^:：]+)$")
BETWEEN = re.compile(r"[\s,;、]+")


@dataclass(frozen=True, slots=True)
class Grid:
    """Six columns, A to F, and so many rows, counted from 1 at the top; a square is called B2."""

    rows: int

    @classmethod
    def over(cls, *, width: int, height: int) -> Grid:
        """Return the grid for a picture of this form: squares that a thumb meets on the smallest phone."""
        return cls(max(1, min(MOST_ROWS, SHOWN_WIDTH * height // (width * TOUCH))))

    @classmethod
    def of(cls, squares: Iterable[str]) -> Grid:
        """Return the grid that has these squares, the last of them included."""
        return cls(max(int(square[1:]) for square in squares))

    @property
    def squares(self) -> list[str]:
        """The squares line by line, as they are read."""
        return [f"{column}{row}" for row in range(1, self.rows + 1) for column in COLUMNS]

    def options(self) -> tuple[tuple[str, str], ...]:
        """Return the squares as options of a question, each with the name by which it is read aloud (content)."""
        return tuple((square, f"第{square[1:]}行第{COLUMNS.index(square[0]) + 1}列") for square in self.squares)


@dataclass(frozen=True, slots=True)
class Hazard:
    """What is wrong on the picture, and the squares that show it."""

    name: str
    squares: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name}：{' '.join(self.squares)}"


def hazards_of(answer: Iterable[str]) -> tuple[Hazard, ...]:
    """Return the hazards that the answer of a version holds."""
    parts = (text.rpartition("：") for text in answer)
    return tuple(Hazard(name, tuple(squares.split())) for name, _colon, squares in parts)


def finds_all(hazards: Sequence[Hazard], chosen: Iterable[str]) -> bool:
    """Whether these squares meet every hazard and nothing else."""
    found = frozenset(chosen)
    dangerous = frozenset(square for hazard in hazards for square in hazard.squares)
    return found <= dangerous and all(found & frozenset(hazard.squares) for hazard in hazards)


def read_hazards(text: str, grid: Grid) -> tuple[str, ...]:
    """Return the answer that an author wrote, one hazard a line. Raises UnreadableRow, saying in which line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not 0 < len(lines) <= MOST_HAZARDS:
        raise UnreadableRow(_("Write one hazard a line, like 没戴安全帽：B2 B3; ten lines at most."))
    hazards = [_hazard(line, grid) for line in lines]
    squares = [square for hazard in hazards for square in hazard.squares]
    twice = next((square for square in squares if squares.count(square) > 1), None)
    if twice:
        raise UnreadableRow(_("Square %s stands in two places: give it to one hazard alone.") % twice)
    return tuple(map(str, hazards))


def _hazard(line: str, grid: Grid) -> Hazard:
    found = LINE.match(line)
    if found is None or len(found["name"]) > LONGEST_NAME:
        raise UnreadableRow(
            _("“%(line)s”: write the hazard in at most %(most)d characters, a colon, and its squares, like B2 B3.")
            % {"line": line[:LONGEST_NAME], "most": LONGEST_NAME}
        )
    plain = unicodedata.normalize("NFKC", found["squares"]).upper()
    squares = [square for square in BETWEEN.split(plain) if square]
    odd = next((square for square in squares if square not in grid.squares), None)
    if odd or not squares:
        raise UnreadableRow(
            _("“%(line)s”: there is no square %(square)s on this picture; they go from A1 to %(last)s.")
            % {"line": line[:LONGEST_NAME], "square": odd or "", "last": grid.squares[-1]}
        )
    return Hazard(found["name"].strip(), tuple(squares))
