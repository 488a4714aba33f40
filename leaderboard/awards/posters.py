"""The poster of the winners: upright pictures for a chat group, A3 to print. Long lists go on over several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from fpdf import FPDF

from exams.certificates.drawing import BELL, GREY, PALE, WHITE, Ink, Pen, draw_bell, fitting, write, write_apart
from exams.certificates.paper import drawn_pdf
from exams.certificates.picture import drawn_png
from organizations.pdf import INK

if TYPE_CHECKING:
    from PIL import Image

    from exams.certificates.bell import Point

COLOURS = 32
WIDE = 210.0  # both are drawn this wide, in millimetres
CHAT_HIGH, PAPER_HIGH = WIDE * 16 / 9, WIDE * 2**0.5  # 1080 × 1920 pixels; the shape of A3
A3 = 2**0.5  # times A4
HEAD, FOOT = 98.0, 47.0
INSET = 20.0
HEADED = 1.5  # rows that the name of a prize takes
TALL, LOW = 22.0, 11.5  # millimetres of a row, where there are few winners and where there are many
MOST_TITLE = 12  # characters that stand large on one line


@dataclass(frozen=True, slots=True)
class Winner:
    """Who stands on the poster, where from, and with which prize."""

    name: str
    belongs: str
    prize: str


@dataclass(frozen=True, slots=True)
class Poster:
    """What it says. `address` is in the QR code, empty for none; winners in the order of their prizes."""

    title: str
    occasion: str
    winners: Sequence[Winner]
    owner: str
    day: str
    address: str = ""


Page = list[Winner]


def poster_pages(poster: Poster, high: float) -> list[Page]:
    """Return the winners of each sheet of that height; nobody is left out, and no sheet but the first is empty."""
    room = (high - HEAD - FOOT) / LOW
    pages: list[Page] = [[]]
    for winner in poster.winners:
        if _rows([*pages[-1], winner]) > room:
            pages.append([])
        pages[-1].append(winner)
    return pages


def poster_count(poster: Poster) -> int:
    """Return how many pictures for a chat group there are."""
    return len(poster_pages(poster, CHAT_HIGH))


def poster_png(poster: Poster, number: int) -> bytes:
    """Return one of the pictures, 1080 × 1920, from 1 on."""
    pages = poster_pages(poster, CHAT_HIGH)
    return drawn_png(lambda pen: _draw(pen, poster, pages, number, CHAT_HIGH), CHAT_HIGH, COLOURS)


def poster_pdf(poster: Poster) -> bytes:
    """Return the same as a PDF of A3 sheets."""
    pages = poster_pages(poster, PAPER_HIGH)
    numbers = range(1, len(pages) + 1)
    sheets = [lambda pen, number=number: _draw(Larger(pen), poster, pages, number, PAPER_HIGH) for number in numbers]
    return drawn_pdf(poster.title, sheets, FPDF(format="A3"))


def _draw(pen: Pen, poster: Poster, pages: list[Page], number: int, high: float) -> None:
    _head(pen, poster)
    _winners(pen, pages[number - 1], HEAD + 8, high - HEAD - FOOT - 8)
    _foot(pen, poster, high, f"{number} / {len(pages)}" if len(pages) > 1 else "")


def _head(pen: Pen, poster: Poster) -> None:
    pen.shape([(0, 0), (WIDE, 0), (WIDE, HEAD - 6), (0, HEAD - 6)], BELL)
    draw_bell(pen, WIDE / 2, 12, 24, ink=WHITE, ground=BELL)
    room = WIDE - 2 * INSET
    write_apart(
        pen, WIDE / 2, 56, poster.title, 34 if len(poster.title) <= MOST_TITLE else 26, room=room, apart=0.08, ink=WHITE
    )
    write(pen, WIDE / 2, 72, poster.occasion, 15, room=room, ink=WHITE)


def _winners(pen: Pen, page: Page, top: float, room: float) -> None:
    row = min(TALL, room / max(_rows(page), 1))
    spare = room - row * _rows(page)  # few winners stand a little above the middle
    y, prize = top + spare * 0.35, None
    for winner in page:
        if winner.prize != prize:
            prize = winner.prize
            y += row * HEADED
            _heading(pen, prize, y - row * 0.3, row)
        y += row
        _winner(pen, winner, y - row * 0.28, row)


def _heading(pen: Pen, prize: str, y: float, row: float) -> None:
    size = min(20.0, row * 1.5)
    write_apart(pen, WIDE / 2, y, prize, size, room=WIDE / 2, apart=0.25, ink=BELL)
    beside = pen.width(prize, size, solemn=True) * 0.75 + 8
    for begins, ends in ((INSET, WIDE / 2 - beside), (WIDE / 2 + beside, WIDE - INSET)):
        middle = y - size * 0.12
        pen.shape([(begins, middle), (ends, middle), (ends, middle + 0.35), (begins, middle + 0.35)], PALE)


def _winner(pen: Pen, winner: Winner, y: float, row: float) -> None:
    half = (WIDE - 2 * INSET) * 0.36
    size = fitting(pen, winner.name, min(26.0, row * 1.55), room=half, solemn=True)
    pen.text(INSET, y, winner.name, size, solemn=True, ink=INK)
    room = WIDE - 2 * INSET - half - 4
    small = fitting(pen, winner.belongs, min(15.0, row), room=room)
    pen.text(
        WIDE - INSET - pen.width(winner.belongs, small, solemn=False), y, winner.belongs, small, solemn=False, ink=GREY
    )


def _foot(pen: Pen, poster: Poster, high: float, page: str) -> None:
    side = 28.0
    top = high - FOOT + 7
    pen.line(INSET, top - 3, WIDE - 2 * INSET)
    room = WIDE - 2 * INSET
    if poster.address:
        pen.code(poster.address, INSET, top + 2, side)
        pen.text(
            INSET + side + 4,
            top + side,
            _("For our own workers: scan, sign in, see places and marks"),
            10,
            solemn=False,
            ink=GREY,
        )
        room -= side + 8
    size = fitting(pen, poster.owner, 17, room=room, solemn=True)
    _right(pen, poster.owner, top + 12, size, solemn=True, ink=INK)
    _right(pen, poster.day, top + 21, 12, solemn=False, ink=GREY)
    if page:
        _right(pen, page, top + 30, 11, solemn=False, ink=GREY)


def _right(pen: Pen, text: str, y: float, size: float, *, solemn: bool, ink: Ink) -> None:
    pen.text(WIDE - INSET - pen.width(text, size, solemn=solemn), y, text, size, solemn=solemn, ink=ink)


def _rows(page: Page) -> float:
    headings = sum(place == 0 or winner.prize != page[place - 1].prize for place, winner in enumerate(page))
    return len(page) + HEADED * headings


@dataclass(frozen=True, slots=True)
class Larger:
    """Draws everything on A3 that is laid out for A4."""

    pen: Pen

    def width(self, text: str, size: float, *, solemn: bool) -> float:
        return self.pen.width(text, size * A3, solemn=solemn) / A3

    def text(self, x: float, y: float, text: str, size: float, *, solemn: bool, ink: Ink) -> None:
        self.pen.text(x * A3, y * A3, text, size * A3, solemn=solemn, ink=ink)

    def shape(self, outline: list[Point], ink: Ink) -> None:
        self.pen.shape([(x * A3, y * A3) for x, y in outline], ink)

    def frame(self, x: float, y: float, width: float, height: float, thick: float) -> None:
        self.pen.frame(x * A3, y * A3, width * A3, height * A3, thick * A3)

    def line(self, x: float, y: float, width: float) -> None:
        self.pen.line(x * A3, y * A3, width * A3)

    def circle(self, x: float, y: float, radius: float) -> None:
        self.pen.circle(x * A3, y * A3, radius * A3)

    def code(self, address: str, x: float, y: float, side: float) -> None:
        self.pen.code(address, x * A3, y * A3, side * A3)

    def image(self, picture: Image.Image, x: float, y: float, side: float) -> None:
        self.pen.image(picture, x * A3, y * A3, side * A3)
