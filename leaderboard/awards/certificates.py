"""The certificate of honour: A4 across to print, upright as a picture for the phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exams.certificates.drawing import (
    ACROSS,
    GREY,
    UPRIGHT,
    Layout,
    Pen,
    draw_bell,
    draw_code,
    draw_frame,
    draw_seal,
    write,
    write_apart,
)
from exams.certificates.paper import drawn_pdf
from exams.certificates.picture import drawn_png

if TYPE_CHECKING:
    from PIL import Image

    from leaderboard.awards.said import AwardSaid

COLOURS = 64  # of the palette: a red seal beside the three inks


@dataclass(frozen=True, slots=True)
class Heights:
    """Where the lines stand, in millimetres, on the sheet of that layout; `larger` than a phone's its letters are."""

    layout: Layout
    occasion: float
    prize: float
    reason: float
    closing: float
    larger: float


PAPER = Heights(ACROSS, 102, 120, 131, 142, larger=1.25)
PHONE = Heights(UPRIGHT, 145, 167, 180, 195, larger=1)


def honour_pdf(title: str, said: Sequence[AwardSaid], seal: Image.Image | None) -> bytes:
    """Return a PDF with a page for each certificate."""
    return drawn_pdf(title, [lambda pen, one=one: _draw(pen, one, PAPER, seal) for one in said])  # type: ignore[misc]


def honour_png(said: AwardSaid, seal: Image.Image | None) -> bytes:
    """Return the certificate as a PNG, 1080 pixels wide."""
    return drawn_png(lambda pen: _draw(pen, said, PHONE, seal), UPRIGHT.height, COLOURS)


def _draw(pen: Pen, said: AwardSaid, heights: Heights, seal: Image.Image | None) -> None:
    layout, larger = heights.layout, heights.larger
    middle, room = layout.middle, layout.room
    draw_frame(pen, layout.width, layout.height)
    draw_bell(pen, middle, layout.bell, layout.bell_side)
    write_apart(pen, middle, layout.title, said.title, 32 * larger, room=room, apart=0.3)
    write(pen, middle, layout.number, said.number, 11 * larger, room=room, ink=GREY)
    write_apart(pen, middle, layout.name, said.name, 26 * larger, room=room, apart=0.15)
    write(pen, middle, layout.belongs, said.belongs, 11 * larger, room=room, ink=GREY)
    write(pen, middle, heights.occasion, said.occasion, 15 * larger, room=room)
    write_apart(pen, middle, heights.prize, said.prize, 30 * larger, room=room, apart=0.2)
    write(pen, middle, heights.reason, said.reason, 12 * larger, room=room, ink=GREY)
    write(pen, middle, heights.closing, said.closing, 13 * larger, room=room)
    draw_code(pen, layout, said.address, said.check)
    draw_seal(pen, layout, said.issuer, said.issued_on, said.seal, picture=seal)
