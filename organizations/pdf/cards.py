"""Sign-in cards on paper: A4, ten a page, to be cut apart along the dashes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from fpdf import FPDF

from organizations.pdf.page import blank_a4, write_bold, write_line
from organizations.pdf.qr import draw_qr

A_PAGE, COLUMNS = 10, 2
# millimetres
MARGIN, TOP = 14.0, 28.0
CARD_WIDTH, CARD_HEIGHT = 91.0, 51.0
QR_SIDE, PADDING, GAP = 36.0, 4.0, 4.0


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """One worker's card: who he is, where he belongs, and the address that its QR carries."""

    name: str
    employee_no: str
    team: str
    address: str


@dataclass(frozen=True, slots=True)
class _Page:
    team: str
    number: int
    of: int
    cards: Sequence[PrintedCard]


def cards_pdf(cards: Sequence[PrintedCard], *, enterprise: str, made_on: str) -> bytes:
    """Return the PDF of these cards; each team, in the order given, begins a page of its own."""
    pdf = blank_a4(_("Sign-in cards"))
    for page in _pages(cards):
        pdf.add_page()
        _head(pdf, page, enterprise, made_on)
        _cuts(pdf, rows=-(-len(page.cards) // COLUMNS))
        for place, card in enumerate(page.cards):
            row, column = divmod(place, COLUMNS)
            _card(pdf, card, MARGIN + column * CARD_WIDTH, TOP + row * CARD_HEIGHT)
    return bytes(pdf.output())


def _pages(cards: Sequence[PrintedCard]) -> Iterator[_Page]:
    for team, group in groupby(cards, key=lambda card: card.team):
        members = list(group)
        starts = range(0, len(members), A_PAGE)
        for number, start in enumerate(starts, 1):
            yield _Page(team, number, len(starts), members[start : start + A_PAGE])


def _head(pdf: FPDF, page: _Page, enterprise: str, made_on: str) -> None:
    pdf.set_xy(MARGIN, 12)
    write_bold(pdf, _("Sign-in cards · %s") % page.team, 15)
    counted = _("page %(number)d of %(of)d") % {"number": page.number, "of": page.of}
    advice = _("Cut apart, give to each in person, put none on the wall")
    line = "　".join((enterprise, _("made on %s") % made_on, counted, advice))
    pdf.set_x(MARGIN)
    write_line(pdf, line, 9, width=CARD_WIDTH * COLUMNS)


def _cuts(pdf: FPDF, *, rows: int) -> None:
    """Draw the lines to cut along, each once: two dashed lines in one place look solid."""
    pdf.set_line_width(0.2)
    pdf.set_draw_color(120)
    pdf.set_dash_pattern(dash=1.2, gap=1.2)
    right, bottom = MARGIN + COLUMNS * CARD_WIDTH, TOP + rows * CARD_HEIGHT
    for row in range(rows + 1):
        pdf.line(MARGIN, TOP + row * CARD_HEIGHT, right, TOP + row * CARD_HEIGHT)
    for column in range(COLUMNS + 1):
        pdf.line(MARGIN + column * CARD_WIDTH, TOP, MARGIN + column * CARD_WIDTH, bottom)
    pdf.set_dash_pattern()


def _card(pdf: FPDF, card: PrintedCard, x: float, y: float) -> None:
    draw_qr(pdf, card.address, x + PADDING, y + (CARD_HEIGHT - QR_SIDE) / 2, QR_SIDE)
    left = x + PADDING + QR_SIDE + GAP
    width = CARD_WIDTH - 2 * PADDING - QR_SIDE - GAP
    pdf.set_xy(left, y + 9)
    write_bold(pdf, card.name, 18, width=width)
    for text, size in (
        (_("No. %s") % card.employee_no, 12),
        (card.team, 10),
        ("", 6),
        (_("Scan in WeChat, choose a PIN of 6 digits."), 9),
        (_("Lost? Let the safety officer void it."), 9),
    ):
        pdf.set_x(left)
        write_line(pdf, text, size, width=width)
