"""How a certificate is laid out: the same lines on a sheet across, and upright as a picture for the phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PIL import Image

from exams.certificates.bell import Point, body, hole, placed, strike
from exams.certificates.said import Said
from organizations.pdf import INK

Ink = tuple[int, int, int]
BELL: Ink = (18, 57, 74)
SIGNAL: Ink = (226, 92, 6)
GREY: Ink = (95, 108, 116)
PALE: Ink = (176, 186, 191)
WHITE: Ink = (255, 255, 255)
SMALLEST = 6.0  # points
SEALED = 10.0  # points; smaller nobody reads the unit's name under a seal


class Pen(Protocol):
    """What draws: on paper or into a picture. Places and sizes are millimetres, those of letters points."""

    def width(self, text: str, size: float, *, solemn: bool) -> float: ...

    def text(self, x: float, y: float, text: str, size: float, *, solemn: bool, ink: Ink) -> None:
        """Write, beginning at x, standing on y."""

    def shape(self, outline: list[Point], ink: Ink) -> None: ...

    def frame(self, x: float, y: float, width: float, height: float, thick: float) -> None: ...

    def line(self, x: float, y: float, width: float) -> None: ...

    def circle(self, x: float, y: float, radius: float) -> None:
        """Draw the place for a seal, dashed and grey, round (x, y)."""

    def code(self, address: str, x: float, y: float, side: float) -> None: ...

    def image(self, picture: Image.Image, x: float, y: float, side: float) -> None:
        """Lay a square picture there, through whose ground what is below shows."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand; heights are those that letters stand on. All in millimetres."""

    width: float
    height: float
    bell: float
    bell_side: float
    title: float
    number: float
    name: float
    belongs: float
    text: float
    facts: float
    inset: float  # of the facts and of the foot from the edges
    code_side: float
    seal: float  # radius

    @property
    def middle(self) -> float:
        return self.width / 2

    @property
    def room(self) -> float:
        return self.width - 2 * self.inset

    @property
    def foot(self) -> float:
        """Where the foot ends."""
        return self.height - 24


ACROSS = Layout(
    *(297, 210, 19, 17),
    *(51, 60, 78, 87, 101),
    *(119, 42, 37, 18),
)
UPRIGHT = Layout(
    *(210, 297, 30, 21),
    *(71, 83, 109, 120, 141),
    *(165, 30, 72, 23),
)
EDGE, APART = 10.0, 3.0
LINE = 11.0
FACTS_HIGH = 19.0


def draw(pen: Pen, said: Said, layout: Layout) -> None:
    """Draw the whole certificate."""
    middle, room = layout.middle, layout.room
    draw_frame(pen, layout.width, layout.height)
    draw_bell(pen, middle, layout.bell, layout.bell_side)
    write_apart(pen, middle, layout.title, said.title, 29, room=room, apart=0.08)
    write(pen, middle, layout.number, said.number, 11, room=room, ink=GREY)
    write_apart(pen, middle, layout.name, said.name, 26, room=room, apart=0.15)
    write(pen, middle, layout.belongs, said.belongs, 11, room=room, ink=GREY)
    _text(pen, said, layout)
    _facts(pen, said, layout)
    draw_code(pen, layout, said.address, said.check)
    draw_seal(pen, layout, said.issuer, said.issued_on, said.seal)


def draw_frame(pen: Pen, width: float, height: float) -> None:
    """Draw the two lines round a sheet of that size."""
    for edge, thick in ((EDGE, 0.6), (EDGE + APART, 0.25)):
        pen.frame(edge, edge, width - 2 * edge, height - 2 * edge, thick)


def draw_bell(pen: Pen, middle: float, top: float, side: float, *, ink: Ink = BELL, ground: Ink = WHITE) -> None:
    """Draw the product's mark below `top`."""
    for outline, colour in ((body(), ink), (hole(), ground), (strike(), SIGNAL)):
        pen.shape(placed(outline, middle - side / 2, top, side), colour)


def _text(pen: Pen, said: Said, layout: Layout) -> None:
    whole = f"{said.sat}{said.exam}"
    lines = [whole] if pen.width(whole, 15, solemn=False) <= layout.room else [said.sat, said.exam]
    top, step, size = (layout.text, LINE, 15.0) if len(lines) == 1 else (layout.text - 5, LINE * 0.77, 13.0)
    for place, line in enumerate([*lines, said.result]):
        write(pen, layout.middle, top + place * step, line, size, room=layout.room)


def _facts(pen: Pen, said: Said, layout: Layout) -> None:
    pen.line(layout.inset, layout.facts, layout.room)
    pen.line(layout.inset, layout.facts + FACTS_HIGH, layout.room)
    wide = layout.room / len(said.facts)
    for place, (label, value) in enumerate(said.facts):
        middle = layout.inset + wide * (place + 0.5)
        write(pen, middle, layout.facts + 7, label, 10.5, ink=GREY, room=wide - 2)
        write(pen, middle, layout.facts + 14.5, value, 14, solemn=True, room=wide - 2)


def draw_code(pen: Pen, layout: Layout, address: str, words: str) -> None:
    """Draw the QR code at the left of the foot, with what it is for below it."""
    pen.code(address, layout.inset, layout.foot - 5 - layout.code_side, layout.code_side)
    write(pen, layout.inset + layout.code_side / 2, layout.foot, words, 9.5, ink=GREY, room=layout.code_side)


def draw_seal(
    pen: Pen, layout: Layout, issuer: str, issued_on: str, words: str, *, picture: Image.Image | None = None
) -> None:
    """Write the unit's name and the day, and over them the seal: its picture, or dashed where it goes on paper."""
    room = layout.room - layout.code_side - 8
    middle, height = layout.width - layout.inset - min(room / 2, 36), layout.foot - layout.seal
    if picture is None:
        pen.circle(middle, height, layout.seal)
        write(pen, middle, height - layout.seal * 0.5, words, 9, ink=GREY, room=2 * layout.seal)
    inside = 2 * layout.seal - 4
    fits = pen.width(issuer, SEALED, solemn=True) <= inside  # a long name is read better across the line than tiny
    write(pen, middle, height + 1, issuer, 13, solemn=True, room=inside if fits else min(room, 76))
    write(pen, middle, height + 9, issued_on, 12, room=inside - 3)
    if picture is not None:
        pen.image(picture, middle - layout.seal, height - layout.seal, 2 * layout.seal)


def write_apart(
    pen: Pen, middle: float, y: float, text: str, size: float, *, room: float, apart: float, ink: Ink = INK
) -> None:
    """Write solemnly in the middle, with gaps between the letters, each `apart` of their size."""
    size = fitting(pen, text, size, room=room / (1 + apart), solemn=True)
    gap = apart * size * 25.4 / 72
    widths = [pen.width(char, size, solemn=True) for char in text]
    x = middle - (sum(widths) + gap * (len(text) - 1)) / 2
    for char, width in zip(text, widths, strict=True):
        pen.text(x, y, char, size, solemn=True, ink=ink)
        x += width + gap


def write(
    pen: Pen, middle: float, y: float, text: str, size: float, *, room: float, solemn: bool = False, ink: Ink = INK
) -> None:
    """Write in the middle; what is too long for the room is set smaller."""
    size = fitting(pen, text, size, room=room, solemn=solemn)
    pen.text(middle - pen.width(text, size, solemn=solemn) / 2, y, text, size, solemn=solemn, ink=ink)


def fitting(pen: Pen, text: str, size: float, *, room: float, solemn: bool = False) -> float:
    """Return the size, or the largest one below it in which the text has room."""
    while size > SMALLEST and pen.width(text, size, solemn=solemn) > room:
        size -= 0.5
    return size
