"""A bank as an Excel file that comes in again as it went out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from exams.exporting.layout import COLUMNS, LAYOUT, MARK, SHEET
from exams.exporting.lists import joined, listed
from exams.exporting.words import CATEGORY_NAMES, DIFFICULTY_NAMES, KIND_NAMES, truth_word
from exams.exporting.xlsx_pictures import lay_pictures
from exams.importing.drafts import QuestionDraft
from exams.models.questions import QuestionKind
from exams.pictures.shelf import EMPTY, Shelf
from organizations.errors import Refused
from organizations.excel import A4, HEADING_GROUND, LONGEST_CELL, STRONG, WRAPPED, text_cell
from organizations.models import Industry

# how a spreadsheet itself writes what XML can't hold (ECMA-376 part 1, 22.9.2.19, ST_Xstring)
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
TO_READ = Alignment(wrap_text=True, vertical="top")
SHOWN = 30
SAME_OPTIONS = frozenset({QuestionKind.TRUE_FALSE, QuestionKind.HAZARD})  # the kind says what they are


class TooLong(Refused):
    """A text that fits into no cell."""


def write_xlsx(
    questions: Iterable[QuestionDraft],
    stream: IO[bytes],
    cases: Mapping[int, str] | None = None,
    shelf: Shelf = EMPTY,
    procedures: Mapping[str, str] | None = None,
) -> None:
    """Write one sheet with a question a row, every kind, every field. Raises TooLong before anything is written.

    The answer is letters, 正确 or 错误, one text, a JSON list of texts, or a hazard a line with its squares; posts and
    industries stand with 、 between. `cases` and `procedures` have the words for what questions rest on, by key; what
    has no words is left out. Pictures lie in the cells of the question and of its options, below the words; each is
    opened when its turn comes.
    """
    with override("zh-hans"):  # the industries' names are words of the file
        industries = {industry.value: str(industry.label) for industry in Industry}
    asked = list(questions)
    rows = [_written(_row(question, industries, cases or {}, procedures or {}), question) for question in asked]
    workbook = _workbook()
    sheet: Any = workbook.create_sheet(SHEET)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight, sheet.page_setup.paperSize = 0, A4
    sheet.page_setup.orientation = "landscape"
    for place, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.append([_head(sheet, column.heading) for column in COLUMNS])
    for number, (question, row) in enumerate(zip(asked, rows, strict=True), 2):
        if question.pictures:
            lay_pictures(sheet, number, row, question, shelf)
        sheet.append([_cell(sheet, text) for text in row])
    workbook.save(stream)


def _workbook() -> Workbook:
    workbook = Workbook(write_only=True)
    workbook.defined_names[MARK] = DefinedName(MARK, attr_text=str(LAYOUT), hidden=True)
    return workbook


def _cell(sheet: Any, text: str) -> Any:
    if not text:
        return None
    cell = text_cell(sheet, text)
    cell.alignment = TO_READ
    return cell


def _row(
    question: QuestionDraft, industries: Mapping[str, str], cases: Mapping[int, str], procedures: Mapping[str, str]
) -> Sequence[str]:
    options = {} if question.kind in SAME_OPTIONS else dict(question.options)
    words = {
        **options,
        "kind": KIND_NAMES[question.kind],
        "answer": _answer(question),
        "category": CATEGORY_NAMES[question.category],
        "difficulty": DIFFICULTY_NAMES[question.difficulty],
        "posts": joined(question.posts),
        "industries": joined([industries[industry] for industry in question.industries]),
        "basis_case": cases.get(question.basis_case, "") if question.basis_case else "",
        "basis_procedure": procedures.get(question.basis_procedure, ""),
    }
    return [words[column.field] if column.field in words else getattr(question, column.field, "") for column in COLUMNS]


def _answer(question: QuestionDraft) -> str:
    if question.kind == QuestionKind.TRUE_FALSE:
        return truth_word(question)
    if question.kind == QuestionKind.FILL:
        return listed(question.answer)
    if question.kind == QuestionKind.HAZARD:
        return "\n".join(question.answer)
    return "".join(question.answer)


def _head(sheet: Any, heading: str) -> Any:
    cell = text_cell(sheet, heading, font=STRONG)
    cell.fill, cell.alignment = HEADING_GROUND, WRAPPED
    return cell


def _written(row: Sequence[str], question: QuestionDraft) -> list[str]:
    written = [UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text) for text in row]
    if any(len(text) > LONGEST_CELL for text in written):
        raise TooLong(
            _("“%s…” is too long for a cell of Excel (32,767 characters): shorten it, or export it to Moodle XML.")
            % question.stem[:SHOWN]
        )
    return written
