"""Questions on paper: a Word file to print, for those who write and, with the key, for those who mark.

With its key it can be imported again as far as a paper goes: kinds, words, options, pictures and answers; of hazards it
has the picture with squares drawn over it, which is for eyes alone. It has no explanation, subject, difficulty, posts,
industries or articles; what happened before a question comes back as a line by itself. Room for the answer makes no
other question of it: what the bank has comes back as a duplicate. The Excel file has it all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import IO, Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from exams.exporting.docx_pictures import Pictures
from exams.exporting.words import ILLEGAL, KIND_NAMES, truth_word
from exams.importing.document_numbers import written
from exams.importing.drafts import QuestionDraft
from exams.importing.marks import BLANK
from exams.models.questions import QuestionKind
from exams.pictures.alone import words_beside
from exams.pictures.shelf import EMPTY, Shelf

# Word and WPS both have these on every Chinese system
FONT, HEADING_FONT, LATIN_FONT = "宋体", "黑体", "Times New Roman"
A4, MARGIN = (Mm(210), Mm(297)), Mm(20)
BODY, SECTION, TITLE = Pt(11), Pt(12), Pt(16)
NAME_LINE = "单位：______________　姓名：____________　工号：__________　得分：________"
BRACKET, LINE = "（　　）", "____________"
FOUND = "格子：________　隐患：________________________________"
WRITTEN_OUT = frozenset({QuestionKind.FILL, QuestionKind.HAZARD})  # their answers want a line each in the key
KEY_TITLE, NUMBER, ANSWER = "参考答案", "题号", "答案"
IN_A_ROW = 10  # answers side by side in the key
Group = tuple[str, list[tuple[int, QuestionDraft]]]


def write_docx(
    questions: Iterable[QuestionDraft], stream: IO[bytes], *, title: str, with_key: bool, shelf: Shelf = EMPTY
) -> None:
    """Write the questions on A4, by kind and numbered through; pictures are opened one after the other."""
    groups = _groups(list(questions))
    document = _blank_document()
    pictures = Pictures(document, shelf)
    _line(document, title, font=HEADING_FONT, size=TITLE, centred=True)
    _line(document, NAME_LINE)
    for place, (kind, numbered) in enumerate(groups, 1):
        remark = f"（共{len(numbered)}题）"
        _line(document, f"{_ordinal(place)}{KIND_NAMES[kind]}{remark}", font=HEADING_FONT, size=SECTION, kept=True)
        told = ""
        for number, question in numbered:
            if question.background and question.background != told:
                _line(document, question.background, kept=True)
            told = question.background
            _question(document, number, question, pictures)
    if with_key:
        _key(document, groups)
    document.save(stream)


def _groups(questions: Sequence[QuestionDraft]) -> list[Group]:
    groups: list[Group] = []
    number = 0
    for kind in KIND_NAMES:
        of_kind = [question for question in questions if question.kind == kind]
        if of_kind:
            groups.append((kind, list(enumerate(of_kind, number + 1))))
            number += len(of_kind)
    return groups


def _ordinal(place: int) -> str:
    return f"{written(place, 'chineseCounting')}、"


def _blank_document() -> Document:
    document: Document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = A4
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = LATIN_FONT, BODY
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(3)
    return document


def _line(
    document: Document, text: str, *, font: str = "", size: Pt | None = None, centred: bool = False, kept: bool = False
) -> Paragraph:
    """Add a paragraph and return it; `kept` keeps it on one page with the next."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(_clean(text))
    if font:
        run.font.name, run.font.size, run.bold = LATIN_FONT, size, True
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = kept
    return paragraph


def _question(document: Document, number: int, question: QuestionDraft, pictures: Pictures) -> None:
    unit = f"（单位：{question.unit}）" if question.unit else ""
    lines = [_line(document, f"{number}. {_asked(question)}{unit}", kept=True)]
    pictured = {picture.place for picture in question.pictures}
    if "" in pictured:
        lines.append(_line(document, "", kept=True))
        pictures.add(lines[-1], question, "")
    if question.kind == QuestionKind.HAZARD:
        lines += [_line(document, FOUND, kept=True) for _hazard in question.answer]
    elif question.kind != QuestionKind.TRUE_FALSE:
        for key, text in question.options:
            words = words_beside(text, is_pictured=key in pictured)
            lines.append(_line(document, f"{key}. {words}", kept=True))
            pictures.add(lines[-1], question, key)
    lines[-1].paragraph_format.keep_with_next = False


def _asked(question: QuestionDraft) -> str:
    """Return the question with room for its answer."""
    if question.kind == QuestionKind.HAZARD or BLANK.search(question.stem):
        return question.stem
    return f"{question.stem}{LINE if question.kind in (QuestionKind.FILL, QuestionKind.ORDER) else BRACKET}"


def _key(document: Document, groups: Sequence[Group]) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    _line(document, KEY_TITLE, font=HEADING_FONT, size=TITLE, centred=True, kept=True)
    for place, (kind, numbered) in enumerate(groups, 1):
        _line(document, f"{_ordinal(place)}{KIND_NAMES[kind]}", font=HEADING_FONT, size=SECTION, kept=True)
        answers = [(str(number), _answer(question)) for number, question in numbered]
        if kind in WRITTEN_OUT:
            _table(document, [(NUMBER, ANSWER), *answers])
            continue
        for first in range(0, len(answers), IN_A_ROW):
            row = answers[first : first + IN_A_ROW]
            rows = list(zip((NUMBER, ANSWER), *row, strict=True))
            _table(document, rows)


def _answer(question: QuestionDraft) -> str:
    if question.kind == QuestionKind.TRUE_FALSE:
        return truth_word(question)
    if question.kind == QuestionKind.HAZARD:
        return "；".join(question.answer)
    if question.kind != QuestionKind.FILL:
        return "".join(question.answer)
    within = f"±{question.tolerance}{question.unit}" if question.tolerance else question.unit
    return f"{' | '.join(question.answer)}{within}"


def _table(document: Document, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = _clean(text)
    document.add_paragraph()


def _clean(text: str) -> str:
    return ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
