"""Sheets of a form: head, foot, and lines of type from above to below."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from fpdf import FPDF

from courses.board.typesetting import Type, line_height
from exams.printing.pictures import BELOW, PlacedPicture
from organizations.pdf import INK, draw_qr, write_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exams.printing.sheet import PrintedSheet

# millimetres
LEFT, TOP, WIDTH, BOTTOM, FOOT = 16.0, 14.0, 178.0, 278.0, 282.0
QR_SIDE, APART = 22.0, 5.0
# points
TEXT, SMALL, HEADING, TITLE, LETTER = 10.5, 8.5, 11.5, (17.0, 15.0, 13.0, 11.0), 22.0
MOST_LINES = 400  # nothing that people write is longer
Row = Sequence[tuple[float, str]]  # texts side by side, each with where it begins
Block = Row | PlacedPicture


def height_of(block: Block, size: float) -> float:
    """Millimetres."""
    return block.height + BELOW if isinstance(block, PlacedPicture) else line_height(size)


class Sheets(FPDF):
    """A4 sheets that say at the foot of each page which form it is and how many pages there are."""

    def __init__(self, foot: str) -> None:
        super().__init__(format="A4")
        self.foot = foot
        self.set_auto_page_break(auto=False)
        self.set_title(foot)
        self.set_lang("zh-Hans")
        self.type = Type(self)
        self.y_now = TOP

    def footer(self) -> None:
        pages = _("page %(number)s of %(of)s") % {"number": self.page_no(), "of": "{nb}"}
        self.set_xy(LEFT, FOOT)
        write_line(self, f"{self.foot}　{pages}", SMALL, width=WIDTH)

    def next_page(self) -> None:
        self.add_page()
        self.set_text_color(*INK)
        self.y_now = TOP

    def make_room(self, height: float) -> None:
        """Go to the next page unless so many millimetres are left on this one, or on none."""
        if self.y_now + height > BOTTOM and height <= BOTTOM - TOP:
            self.next_page()

    def write_row(self, row: Row, size: float, *, bold: bool = False) -> None:
        """Write texts side by side and go below them; on the next page where this one is full."""
        self.make_room(line_height(size))
        for x, text in row:
            self.type.write(text, x, self.y_now, size, bold=bold)
        self.y_now += line_height(size)

    def place(self, block: Block, size: float) -> None:
        """Write a row, or draw a picture, and go below it."""
        if not isinstance(block, PlacedPicture):
            self.write_row(block, size)
            return
        self.make_room(height_of(block, size))
        picture = BytesIO(block.picture.content)
        self.image(picture, x=block.x, y=self.y_now, w=block.width, h=block.height)
        self.y_now += height_of(block, size)

    def paragraph(self, text: str, size: float, *, bold: bool = False) -> None:
        for line in self.wrapped(text, size, WIDTH):
            self.write_row([(LEFT, line)], size, bold=bold)

    def wrapped(self, text: str, size: float, width: float) -> list[str]:
        """Return the text in lines; its own breaks are kept."""
        return list(self._wrapped(text, size, width))

    def _wrapped(self, text: str, size: float, width: float) -> Iterator[str]:
        for paragraph in text.splitlines():
            yield from self.type.wrap(self.type.plain(paragraph), size, width, most=MOST_LINES)

    def head(self, sheet: PrintedSheet, what: str, *, asks_who: bool = True) -> None:
        """What it is, whose, which form; the code; and where the worker writes who he is."""
        self.next_page()
        right = LEFT + WIDTH - QR_SIDE - APART
        draw_qr(self, sheet.address, right + APART, TOP, QR_SIDE)
        form = _("Form %s") % sheet.letter
        wide = max(self.type.width(form, LETTER), self.type.width(sheet.code, SMALL + 1))
        self.type.write(form, right - wide, TOP + 1, LETTER, bold=True)
        self.type.write(sheet.code, right - wide, TOP + 13, SMALL + 1)
        room = WIDTH - QR_SIDE - wide - 2 * APART
        title = self.type.plain(sheet.title)
        size = self.type.fitting(title, TITLE, room, lines=2)
        for line in self.type.wrap(title, size, room, most=2):
            self.write_row([(LEFT, line)], size, bold=True)
        self.write_row([(LEFT, self.type.plain(f"{what}　{sheet.held_by}"))], SMALL + 1)
        self.y_now = TOP + QR_SIDE + 3
        if asks_who:
            labels = (_("Full name"), _("Employee number"), _("Team"), _("Date"))
            self.write_row([(LEFT, "　".join(f"{label}：＿＿＿＿＿＿" for label in labels))], TEXT)
            self.y_now += 2
