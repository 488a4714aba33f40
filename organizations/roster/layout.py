"""The roster as enterprises keep it: columns in any order, under any of their usual names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from organizations.archives import BadFile
from organizations.models import Employment
from organizations.spreadsheets import Sheet, find_columns, plain

FIELDS = {
    "name": frozenset({"姓名", "名字", "员工姓名", "职工姓名"}),
    "phone": frozenset({"手机号", "手机", "手机号码", "联系电话", "电话", "联系方式"}),
    "employee_no": frozenset({"工号", "员工编号", "职工编号", "员工号", "编号"}),
    "workshop": frozenset({"车间", "部门", "工区", "车间/部门", "所属车间", "队"}),
    "team": frozenset({"班组", "所属班组", "班", "小组"}),
    "post": frozenset({"岗位", "工种", "职务", "岗位名称"}),
    "employment": frozenset({"用工形式", "用工性质", "用工类型", "用工方式"}),
    "started_on": frozenset({"入职日期", "入职时间", "进厂日期", "入厂日期", "入矿日期", "参加工作时间"}),
}
REQUIRED = {"name": "姓名", "employee_no": "工号", "team": "班组"}
EMPLOYMENT_WORDS = {
    "": Employment.REGULAR,
    "正式": Employment.REGULAR,
    "正式工": Employment.REGULAR,
    "合同制": Employment.REGULAR,
    "合同工": Employment.REGULAR,
    "劳务派遣": Employment.DISPATCHED,
    "派遣": Employment.DISPATCHED,
    "派遣工": Employment.DISPATCHED,
    "外包": Employment.CONTRACTED,
    "承包": Employment.CONTRACTED,
    "外委": Employment.CONTRACTED,
    "承包单位": Employment.CONTRACTED,
    "临时": Employment.TEMPORARY,
    "临时工": Employment.TEMPORARY,
    "实习": Employment.INTERN,
    "实习生": Employment.INTERN,
}
PHONE = re.compile(r"^1[3-9]\d{9}$")
DATE = re.compile(r"^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$")
HEADING_ROWS = 5  # a title, a date and an empty row may stand above the headings


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One worker as the file has him; `number` is the row that Excel shows."""

    number: int
    name: str
    employee_no: str
    phone: str = ""
    workshop: str = ""
    team: str = ""
    post: str = ""
    employment: str = Employment.REGULAR
    started_on: date | None = None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that can't be taken in, and why."""

    number: int
    reason: str


class UnreadableRow(ValueError):
    """Why one row is bad."""


def read_roster(sheets: Sequence[Sheet], *, filename: str) -> tuple[list[RosterRow], list[BadRow]]:
    """Return the good rows and the bad ones of the first sheet. Raises BadFile when the columns are missing."""
    rows = sheets[0].numbered()
    heading, columns = _heading(rows, filename)
    good: list[RosterRow] = []
    bad: list[BadRow] = []
    for number, row in rows[heading + 1 :]:
        cells = {field: row[place].strip() if place < len(row) else "" for field, place in columns.items()}
        try:
            good.append(read_row(number, cells))
        except UnreadableRow as reason:
            bad.append(BadRow(number, str(reason)))
    return _without_repeats(good, bad)


def _heading(rows: Sequence[tuple[int, tuple[str, ...]]], filename: str) -> tuple[int, dict[str, int]]:
    best: dict[str, int] = {}
    for place, (_number, row) in enumerate(rows[:HEADING_ROWS]):
        columns = find_columns(row, FIELDS)
        if set(REQUIRED) <= set(columns):
            return place, columns
        best = max(best, columns, key=len)
    missing = "、".join(word for field, word in REQUIRED.items() if field not in best)
    raise BadFile(
        _("%(file)s, first sheet: the column %(missing)s is missing. Write it into the row of headings.")
        % {"file": filename, "missing": missing}
    )


def read_row(number: int, cells: Mapping[str, str]) -> RosterRow:
    """Return the worker that a row's cells, by field, describe. Raises UnreadableRow."""
    name, employee_no = cells.get("name", ""), plain(cells.get("employee_no", "")).upper()
    phone = plain(cells.get("phone", "")).replace("-", "").removeprefix("+86")
    if not name:
        raise UnreadableRow(_("姓名: the name is missing."))
    if not employee_no:
        raise UnreadableRow(_("工号: the employee number is missing."))
    if len(name) > 40 or len(employee_no) > 20:
        raise UnreadableRow(_("姓名 or 工号 is too long."))
    if phone and not PHONE.match(phone):
        raise UnreadableRow(_("手机号: “%s” is not a mobile number of 11 digits.") % cells.get("phone", ""))
    employment = EMPLOYMENT_WORDS.get(plain(cells.get("employment", "")))
    if employment is None:
        raise UnreadableRow(
            _("用工形式: “%s” is unknown. Write 正式, 劳务派遣, 外包, 临时 or 实习.") % cells.get("employment", "")
        )
    return RosterRow(
        number=number,
        name="".join(name.split()) if not name.isascii() else name,
        employee_no=employee_no,
        phone=phone,
        workshop=cells.get("workshop", ""),
        team=cells.get("team", ""),
        post=cells.get("post", "")[:40],
        employment=employment,
        started_on=_date(cells.get("started_on", "")),
    )


def _date(text: str) -> date | None:
    if not text:
        return None
    found = DATE.match(plain(text))
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(text)
    except ValueError:
        raise UnreadableRow(_("入职日期: “%s” is no date. Write it like 2024-03-04.") % text) from None


def _without_repeats(good: Iterable[RosterRow], bad: Iterable[BadRow]) -> tuple[list[RosterRow], list[BadRow]]:
    """Two people with one employee number or one phone: all their rows are bad, for nobody knows which is right."""
    rows, refused = list(good), list(bad)
    numbers = Counter(row.employee_no for row in rows)
    phones = Counter(row.phone for row in rows if row.phone)
    kept = []
    for row in rows:
        if numbers[row.employee_no] > 1:
            refused.append(BadRow(row.number, _("工号: %s stands in several rows.") % row.employee_no))
        elif phones[row.phone] > 1:
            refused.append(BadRow(row.number, _("手机号: %s stands in several rows.") % row.phone))
        else:
            kept.append(row)
    return kept, sorted(refused, key=lambda row: row.number)
