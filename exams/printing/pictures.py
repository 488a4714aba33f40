"""Pictures on paper: how large they stand, and where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exams.models import VersionPicture

PIXEL = 25.4 / 96  # millimetres: nothing is printed larger than a screen shows it
BELOW = 2.0  # millimetres


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture on its page: where it begins, and how wide and high it is; millimetres."""

    picture: PrintedPicture
    x: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """A picture to be printed, and its size in pixels."""

    content: bytes = field(repr=False)
    width: int
    height: int

    def placed(self, x: float, *, most_width: float, most_height: float) -> PlacedPicture:
        """Return it at this place, made smaller where it has to be."""
        width, height = self.width * PIXEL, self.height * PIXEL
        scale = min(1.0, most_width / width, most_height / height)
        return PlacedPicture(self, x, width * scale, height * scale)


def printed(used: VersionPicture | None) -> PrintedPicture | None:
    """Return the picture with its bytes; None for none."""
    if used is None:
        return None
    with used.picture.file.open() as file:
        return PrintedPicture(file.read(), used.picture.width, used.picture.height)
