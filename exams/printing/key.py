"""What is right on each form, for the invigilator alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from exams.printing.page import HEADING, LEFT, SMALL, TEXT, WIDTH, Sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exams.printing.sheet import PrintedQuestion, PrintedSheet

A_ROW = 5


def key_pdf(forms: Sequence[PrintedSheet]) -> bytes:
    """Return the PDF with the right answers of every form, each on a page of its own."""
    sheets = Sheets(_("Key · %s · not for workers") % forms[0].title)
    for sheet in forms:
        sheets.head(sheet, _("Key, for the invigilator alone"), asks_who=False)
        sheets.paragraph(_("Keep it away from the room until the papers are handed in."), SMALL + 1)
        for heading, questions in sheet.parts():
            sheets.y_now += 2
            sheets.paragraph(heading, HEADING, bold=True)
            _rights(sheets, questions)
    return bytes(sheets.output())


def _rights(sheets: Sheets, questions: Iterable[PrintedQuestion]) -> None:
    """Letters stand in rows of five, words that were to be written below one another."""
    crossed = iter([question for question in questions if question.is_crossed])
    for row in _rows(crossed):
        sheets.write_row(
            [(LEFT + place * WIDTH / A_ROW, sheets.type.plain(_right(asked))) for place, asked in enumerate(row)], TEXT
        )
    for question in questions:
        if not question.is_crossed:
            sheets.paragraph(_right(question), TEXT)


def _rows(questions: Iterator[PrintedQuestion]) -> Iterator[list[PrintedQuestion]]:
    while row := list(islice(questions, A_ROW)):
        yield row


def _right(question: PrintedQuestion) -> str:
    return f"{question.number}. {question.right}"
