"""Reading Excel files from strangers: what is refused, and why, before a cell is looked at."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from organizations.archives import BadFile, check_archive
from organizations.workbook_pictures import Pictures
from organizations.workbook_scan import MOST_CELLS, MOST_ROWS, Marks, damaged, scan, too_large

Cell = int | float | str | bool | time | date | datetime | timedelta
Place = tuple[int, int]
OLD_WORKBOOK = bytes.fromhex("d0cf11e0a1b11ae1")  # how an .xls file begins
MACROS = "_VBA_PROJECT".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with something in it. Rows are lists of texts, from column A on; `first_row` is the number Excel shows
    for rows[0]. `merged` has the text of a cell that reaches down, by (number of the row, column from 0), for each row
    below its first. `broken` are the places of formulas that failed; their text is empty. `pictures` are there only
    where somebody has looked for them (organizations.workbook_pictures).
    """

    name: str
    first_row: int
    rows: tuple[tuple[str, ...], ...]
    hidden: bool = False
    merged: Mapping[Place, str] = default(default_factory=dict)
    broken: frozenset[Place] = frozenset()
    pictures: Pictures = default(default_factory=dict)

    def numbered(self) -> list[tuple[int, tuple[str, ...]]]:
        """Return each row with the number that Excel shows beside it; empty rows are left out."""
        return [(self.first_row + place, row) for place, row in enumerate(self.rows) if any(row)]


def read_workbook(path: Path, *, filename: str, endings: tuple[str, ...] = (".xlsx",)) -> list[Sheet]:
    """Return the sheets that hold anything. Raises BadFile with a sentence that names the file.

    Of formulas the value is read that Excel kept when it saved; one that was never worked out is an empty cell.
    """
    marks = _check_container(path, filename, endings)
    try:
        with path.open("rb") as file:  # told by what is inside: many an .xls is an .xlsx with another name
            workbook = CalamineWorkbook.from_filelike(file)
        hidden = {each.name for each in workbook.sheets_metadata if each.visible != SheetVisibleEnum.Visible}
        sheets = [
            _sheet(workbook.get_sheet_by_name(name), name in hidden, marks.get(name, Marks()), filename)
            for name in workbook.sheet_names
        ]
    except (CalamineError, OSError, ValueError) as error:
        raise damaged(filename) from error
    found = [sheet for sheet in sheets if any(any(row) for row in sheet.rows)]
    if not found:
        raise BadFile(_("%(file)s is empty: no sheet holds anything.") % {"file": filename})
    return found


def _sheet(sheet: CalamineSheet, hidden: bool, marks: Marks, filename: str) -> Sheet:
    left = sheet.start[1] if sheet.start else 0
    if sheet.total_height > MOST_ROWS or sheet.total_height * sheet.total_width > MOST_CELLS:
        raise too_large(filename, sheet.total_height)
    before = ("",) * left
    rows = tuple(
        before + tuple(_shown(cell, (row, left + column) in marks.percents) for column, cell in enumerate(cells))
        for row, cells in enumerate(sheet.iter_rows())  # from the sheet's first row, but from its first filled column
    )
    broken = frozenset((row + 1, column) for row, column in marks.errors)
    return Sheet(sheet.name, 1, rows, hidden, _reaching_down(sheet, rows), broken)


def _shown(cell: Cell, percent: bool) -> str:
    return f"{cell * 100:.10g}%" if percent and isinstance(cell, int | float) else cell_text(cell)


def _reaching_down(sheet: CalamineSheet, rows: Sequence[Sequence[str]]) -> dict[Place, str]:
    reaching: dict[Place, str] = {}
    looked_at = 0
    for (first, column), (last, _column) in sheet.merged_cell_ranges or ():
        row = rows[first] if first < len(rows) else ()
        if column < len(row) and row[column] and looked_at < MOST_CELLS:
            below = range(first + 1, min(last + 1, len(rows)))
            reaching.update({(number + 1, column): row[column] for number in below})
            looked_at += len(
                below
            )  # who lays thousands of merged cells over each other shall not keep us busy for long
    return reaching


def _check_container(path: Path, filename: str, endings: tuple[str, ...]) -> dict[str, Marks]:
    """Raise BadFile for what should not be opened, and return the marks of each sheet."""
    check_name(filename)
    if not filename.lower().endswith(endings):
        raise BadFile(_("%(file)s is not an .xlsx file: save it as an Excel workbook (.xlsx).") % {"file": filename})
    with path.open("rb") as file:
        old = ".xls" in endings and file.read(len(OLD_WORKBOOK)) == OLD_WORKBOOK
    if not old:
        check_archive(path, filename=filename)
        return scan(path, filename=filename)
    if MACROS in path.read_bytes():
        raise BadFile(_("%(file)s holds macros: save it without them.") % {"file": filename})
    return {}


def check_name(filename: str) -> None:
    """Raise BadFile for the file that Excel lays beside an open table."""
    if filename.startswith("~$"):
        raise BadFile(_("%(file)s is Excel's lock file: choose the table itself.") % {"file": filename})


def cell_text(cell: Cell) -> str:
    """Return a cell as the text a person sees: 217 and not 217.0, 2024-03-04 and not a number of days."""
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
    return str(cell).strip()


def plain(text: str) -> str:
    """Return the text in half width, without spaces: how headings and keys are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


def find_columns(heading: Sequence[str], synonyms: dict[str, frozenset[str]]) -> dict[str, int]:
    """Return for each known field the column whose heading is one of its names, extra words in brackets aside."""
    columns: dict[str, int] = {}
    for place, cell in enumerate(heading):
        name = plain(cell).split("(")[0].rstrip("*:")
        for field, names in synonyms.items():
            if name in names:
                columns.setdefault(field, place)
    return columns
