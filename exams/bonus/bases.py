"""Reading a table of base amounts: an employee number and yuan a row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

from exams.importing.csv_tables import read_csv
from organizations.archives import BadFile
from organizations.spreadsheets import Sheet, find_columns, plain, read_workbook

FIELDS = {
    "employee_no": frozenset({"工号", "员工编号", "职工编号", "员工号", "编号"}),
    "yuan": frozenset({"基数", "奖金基数", "月奖金基数", "金额", "奖金", "基数/元", "元"}),
}
HEADING_ROWS = 5
YUAN = re.compile(r"^\d{1,8}(\.\d{1,2})?$")
MOST = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class BaseRow:
    """One amount as the table has it; `number` is the row that Excel shows."""

    number: int
    employee_no: str
    yuan: Decimal


@dataclass(frozen=True, slots=True)
class BadBase:
    """A row that can't be taken, and why."""

    number: int
    reason: str


def read_bases(path: Path, *, filename: str) -> tuple[list[BaseRow], list[BadBase]]:
    """Return the good rows and the bad ones of the first sheet. Raises BadFile, also when a column is missing."""
    rows = _sheet(path, filename).numbered()
    heading, columns = _heading(rows, filename)
    good: list[BaseRow] = []
    bad: list[BadBase] = []
    for number, row in rows[heading + 1 :]:
        cells = {field: row[place].strip() if place < len(row) else "" for field, place in columns.items()}
        read = _row(number, cells)
        good.append(read) if isinstance(read, BaseRow) else bad.append(read)
    return _without_repeats(good, bad)


def _sheet(path: Path, filename: str) -> Sheet:
    if filename.lower().endswith(".csv"):
        return read_csv(path, filename=filename)
    return read_workbook(path, filename=filename, endings=(".xlsx", ".xls"))[0]


def _heading(rows: Sequence[tuple[int, tuple[str, ...]]], filename: str) -> tuple[int, dict[str, int]]:
    for place, (_number, row) in enumerate(rows[:HEADING_ROWS]):
        columns = find_columns(row, FIELDS)
        if len(columns) == len(FIELDS):
            return place, columns
    words = {"file": filename}
    raise BadFile(
        _("%(file)s, first sheet: the columns 工号 and 基数 are needed. Write them into the row of headings.") % words
    )


def _row(number: int, cells: dict[str, str]) -> BaseRow | BadBase:
    employee_no = plain(cells["employee_no"]).upper()
    if not employee_no:
        return BadBase(number, _("工号: the employee number is missing."))
    written = plain(cells["yuan"]).replace(",", "").removesuffix("元").removeprefix("¥")
    if written.startswith(("-", "(")):
        return BadBase(number, _("基数: “%s” is below nought. Write an amount of 0 or more.") % cells["yuan"])
    if not YUAN.match(written):
        return BadBase(number, _("基数: “%s” is no amount in yuan. Write it like 400 or 400.50.") % cells["yuan"])
    if (yuan := Decimal(written)) > MOST:
        return BadBase(number, _("基数: “%s” is more than a million. Look at the decimal point.") % cells["yuan"])
    return BaseRow(number, employee_no, yuan)


def _without_repeats(good: Sequence[BaseRow], bad: Sequence[BadBase]) -> tuple[list[BaseRow], list[BadBase]]:
    """Two amounts for one employee number: both rows are bad, for nobody knows which is right."""
    times = Counter(row.employee_no for row in good)
    twice = [
        BadBase(row.number, _("工号: %s stands in several rows.") % row.employee_no)
        for row in good
        if times[row.employee_no] > 1
    ]
    kept = [row for row in good if times[row.employee_no] == 1]
    return kept, sorted([*bad, *twice], key=lambda row: row.number)
