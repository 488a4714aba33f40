"""A case on one A4 sheet for a team's notice board: always one page, never a word lost without saying so."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import segno
from django.utils.translation import gettext as _
from fpdf import FPDF

from courses.board.layout import (
    GUTTER,
    HEADING,
    INDENT,
    ITEM_GAP,
    SECTION_GAP,
    TEXT,
    WIDTH,
    SetItem,
    SetSection,
    lay_out,
)
from courses.board.sheet import Mark
from courses.board.typesetting import Type, line_height, to_baseline
from organizations.pdf import INK

if TYPE_CHECKING:
    from courses.board.layout import Layout
    from courses.board.sheet import Board

# millimetres
LEFT, TOP, FOOT = 14.0, 12.0, 252.0
QR_SIDE = 30.0
BOTTOM = 285.0
# points
SMALL, TITLE_SIZES, FIGURE_SIZES = 9.0, (30.0, 27.0, 24.0, 21.0), (30.0, 26.0, 22.0, 18.0, 14.0, 11.0, 8.0)
SUMMARY = 14.0
SIGNAL = (226, 92, 6)
FAINT = (150, 158, 162)


def board_pdf(board: Board) -> bytes:
    """Return the sheet as a PDF of one page."""
    return bytes(draw_board(board).output())


def draw_board(board: Board) -> FPDF:
    """Return the sheet, drawn."""
    pdf = FPDF(format="A4")
    pdf.set_auto_page_break(auto=False)
    pdf.set_title(board.title)
    pdf.set_lang("zh-Hans")
    pdf.add_page()
    sheet = _Sheet(pdf, board)
    sheet.draw()
    return pdf


class _Sheet:
    """One sheet, from above to below."""

    def __init__(self, pdf: FPDF, board: Board) -> None:
        self.pdf, self.board, self.kind = pdf, board, Type(pdf)

    def draw(self) -> None:
        y = self._summary(self._facts(self._head()))
        self._body(lay_out(self.board, self.kind, FOOT - y), y)
        self._foot()

    def _head(self) -> float:
        self.kind.write(_("Jingzhong · an accident to learn from"), LEFT, TOP, 11, bold=True)
        kind = self.kind.plain(self.board.kind)
        self.kind.write(kind, LEFT + WIDTH - self.kind.width(kind, 11), TOP, 11)
        self._rule(TOP + 7, 0.6)
        y = self._lines(self.board.title, TITLE_SIZES, TOP + 10, most=2, bold=True)
        return self._lines(self.board.place, (11.0, 10.0, 9.0), y + 1, most=1) + 2.5

    def _facts(self, y: float) -> float:
        """A row of large plain numerals."""
        if not self.board.facts:
            return y
        cell = WIDTH / len(self.board.facts)
        for number, (label, figure, unit) in enumerate(self.board.facts):
            x = LEFT + number * cell
            self.kind.write(label, x, y, SMALL)
            shown, beside = self.kind.plain(figure), self.kind.plain(unit)
            size = next(
                (size for size in FIGURE_SIZES if self._figure_width(shown, beside, size) <= cell - 3), FIGURE_SIZES[-1]
            )
            stands = y + 4 + to_baseline(FIGURE_SIZES[0])
            self.kind.write(shown, x, stands - to_baseline(size), size, bold=True)
            self.kind.write(beside, x + self.kind.width(shown, size) + 1, stands - to_baseline(SMALL), SMALL)
        self._rule(y + 21, 0.2)
        return y + 24

    def _figure_width(self, figure: str, unit: str, size: float) -> float:
        return self.kind.width(figure, size) + 1 + self.kind.width(unit, SMALL)

    def _summary(self, y: float) -> float:
        return self._lines(self.board.summary, (SUMMARY, 12.5, 11.0), y, most=4) + SECTION_GAP

    def _lines(self, text: str, sizes: tuple[float, ...], y: float, *, most: int, bold: bool = False) -> float:
        """Write a text over the whole width, in the largest size that lets it, and return where the next begins."""
        text = self.kind.plain(text)
        size = self.kind.fitting(text, sizes, WIDTH, lines=most)
        for line in self.kind.wrap(text, size, WIDTH, most=most):
            self.kind.write(line, LEFT, y, size, bold=bold)
            y += line_height(size) * (0.9 if bold else 1)
        return y

    def _body(self, layout: Layout, y: float) -> None:
        for row in layout.rows:
            x = LEFT
            for section in row:
                self._section(section, x, y)
                x += section.width + GUTTER
            y += max(section.height for section in row) + SECTION_GAP

    def _section(self, section: SetSection, x: float, y: float) -> None:
        self.kind.write(section.title, x, y, HEADING * section.scale, bold=True)
        y += section.heading_height
        step = line_height(TEXT * section.scale)
        self._flow([item.item.mark for item in section.items], section, x + 2.5, y + step / 2)
        for item in section.items:
            self._mark(item.item.mark, x + 2.5, y + step / 2)
            self._item(item, x + INDENT, y, TEXT * section.scale)
            y += len(item.lines) * step + ITEM_GAP
        if section.cut:
            self.kind.write(section.says_cut, x + INDENT, y, SMALL + 1)

    def _item(self, item: SetItem, x: float, y: float, size: float) -> None:
        bold = item.lead
        for line in item.lines:
            first, rest = line[:bold], line[bold:]
            self.kind.write(first, x, y, size, bold=True)
            self.kind.write(rest, x + self.kind.width(first, size), y, size)
            bold = max(0, bold - len(line))
            y += line_height(size)

    def _flow(self, marks: list[Mark], section: SetSection, x: float, y: float) -> None:
        """Draw the line that joins the marks of a course of events, or of a danger on its way."""
        if Mark.POINT in marks or len(marks) < 2:
            return
        step = line_height(TEXT * section.scale)
        length = sum(len(item.lines) * step + ITEM_GAP for item in section.items[:-1])
        is_danger = Mark.SOURCE in marks or Mark.BARRIER in marks
        self.pdf.set_draw_color(*(SIGNAL if is_danger else FAINT))
        self.pdf.set_line_width(1.1 if is_danger else 0.7)
        self.pdf.line(x, y, x, y + length)

    def _mark(self, mark: Mark, x: float, y: float) -> None:
        pdf = self.pdf
        pdf.set_draw_color(*INK)
        pdf.set_fill_color(*INK)
        pdf.set_line_width(0.5)
        if mark is Mark.MOMENT or mark is Mark.SOURCE:
            pdf.set_fill_color(255)
            pdf.circle(x=x, y=y, radius=1.3, style="DF")
        elif mark is Mark.ACCIDENT:
            pdf.set_fill_color(*SIGNAL)
            pdf.polygon([(x, y - 2), (x + 2, y), (x, y + 2), (x - 2, y)], style="F")
        elif mark is Mark.BARRIER:  # broken through in the middle
            for left in (x - 2.6, x + 0.9):
                pdf.rect(left, y - 0.7, 1.7, 1.4, style="F")
        elif mark is Mark.OUTCOME:
            pdf.set_fill_color(*SIGNAL)
            pdf.polygon([(x - 2, y - 1.4), (x + 2, y - 1.4), (x, y + 1.6)], style="F")
        else:
            pdf.rect(x - 0.7, y - 0.7, 1.4, 1.4, style="F")

    def _foot(self) -> None:
        """Where the facts come from, and the code that leads to all of it."""
        self._rule(FOOT, 0.6)
        code = io.BytesIO()
        segno.make(self.board.address, error="m", micro=False).save(code, kind="svg", border=0, omitsize=True)
        code.seek(0)
        self.pdf.image(code, x=LEFT + WIDTH - QR_SIDE, y=FOOT + 3, w=QR_SIDE, h=QR_SIDE)
        width = WIDTH - QR_SIDE - GUTTER
        y = FOOT + 3
        self.kind.write(_("Scan for the whole case, and answer for your own workplace"), LEFT, y, 13, bold=True)
        y += line_height(13)
        for text, most in ((self.board.address, 2), (self.board.source, 3), (self._says_missing(), 1)):
            for line in self.kind.wrap(self.kind.plain(text), SMALL, width, most=most) if text else ():
                self.kind.write(line, LEFT, y, SMALL)
                y += line_height(SMALL)

    def _says_missing(self) -> str:
        return _("〓 stands for a character that this font lacks: the page has it.") if self.kind.missing else ""

    def _rule(self, y: float, thickness: float) -> None:
        self.pdf.set_draw_color(*INK)
        self.pdf.set_line_width(thickness)
        self.pdf.line(LEFT, y, LEFT + WIDTH, y)
