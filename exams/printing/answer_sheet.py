"""Boxes to cross, and lines to write on: one place for each question, with the marks of its options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from exams.printing.page import BOTTOM, LEFT, SMALL, TEXT, WIDTH, Sheets
from organizations.pdf import INK

if TYPE_CHECKING:
    from exams.printing.sheet import PrintedQuestion, PrintedSheet

# millimetres
ROW, BOX, NUMBER, AFTER_BOX, BETWEEN = 8.0, 4.2, 10.0, 1.0, 3.0
MOST_COLUMNS = 4


def draw_answer_sheet(sheets: Sheets, sheet: PrintedSheet) -> None:
    """Draw the answer sheet on pages of its own, the questions below one another in columns."""
    sheets.head(sheet, _("Answer sheet"))
    facts = {"count": len(sheet.questions)}
    sheets.paragraph(_("%(count)d questions. Cross the box. Wrong box? Fill it in, cross another.") % facts, SMALL + 1)
    columns = _columns(sheets, sheet)
    top, y, column = sheets.y_now + 2, sheets.y_now + 2, 0
    for question in sheet.questions:
        if y + ROW > BOTTOM:
            column, y = column + 1, top
        if column == columns:
            sheets.head(sheet, _("Answer sheet"))
            column, top, y = 0, sheets.y_now, sheets.y_now
        _place(sheets, question, LEFT + column * WIDTH / columns, y, WIDTH / columns)
        y += ROW


def _columns(sheets: Sheets, sheet: PrintedSheet) -> int:
    """Return how many columns leave room for the longest row of boxes."""
    widest = max((_width(sheets, question) for question in sheet.questions), default=0)
    return max(1, min(MOST_COLUMNS, int(WIDTH / widest))) if widest else 1


def _width(sheets: Sheets, question: PrintedQuestion) -> float:
    if not question.is_crossed:
        return WIDTH / 2
    return NUMBER + sum(_step(sheets, option.mark) for option in question.options)


def _step(sheets: Sheets, mark: str) -> float:
    return BOX + AFTER_BOX + sheets.type.width(sheets.type.plain(mark), TEXT) + BETWEEN


def _place(sheets: Sheets, question: PrintedQuestion, x: float, y: float, width: float) -> None:
    sheets.type.write(f"{question.number}.", x, y + 1, TEXT)
    sheets.set_draw_color(*INK)
    sheets.set_line_width(0.25)
    if not question.is_crossed:
        sheets.line(x + NUMBER, y + ROW - 1.5, x + width - BETWEEN, y + ROW - 1.5)
        return
    beside = x + NUMBER
    for option in question.options:
        sheets.rect(beside, y + 1.6, BOX, BOX)
        sheets.type.write(sheets.type.plain(option.mark), beside + BOX + AFTER_BOX, y + 1, TEXT)
        beside += _step(sheets, option.mark)
