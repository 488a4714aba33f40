"""Writing Excel files that open right in Excel and WPS, and in which no cell can do anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.http import FileResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

Value = str | int | Decimal | datetime | None
TEXT, WHOLE, HOURS, POINTS, COEFFICIENT, MOMENT = "@", "0", "0.0", "0.00", "0.00", "yyyy-mm-dd hh:mm"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# what spreadsheet programs take for the beginning of a formula
FORMULA_BEGINS = frozenset("=+-@\t\r\n")
LONGEST_CELL = 32_767
A4 = 9
NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")

TITLE, STRONG = Font(bold=True, size=14), Font(bold=True)
HEADING_GROUND = PatternFill("solid", fgColor="DDE6EA")
WRAPPED = Alignment(wrap_text=True, vertical="center")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its width in half-width characters, and how its figures are shown."""

    heading: str
    width: int
    number_format: str = TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: a title, lines about it, the heading (which stays in sight), the rows, and lines in the foot."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    above: Sequence[str] = ()
    below: Sequence[str] = ()


def workbook_bytes(tables: Sequence[Table]) -> bytes:
    """Return an .xlsx with one sheet a table. Rows are written as they come, so that 50,000 fit into little memory."""
    workbook = Workbook(write_only=True)
    for table in tables:
        _write(workbook.create_sheet(_sheet_name(table.name)), table)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def download(filename: str, tables: Sequence[Table]) -> FileResponse:
    """Return the tables as a file to keep; nobody between the server and the reader may keep a copy."""
    response = FileResponse(
        BytesIO(workbook_bytes(tables)), as_attachment=True, filename=filename, content_type=CONTENT_TYPE
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _write(sheet: Any, table: Table) -> None:
    heading_row = len(table.above) + 2
    for place, column in enumerate(table.columns):
        sheet.column_dimensions[get_column_letter(place + 1)].width = column.width
    sheet.freeze_panes = f"A{heading_row + 1}"
    sheet.print_title_rows = f"{heading_row}:{heading_row}"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes, each as wide as the paper
    sheet.page_setup.paperSize = A4
    sheet.append([text_cell(sheet, table.title, font=TITLE)])
    for line in table.above:
        sheet.append([text_cell(sheet, line)])
    sheet.append([_heading(sheet, column) for column in table.columns])
    for row in table.rows:
        sheet.append([_cell(sheet, column, value) for column, value in zip(table.columns, row, strict=True)])
    for line in table.below:
        sheet.append([text_cell(sheet, line)])


def _heading(sheet: Any, column: Column) -> WriteOnlyCell:
    cell = text_cell(sheet, column.heading, font=STRONG)
    cell.fill, cell.alignment = HEADING_GROUND, WRAPPED
    return cell


def _cell(sheet: Any, column: Column, value: Value) -> WriteOnlyCell | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return text_cell(sheet, value)
    cell = WriteOnlyCell(sheet, _wall_time(value) if isinstance(value, datetime) else value)
    cell.number_format = column.number_format
    return cell


def _wall_time(moment: datetime) -> datetime:
    """Excel knows no time zones: what the clock on the wall said, to the second."""
    return timezone.localtime(moment).replace(tzinfo=None, microsecond=0)


def text_cell(sheet: Any, text: str, *, font: Font | None = None) -> WriteOnlyCell:
    """Return a cell that shows the text and nothing else: never a formula, a number or a link."""
    shown = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_CELL]
    cell = WriteOnlyCell(sheet, shown)
    cell.data_type = "s"  # openpyxl took a leading "=" for a formula
    cell.number_format = TEXT
    if shown[:1] in FORMULA_BEGINS:
        cell.quotePrefix = True  # and so it stays when the table is saved as CSV and opened again
    if font is not None:
        cell.font = font
    return cell


def _sheet_name(name: str) -> str:
    """Return the name without the characters that Excel refuses there, at most 31 long."""
    return NOT_IN_SHEET_NAMES.sub("·", name)[:31]
