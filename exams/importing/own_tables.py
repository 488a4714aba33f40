"""Our own Excel file on its way back: told by its headings, and read to the letter instead of by guesses."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.utils.translation import gettext as _

from exams.basis_cases import cases_labelled
from exams.basis_procedures import procedures_labelled
from exams.exporting.layout import COLUMNS, LATER, LAYOUT, MARK
from exams.importing.columns import OPTION_FIELDS, Columns
from exams.importing.drafts import BadRow, QuestionDraft, UnreadableRow
from exams.importing.options import LETTERS
from exams.importing.own_rows import Known, is_filled, read_own_row, with_hazards
from exams.importing.sheet_pictures import Row as PictureRow
from exams.importing.sheet_pictures import beside_no_question, by_row, one_a_cell, pictured, without_pictures
from organizations.archives import BadFile
from organizations.spreadsheets import Sheet

HEADINGS = {column.heading: column.field for column in COLUMNS}
OPTIONS = dict(zip(LETTERS, OPTION_FIELDS, strict=True))
SHOWN = 60
Row = tuple[int, dict[str, str]]
Found = tuple[list[QuestionDraft], list[BadRow]]


def read_own_tables(path: Path, sheets: Sequence[Sheet], *, filename: str) -> Found | None:
    """Return every question and every bad row of a file that was exported here; None for any other file.

    A sheet is ours when its first row has all our headings, in whatever order and whatever else stands there: then
    nothing is trimmed, split or told by what it looks like. Texts come back without white space around them. Pictures
    that somebody has laid over its cells come along. Raises BadFile for a file of ours whose headings were changed, or
    that a later version has written.
    """
    own = [sheet for sheet in sheets if _columns(sheet) and not sheet.hidden]
    layout = _layout_of(path)
    if layout and layout > LAYOUT:
        raise BadFile(
            _("%s was exported by a newer version of this system: bring this one up to date, then upload it again.")
            % filename
        )
    if not own:
        if layout:
            raise BadFile(_headings_changed(sheets, filename))
        return None
    names = {sheet.name for sheet in own}
    drafts: list[QuestionDraft] = []
    bad = [BadRow(f"{filename}:{sheet.name}:1", _passed_over()) for sheet in sheets if sheet.name not in names]
    for sheet in own:
        for found in _read(sheet, filename):
            if isinstance(found, BadRow):
                bad.append(found)
            else:
                drafts.append(found)
    if not drafts and not bad:
        raise BadFile(_("%s holds no questions: nothing stands below the headings.") % filename)
    return drafts, bad


def _read(sheet: Sheet, filename: str) -> Iterator[QuestionDraft | BadRow]:
    rows = _rows(sheet)
    known = Known(
        cases_labelled({label for _number, cells in rows if (label := cells["basis_case"])}),
        procedures_labelled({label for _number, cells in rows if (label := cells["basis_procedure"])}),
    )
    broken = {number for number, _column in sheet.broken}
    waiting = by_row(sheet.pictures)
    for number, cells in rows:
        place, there = f"{filename}:{sheet.name}:{number}", waiting.pop(number, {})
        if number in broken:
            reason = _("A formula in this row gives an error: write the text itself into the cell.")
            yield BadRow(place, reason, cells["stem"][:SHOWN])
            continue
        try:
            yield _read_row(sheet, cells, known, place, there)
        except UnreadableRow as refusal:
            yield BadRow(place, str(refusal), cells["stem"][:SHOWN])
    heading = sheet.numbered()[0][0]
    for number in sorted(waiting):
        if number > heading:
            yield BadRow(f"{filename}:{sheet.name}:{number}", beside_no_question())


def _read_row(sheet: Sheet, cells: Mapping[str, str], known: Known, place: str, there: PictureRow) -> QuestionDraft:
    if not there:
        return with_hazards(read_own_row(cells, known, place=place), cells)
    columns = Columns({OPTIONS.get(name, name): column for name, column in _columns(sheet).items()}, header=1)
    pictures = one_a_cell(there)
    words = without_pictures({OPTIONS.get(name, name): text for name, text in cells.items()}, columns, pictures)
    by_field = {name: words[OPTIONS.get(name, name)] for name in cells}
    return with_hazards(pictured(read_own_row(by_field, known, place=place), columns, pictures), cells)


def _rows(sheet: Sheet) -> list[Row]:
    """Return the rows that say anything of a question, as cells by field."""
    columns = _columns(sheet)
    _head, *rows = sheet.numbered()
    lacking = {HEADINGS[heading]: "" for heading in LATER}
    found = [
        (number, lacking | {field: row[column] if column < len(row) else "" for field, column in columns.items()})
        for number, row in rows
    ]
    return [(number, cells) for number, cells in found if is_filled(cells)]


def _columns(sheet: Sheet) -> Mapping[str, int]:
    """Return the column of each field; nothing unless every heading is there once, save those of a later layout."""
    numbered = sheet.numbered()
    head = numbered[0][1] if numbered else ()
    places = [(HEADINGS[cell], place) for place, cell in enumerate(head) if cell in HEADINGS]
    columns = dict(places)
    missing = HEADINGS.keys() - LATER - set(head)
    return columns if len(places) == len(columns) and not missing else {}


def _layout_of(path: Path) -> int | None:
    """Return the number of the layout that the file says it has; None for a file that says none."""
    try:
        with zipfile.ZipFile(path) as archive:
            workbook = fromstring(archive.read("xl/workbook.xml"))
    except (zipfile.BadZipFile, KeyError, OSError, ParseError, DefusedXmlException, ValueError):
        return None
    said = next((each.text or "" for each in workbook.iterfind(".//{*}definedName") if each.get("name") == MARK), "")
    return int(said) if said.isdecimal() else None


def _headings_changed(sheets: Sequence[Sheet], filename: str) -> str:
    heads = [set(sheet.numbered()[0][1]) for sheet in sheets if not sheet.hidden and sheet.numbered()]
    nearest = max(heads, key=lambda head: len(head & HEADINGS.keys()), default=set())
    missing = [heading for heading in HEADINGS if heading not in nearest and heading not in LATER]
    if not missing:
        return (
            _("%s: a heading of the first row stands there twice. Leave each of the exported headings once.") % filename
        )
    return _(
        "%(file)s was exported here, but in its first row these headings are missing: %(headings)s. Put them back. A "
        "table of your own belongs in a new workbook."
    ) % {"file": filename, "headings": "、".join(missing)}


def _passed_over() -> str:
    return _("Nothing of this sheet was read: it is hidden, or its first row lacks the headings of the exported sheet.")
