"""Tables of questions: from a file's sheets to questions, the rows that are none, and what has to be asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from exams.importing.columns import OPTION_FIELDS, Columns, by_heading
from exams.importing.contents import SAMPLE_ROWS, Guess, by_content, holds_questions
from exams.importing.csv_tables import read_csv
from exams.importing.drafts import BadRow, QuestionDraft, UnreadableRow
from exams.importing.kinds import kind_of
from exams.importing.mapping import BadMapping, Mapping
from exams.importing.own_tables import read_own_tables
from exams.importing.row_pieces import pieces_of_cells
from exams.importing.rows import BROKEN, has_question, read_row
from exams.importing.sheet_pictures import beside_no_question, by_row, one_a_cell, pictured, without_pictures
from organizations.archives import BadFile
from organizations.spreadsheets import Sheet, read_workbook
from organizations.workbook_pictures import cell_pictures

WORKBOOKS = (".xlsx", ".xls")
SHOWN_ROWS = 8
SHARED = frozenset({"kind", "category", "difficulty", "posts", "background"})  # what a merged cell says for many rows
# sheets that people lay beside their questions; they are passed over when nothing else tells what they are
BESIDE = ("说明", "任务", "分配", "分工", "目录", "封面", "统计", "汇总", "示例")
Found = tuple[list[QuestionDraft], list[BadRow]]


@dataclass(frozen=True, slots=True)
class UnknownSheet:
    """A sheet that a person has to explain: its first rows with their numbers, and what its columns might be."""

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    guess: Columns
    hidden: bool = False


class UnknownColumns(BadFile):
    """No sheet could be understood; `sheets` are those that might hold questions, for a person to say what is what."""

    def __init__(self, message: str, sheets: tuple[UnknownSheet, ...]) -> None:
        super().__init__(message)
        self.sheets = sheets


def read_tables(path: Path, filename: str, mapping: Mapping | None = None) -> Found:
    """Return every question and every bad row of the file.

    A file that was exported here is read to the letter; any other sheet by the mapping, by its headings, or by what
    stands in it. Raises BadFile for a file that holds no questions, UnknownColumns where a person has to say which
    column is what, BadMapping where he said what can't be.
    """
    sheets = _with_pictures(path, sheets_of(path, filename), filename)
    if not mapping and (own := read_own_tables(path, sheets, filename=filename)):
        return own
    mapped = mapping.sheets if mapping else {}
    check_names(mapped, [sheet.name for sheet in sheets], filename)
    known: list[tuple[Sheet, Columns]] = []
    unknown: list[UnknownSheet] = []
    for sheet in sheets:
        if sheet.name in mapped:
            columns = mapped[sheet.name]
            known += [(sheet, checked(sheet, columns))] if columns else []
        elif guess := recognise(sheet):
            if guess.is_certain and not sheet.hidden:
                known.append((sheet, guess.columns))
            else:
                unknown.append(unknown_sheet(sheet, guess.columns))
    return _read(known, unknown, filename)


def sheets_of(path: Path, filename: str) -> list[Sheet]:
    """Return the sheets of a table that hold anything. Raises BadFile."""
    if filename.lower().endswith(".csv"):
        return [read_csv(path, filename=filename)]
    if filename.lower().endswith(".txt"):
        return [read_csv(path, filename=filename, separators=("\t",))]
    return read_workbook(path, filename=filename, endings=WORKBOOKS)


def check_names(mapped: Iterable[str], names: Collection[str], filename: str) -> None:
    """Raise BadMapping for a sheet that the file doesn't have."""
    for name in mapped:
        if name not in names:
            raise BadMapping(_("%(file)s has no sheet called %(sheet)s.") % {"file": filename, "sheet": name})


def _with_pictures(path: Path, sheets: Sequence[Sheet], filename: str) -> list[Sheet]:
    found = cell_pictures(path, sheets, filename=filename)
    return [replace(sheet, pictures=found.get(sheet.name, {})) for sheet in sheets]


def recognise(sheet: Sheet) -> Guess | None:
    """Return what the columns of a sheet are, and how certain that is; None for a sheet that holds no questions."""
    columns = by_heading(sheet)
    if columns:
        return Guess(columns, 0.0 if columns.missing or _lacks_options(sheet, columns) else 1.0)
    guess = by_content(sheet)
    beside = any(word in sheet.name for word in BESIDE) or not holds_questions(sheet)
    return None if beside and not guess.is_certain else guess


def _lacks_options(sheet: Sheet, columns: Columns) -> bool:
    """Whether no heading was understood as that of the options, and no row can do without them."""
    if {"options", OPTION_FIELDS[0]} & columns.fields.keys():
        return False
    found = list(islice(read_sheet(sheet, columns, filename=""), SAMPLE_ROWS))
    return bool(found) and not any(isinstance(each, QuestionDraft) for each in found)


def _read(known: Sequence[tuple[Sheet, Columns]], unknown: Sequence[UnknownSheet], filename: str) -> Found:
    if not known and unknown:
        raise not_understood(unknown, filename)
    drafts: list[QuestionDraft] = []
    bad = [passed_over(sheet, filename) for sheet in unknown]
    for sheet, columns in known:
        for found in read_sheet(sheet, columns, filename=filename):
            if isinstance(found, BadRow):
                bad.append(found)
            else:
                drafts.append(found)
    if not drafts and not bad:
        raise BadFile(
            _(
                "%s holds no questions: a table of questions has a row of headings like 题型, 题目, 选项A, 选项B "
                "and 答案, and a question in each row below."
            )
            % filename
        )
    return drafts, bad


def read_sheet(sheet: Sheet, columns: Columns, *, filename: str) -> Iterator[QuestionDraft | BadRow]:
    """Give each question and bad row below the headings. A line like 二、多选题 says the kind of what follows."""
    rows = sheet.numbered()
    headings = next((row for number, row in rows if number == columns.header), None)
    kind: str | None = None
    waiting = by_row(sheet.pictures)
    for number, row in rows:
        if row == headings or number <= (columns.header or 0):
            continue
        filled = [cell for cell in row if cell]
        if len(filled) == 1 and (said := kind_of(filled[0])):
            kind = said
            continue
        cells = _cells(sheet, columns, number, row)
        if not has_question(cells):
            continue
        place, there = f"{filename}:{sheet.name}:{number}", waiting.pop(number, {})
        try:
            pictures = one_a_cell(there)
            draft = read_row(without_pictures(cells, columns, pictures), columns, place=place, kind=kind)
            yield pictured(draft, columns, pictures)
        except UnreadableRow as reason:
            words = without_pictures(cells, columns, there)
            pieces = pieces_of_cells(words, row, columns, kind, is_pictured=bool(there))
            yield BadRow(place, str(reason), words.get("stem", "")[:60], pieces)
    for number in sorted(waiting):
        if number > (columns.header or 0):
            yield BadRow(f"{filename}:{sheet.name}:{number}", beside_no_question())


def _cells(sheet: Sheet, columns: Columns, number: int, row: Sequence[str]) -> dict[str, str]:
    cells = {name: row[column].strip() for name, column in columns.fields.items() if column < len(row)}
    if sheet.merged:
        for name in SHARED & cells.keys():
            cells[name] = cells[name] or sheet.merged.get((number, columns.fields[name]), "")
    broken = [name for name, column in columns.fields.items() if (number, column) in sheet.broken]
    return cells | dict.fromkeys(broken, BROKEN)


def checked(sheet: Sheet, columns: Columns) -> Columns:
    """Return the columns. Raises BadMapping for one that the sheet doesn't have."""
    width = max((len(row) for row in sheet.rows), default=0)
    for name, column in columns.fields.items():
        if column >= width:
            raise BadMapping(
                _("Sheet %(sheet)s, %(name)s: there is no column %(column)s, the last one is %(last)s.")
                % {"sheet": sheet.name, "name": name, "column": column, "last": width - 1}
            )
    return columns


def unknown_sheet(sheet: Sheet, guess: Columns) -> UnknownSheet:
    """Return what a person needs to see of the sheet."""
    return UnknownSheet(sheet.name, tuple(sheet.numbered()[:SHOWN_ROWS]), guess, sheet.hidden)


def passed_over(sheet: UnknownSheet, filename: str) -> BadRow:
    """Return the bad row that stands for a sheet nobody understood beside others that were read."""
    place = f"{filename}:{sheet.name}:{sheet.rows[0][0]}"
    if sheet.hidden:
        reason = _("This sheet is hidden, so nothing of it was read: show it in Excel, or delete it.")
    else:
        reason = _(
            "Nothing of this sheet was read: which column is the question, and which the answer, could not be told. "
            "Put a row of headings like 题型, 题目, 选项A, 选项B and 答案 above the questions, or delete the sheet."
        )
    return BadRow(place, reason, is_sheet=True)


def not_understood(sheets: Sequence[UnknownSheet], filename: str) -> UnknownColumns:
    """Return the question to a person: what are the columns of these sheets?"""
    said = _(
        "%(file)s, sheet %(sheets)s: which column is the question, and which the answer, could not be told. Say it, or "
        "put a row of headings like 题型, 题目, 选项A, 选项B and 答案 above the questions."
    ) % {"file": filename, "sheets": "、".join(sheet.name for sheet in sheets)}
    return UnknownColumns(said, tuple(sheets))
