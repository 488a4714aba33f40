"""Word files of questions: running text and tables, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from docx.oxml.ns import qn

from courses.uploads.office_files import open_word
from exams.importing.columns import Columns, by_heading
from exams.importing.document_numbers import Numbers
from exams.importing.document_words import Drawn, Words, blocks_of, mark_is_deleted, rows_of, words_of
from exams.importing.drafts import BadRow, QuestionDraft, UnreadableRow
from exams.importing.lines import read_lines
from exams.importing.mapping import Mapping as ColumnMapping
from exams.importing.marks import letters_of, truth_of
from exams.importing.pictures import described, not_carried, taken
from exams.importing.pieces import Line, begins_something
from exams.importing.row_pieces import pieces_of_text
from exams.importing.tables import (
    check_names,
    checked,
    not_understood,
    passed_over,
    read_sheet,
    recognise,
    unknown_sheet,
)
from exams.importing.text_file import no_question
from exams.pictures.drafts import DraftPicture
from organizations.archives import BadFile
from organizations.spreadsheets import Sheet, plain

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part

NUMBER_HEADINGS, ANSWER_HEADINGS = frozenset({"题号", "序号", "编号"}), frozenset({"答案", "正确答案", "参考答案"})
KEY = "参考答案"


@dataclass(slots=True)
class Content:
    """A document taken apart: lines with their places, and tables with a heading as sheets.

    `mapped` is what a person said of tables. `tables` are all of them but keys; `open_tables` are those whose rows
    stand among the lines, by the lines they fill.
    """

    filename: str
    mapped: Mapping[str, Columns | None] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    sheets: list[tuple[Sheet, Columns]] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    files: Mapping[str, Part] = field(default_factory=dict)
    tables: list[Sheet] = field(default_factory=list)
    open_tables: list[tuple[Sheet, range]] = field(default_factory=list)

    def add(self, words: Words, place: str) -> None:
        for line in words.lines():
            odd, pictures = line.odd, []
            try:
                pictures = [self._picture(drawn) for drawn in line.drawn]
            except UnreadableRow as reason:
                odd = odd or str(reason)
            self.lines.append(Line(len(self.lines), line.text, odd, tuple(pictures)))
            self.places.append(place)

    def _picture(self, drawn: Drawn) -> DraftPicture:
        file = self.files.get(drawn.name)
        if file is None:
            raise UnreadableRow(_("A picture is missing in the file: put it into the question again in Word or WPS."))
        return DraftPicture("", described(drawn.alt), taken(file.blob, file.partname.filename))

    def without(self, tables: Sequence[Sheet]) -> list[Line]:
        """Return the lines that stand in none of these tables."""
        inside = {number for sheet, lines in self.open_tables if sheet in tables for number in lines}
        return [line for line in self.lines if line.number not in inside]


def read_document(
    path: Path, filename: str, mapping: ColumnMapping | None = None
) -> tuple[list[QuestionDraft], list[BadRow]]:
    """Return the questions, places being FILE:正文:PARAGRAPH or FILE:表格1:ROW. Raises BadFile.

    Changes that are tracked count as accepted. Pictures come along; a question with a formula is named. A table is read
    by the mapping, by its headings, as lines, or by what stands in it; raises UnknownColumns where all that yields
    nothing and there is nothing else, BadMapping where the mapping can't be.
    """
    content = _content(open_word(path, filename=filename), filename, mapping.sheets if mapping else {})
    check_names(content.mapped, [sheet.name for sheet in content.tables], filename)
    drafts, bad = _read_lines(content, content.lines)
    unread = [sheet for sheet, _lines in content.open_tables if not _gave(sheet, filename, drafts)]
    guesses = {sheet.name: guess for sheet in unread if (guess := recognise(sheet))}
    certain = {name: guess.columns for name, guess in guesses.items() if guess.is_certain}
    if certain:
        return read_document(path, filename, ColumnMapping({**content.mapped, **certain}))
    unread = [sheet for sheet in unread if sheet.name in guesses]
    unknown = [unknown_sheet(sheet, guesses[sheet.name].columns) for sheet in unread]
    if unknown:
        drafts, bad = _read_lines(content, content.without(unread))
    if unknown and not drafts and not content.sheets:
        raise not_understood(unknown, filename)
    bad += [passed_over(sheet, filename) for sheet in unknown]
    for sheet, columns in content.sheets:
        for found in read_sheet(sheet, columns, filename=filename):
            if isinstance(found, BadRow):
                bad.append(found)
            else:
                drafts.append(found)
    bad = bad + content.bad
    if not drafts and not bad:
        raise BadFile(no_question(filename))
    return drafts, bad


def tables_of(path: Path, filename: str) -> list[Sheet]:
    """Return the tables of a Word file that may hold questions, called 表格1, 表格2 … Raises BadFile."""
    return _content(open_word(path, filename=filename), filename, {}).tables


def _read_lines(content: Content, lines: Sequence[Line]) -> tuple[list[QuestionDraft], list[BadRow]]:
    if content.sheets and not any(map(begins_something, lines)):
        return [], []  # a title above the table
    return read_lines(lines, place=lambda line: content.places[line])


def _gave(sheet: Sheet, filename: str, drafts: Sequence[QuestionDraft]) -> bool:
    """Whether a table whose rows were read as lines gave a question."""
    return any(draft.place.startswith(f"{filename}:{sheet.name}:") for draft in drafts)


def _content(document: Document, filename: str, mapped: Mapping[str, Columns | None]) -> Content:
    content, numbers = Content(filename, mapped, files=document.part.related_parts), Numbers(document)
    paragraphs, tables = 0, 0
    begun = Words("")
    for block in blocks_of(document.element.body):
        if block.tag == qn("w:tbl"):
            tables += 1
            _table(content, rows_of(block), f"表格{tables}")
            continue
        paragraphs += 1
        begun += words_of(block)
        if mark_is_deleted(block):
            continue
        content.add(_numbered(begun, numbers.before(block)), f"{filename}:正文:{paragraphs}")
        begun = Words("")
    content.add(begun, f"{filename}:正文:{paragraphs}")
    return content


def _numbered(words: Words, number: str) -> Words:
    """An empty paragraph shows a number too, but nobody means it."""
    return Words(f"{number} ") + words if number and (words.marked.strip() or words.odd) else words


def _table(content: Content, rows: Sequence[Sequence[Words]], name: str) -> None:
    """A table with a heading is a sheet, one of numbers and answers a key, and any other holds a question a row."""
    sheet = Sheet(name, 1, tuple(tuple(cell.text for cell in row) for row in rows))
    columns = content.mapped[name] if name in content.mapped else by_heading(sheet)
    place = f"{content.filename}:{name}"
    key = [] if name in content.mapped else list(_key(sheet.rows))
    if key and (columns is None or columns.missing):
        content.add(Words(KEY), place)
        for asked, answer in key:
            content.add(Words(f"{asked}. 答案：{answer}"), f"{place}:1")
        return
    content.tables.append(sheet)
    if columns and (name in content.mapped or not columns.missing):
        whole = [_sheet_row(content, row, f"{place}:{number}") for number, row in enumerate(rows, 1)]
        content.sheets.append((Sheet(name, 1, tuple(whole)), checked(sheet, columns)))
    elif name not in content.mapped:
        before = len(content.lines)
        for number, row in enumerate(rows, 1):
            for words in _row(row):
                content.add(words, f"{place}:{number}")
        content.open_tables.append((sheet, range(before, len(content.lines))))


def _sheet_row(content: Content, row: Sequence[Words], place: str) -> tuple[str, ...]:
    odd = next((cell.odd or not_carried() for cell in row if cell.odd or cell.drawn), "")
    if not odd:
        return tuple(cell.text for cell in row)
    longest = max((cell.text for cell in row), key=len)
    whole = " | ".join(cell.text for cell in row if cell.text)
    content.bad.append(BadRow(place, odd, longest[:60], pieces_of_text(whole)))
    return ()


def _key(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Return (number, answer) of a table with 题号 above 答案, or 题号 beside 答案; nothing for another table."""
    heads = [plain(row[0]) if row else "" for row in rows]
    for above, below, head, next_head in zip(rows, rows[1:], heads, heads[1:], strict=False):
        if head in NUMBER_HEADINGS and next_head in ANSWER_HEADINGS:
            yield from _pairs(above[1:], below[1:])
    first = [plain(cell) for cell in rows[0]] if rows else []
    if len(first) > 1 and all(
        cell in (ANSWER_HEADINGS if place % 2 else NUMBER_HEADINGS) for place, cell in enumerate(first)
    ):
        for row in rows[1:]:
            yield from _pairs(row[::2], row[1::2])


def _pairs(numbers: Sequence[str], answers: Sequence[str]) -> Iterator[tuple[str, str]]:
    pairs = zip(numbers, answers, strict=False)
    return ((number.strip(), answer.strip()) for number, answer in pairs if number.strip().isdigit() and answer.strip())


def _row(row: Sequence[Words]) -> Iterator[Words]:
    """Return the lines of one row: a bare number belongs to the question behind it, a bare answer at the end is one."""
    cells = [cell for cell in row if cell.marked or cell.odd]
    if len(cells) > 1 and cells[0].text.rstrip(".、．").isdigit():
        number = cells[0].text.rstrip(".、．")
        cells = [Words(f"{number}. ") + cells[1], *cells[2:]]
    if len(cells) > 1 and not cells[-1].drawn and (letters_of(cells[-1].text) or truth_of(cells[-1].text)):
        cells = [*cells[:-1], Words(f"答案：{cells[-1].text}")]
    yield from cells
