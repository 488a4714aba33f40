"""Reading Excel files from strangers: what is refused, and why, before a cell is looked at."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from organizations.archives import BadFile, check_archive

Cell = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with something in it. Rows are lists of texts; `first_row` is the number Excel shows for rows[0]."""

    name: str
    first_row: int
    rows: tuple[tuple[str, ...], ...]

    def numbered(self) -> list[tuple[int, tuple[str, ...]]]:
        """Return each row with the number that Excel shows beside it; empty rows are left out."""
        return [(self.first_row + place, row) for place, row in enumerate(self.rows) if any(row)]


def read_workbook(path: Path, *, filename: str) -> list[Sheet]:
    """Return the sheets that hold anything. Raises BadFile with a sentence that names the file."""
    _check_container(path, filename)
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        sheets = [_sheet(workbook, name) for name in workbook.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        raise BadFile(
            _("%(file)s is damaged: open it in Excel or WPS and save it again.") % {"file": filename}
        ) from error
    found = [sheet for sheet in sheets if any(any(row) for row in sheet.rows)]
    if not found:
        raise BadFile(_("%(file)s is empty: no sheet holds anything.") % {"file": filename})
    return found


def _sheet(workbook: CalamineWorkbook, name: str) -> Sheet:
    sheet = workbook.get_sheet_by_name(name)
    first = sheet.start[0] + 1 if sheet.start else 1
    rows = sheet.to_python(skip_empty_area=True)
    return Sheet(name, first, tuple(tuple(cell_text(cell) for cell in row) for row in rows))


def _check_container(path: Path, filename: str) -> None:
    name = filename.lower()
    if name.startswith("~$"):
        raise BadFile(_("%(file)s is Excel's lock file: choose the table itself.") % {"file": filename})
    if not name.endswith(".xlsx"):
        raise BadFile(_("%(file)s is not an .xlsx file: save it as an Excel workbook (.xlsx).") % {"file": filename})
    check_archive(path, filename=filename)


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
