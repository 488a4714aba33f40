"""Our own Excel file, and what somebody does to it in a spreadsheet program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO

import openpyxl

from exams.exporting.layout import COLUMNS
from exams.exporting.xlsx import write_xlsx
from exams.importing.drafts import BadRow, QuestionDraft
from exams.models import QuestionKind

Found = tuple[list[QuestionDraft], list[BadRow]]
Edit = Callable[[openpyxl.Workbook], None]
HEADINGS = [column.heading for column in COLUMNS]
CHOICE = QuestionDraft("", QuestionKind.SINGLE, "先做什么？", (("A", "断电"), ("B", "救人")), ("A",))
NUMBER = QuestionDraft("", QuestionKind.FILL, "几伏？", (), ("36",), tolerance="0.5", unit="伏")


def exported(
    *questions: QuestionDraft, cases: Mapping[int, str] | None = None, procedures: Mapping[str, str] | None = None
) -> bytes:
    """Return the file of these questions; `cases` and `procedures` are the labels of those by their keys."""
    file = BytesIO()
    write_xlsx(questions, file, cases, procedures=procedures)
    return file.getvalue()


def put(heading: str, text: object, row: int = 2) -> Edit:
    """Write the text below a heading."""

    def edit(workbook: openpyxl.Workbook) -> None:
        workbook.active.cell(row, HEADINGS.index(heading) + 1).value = text

    return edit
