"""Reading .csv files from strangers: the letters and what parts the cells are told by trying."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path, PurePath
from statistics import median

from django.utils.translation import gettext as _

from exams.importing.columns import by_heading
from exams.importing.contents import by_content
from organizations.archives import BadFile
from organizations.spreadsheets import Sheet, check_name
from organizations.workbook_scan import MOST_CELLS, MOST_ROWS, too_large

BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
ENCODINGS = ("utf-8-sig", "gb18030")  # GB18030 holds GBK and GB2312
SEPARATORS = (",", "\t", ";")
MOST_LINES_IN_A_CELL = 50  # more than that is a quotation mark that was never closed


def read_csv(path: Path, *, filename: str, separators: Sequence[str] = SEPARATORS) -> Sheet:
    """Return the file as one sheet that has the file's name, its cells parted by one of these.

    Raises BadFile with a sentence that names the file.
    """
    check_name(filename)
    text = _text(path.read_bytes(), filename)
    name = PurePath(filename).stem
    found = [Sheet(name, 1, _rows(text, separator, filename)) for separator in separators]
    if not any(any(row) for row in found[0].rows):
        raise BadFile(_("%s is empty.") % filename)
    understood = (sheet for sheet in found if _is_understood(sheet))
    return next(understood, None) or max(found, key=_usual_width)


def _text(content: bytes, filename: str) -> str:
    for encoding in (BYTE_ORDER_MARKS.get(content[:2]), *ENCODINGS):
        try:
            text = content.decode(encoding) if encoding else "\0"
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadFile(
        _("%s can't be read as text: open it in Excel or WPS and save it as an Excel workbook (.xlsx).") % filename
    )


def _rows(text: str, separator: str, filename: str) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    cells = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            rows.append(tuple(cell.strip() for cell in row))
            cells += len(row)
            if len(rows) > MOST_ROWS or cells > MOST_CELLS:
                raise too_large(filename, len(rows))
            if any(cell.count("\n") > MOST_LINES_IN_A_CELL for cell in row):
                raise _open_quote(filename, len(rows))
    except csv.Error as error:
        raise _open_quote(filename, len(rows) + 1) from error
    return tuple(rows)


def _open_quote(filename: str, row: int) -> BadFile:
    return BadFile(
        _("%(file)s, row %(row)s: a quotation mark opens and is never closed. Take it out, or save the table as .xlsx.")
        % {"file": filename, "row": row}
    )


def _is_understood(sheet: Sheet) -> bool:
    columns = by_heading(sheet)
    return not columns.missing if columns else by_content(sheet).is_certain


def _usual_width(sheet: Sheet) -> float:
    widths: Sequence[int] = [len(row) for row in sheet.rows if any(row)]
    return median(widths)
