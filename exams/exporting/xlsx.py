"""A bank as an Excel sheet that comes in again as it went out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import IO, Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from exams.exporting.words import CATEGORY_NAMES, KIND_NAMES, truth_word
from exams.importing.drafts import QuestionDraft
from exams.models.questions import QuestionKind
from organizations.errors import Refused
from organizations.excel import HEADING_GROUND, LONGEST_CELL, STRONG, WRAPPED, text_cell
from organizations.models import Industry

KEYS = "ABCDEFGH"
# heading and width in half-width characters
COLUMNS = (
    *(("题型", 10), ("题目内容", 50)),
    *((f"选项{key}", 20) for key in KEYS),
    *(("答案", 12), ("解析", 40), ("类别", 16), ("难度", 6), ("岗位", 16), ("行业", 16)),
    *(("依据", 20), ("依据版本", 10), ("依据条款", 14), ("依据原文", 30), ("背景", 30), ("误差", 8), ("单位", 8)),
)
SHEET = "试题"
# how a spreadsheet itself writes what XML can't hold (ECMA-376 part 1, 22.9.2.19, ST_Xstring)
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
# a text to fill in that holds one of these could be taken for several
SEVERAL = re.compile(r"[|｜;；,，、/\\\[\]\"“”\s或]")
SHOWN = 30


class TooLong(Refused):
    """A text that fits into no cell."""


def write_xlsx(questions: Iterable[QuestionDraft], stream: IO[bytes]) -> None:
    """Write one sheet with a question a row, every kind, every field. Raises TooLong before anything is written.

    The answer is letters, 正确 or 错误, one text, or a JSON list of texts; posts and industries stand with 、 between.
    """
    with override("zh-hans"):  # the industries' names are words of the file
        rows = [[_written(text, question) for text in _row(question)] for question in questions]
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(SHEET)
    sheet.freeze_panes = "A2"
    for place, (_heading, width) in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([_head(sheet, heading) for heading, _width in COLUMNS])
    for row in rows:
        sheet.append([text_cell(sheet, text) if text else None for text in row])
    workbook.save(stream)


def _row(question: QuestionDraft) -> Sequence[str]:
    options = {} if question.kind == QuestionKind.TRUE_FALSE else dict(question.options)
    return (
        KIND_NAMES[question.kind],
        question.stem,
        *(options.get(key, "") for key in KEYS),
        _answer(question),
        question.explanation,
        CATEGORY_NAMES[question.category],
        str(question.difficulty),
        "、".join(question.posts),
        "、".join(str(Industry(industry).label) for industry in question.industries),
        question.basis_text,
        question.basis_version,
        question.basis_article,
        question.basis_quote,
        question.background,
        question.tolerance,
        question.unit,
    )


def _answer(question: QuestionDraft) -> str:
    if question.kind == QuestionKind.TRUE_FALSE:
        return truth_word(question)
    if question.kind == QuestionKind.FILL:
        return listed(question.answer)
    return "".join(question.answer)


def listed(texts: Sequence[str]) -> str:
    """Return one plain text as it is, and what could be misread as a JSON list."""
    if len(texts) == 1 and not SEVERAL.search(texts[0]):
        return texts[0]
    return json.dumps(list(texts), ensure_ascii=False)


def _head(sheet: Any, heading: str) -> Any:
    cell = text_cell(sheet, heading, font=STRONG)
    cell.fill, cell.alignment = HEADING_GROUND, WRAPPED
    return cell


def _written(text: str, question: QuestionDraft) -> str:
    written = UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    if len(written) > LONGEST_CELL:
        raise TooLong(
            _("“%s…” is too long for a cell of Excel (32,767 characters): shorten it, or export it to Moodle XML.")
            % question.stem[:SHOWN]
        )
    return written
