"""Which column of a table of steps is what, told by its heading; and which columns nobody reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from organizations.spreadsheets import Sheet, plain
from organizations.workbook_pictures import IN_A_CELL

# Of several columns that could be the same the name that stands first is taken, and each column is one thing only, in
# this order: 步骤 is what to do, unless another column says so; then it is a number, which the order of rows tells too.
NAMES: Mapping[str, tuple[str, ...]] = {
    "post": ("岗位", "岗位名称", "工种", "作业岗位", "工种岗位", "操作岗位"),
    "action": (
        *("作业内容", "作业步骤", "操作步骤", "操作内容", "步骤内容", "步骤名称", "工作步骤", "工作内容", "作业程序"),
        *("操作程序", "工作程序", "作业流程", "操作流程", "工作流程", "作业活动", "作业环节", "操作环节", "作业工序"),
        *("工序名称", "操作项目", "作业项目", "内容", "流程", "程序", "工序", "步骤"),
    ),
    "hazard": (
        *("危险", "危险因素", "主要危险", "主要危险因素", "危险有害因素", "主要危险有害因素", "有害因素", "危害"),
        *("危害因素", "主要危害", "存在危害", "危险源", "主要危险源", "危险点", "风险", "安全风险", "主要风险"),
        *("存在风险", "存在的风险", "存在的危险", "存在危险", "可能的危险", "可能的风险", "风险因素", "风险点"),
        *("风险描述", "潜在危险", "潜在风险", "潜在危害", "事故风险", "风险提示", "危险描述", "危害描述"),
        *("可能发生的事故", "可能导致的事故", "易发事故", "事故类型", "后果", "可能后果", "可能的后果"),
    ),
    "standard": (
        *("标准", "作业标准", "操作标准", "安全标准", "工作标准", "质量标准", "执行标准", "工艺标准", "标准要求"),
        *("要求", "安全要求", "操作要求", "作业要求", "工作要求", "质量要求", "技术要求", "安全操作要求"),
        *("安全技术要求", "操作要点", "作业要点", "安全要点", "操作规范", "作业规范", "操作方法", "注意事项"),
        *("安全注意事项", "安全措施", "控制措施", "管控措施", "防范措施", "预防措施", "防控措施", "安全防范措施"),
    ),
    "forbidden": (
        *("禁止", "严禁", "禁忌", "禁令", "红线", "禁止事项", "严禁事项", "禁止行为", "严禁行为", "禁止性行为"),
        *("禁止内容", "严禁内容", "禁止操作", "严禁操作", "禁止动作", "禁止性规定", "禁止项", "严禁项", "安全禁令"),
        *("安全红线", "红线行为", "作业禁令", "岗位禁令", "作业禁忌", "安全禁忌", "违章行为", "常见违章"),
        *("典型违章", "违章现象", "习惯性违章", "习惯违章", "违章操作", "不安全行为", "三违行为", "不准", "不得"),
    ),
    "gear": (
        *("防护用品", "劳保用品", "劳动防护用品", "劳动保护用品", "个体防护", "个体防护用品", "个人防护"),
        *("个人防护用品", "个体防护装备", "个人防护装备", "劳动防护", "劳保", "劳保穿戴", "劳保用品穿戴"),
        *("防护用品穿戴", "防护用品佩戴", "防护装备", "防护用具", "安全防护用品", "劳防用品", "防护", "ppe"),
    ),
    "critical": ("关键步骤", "关键", "是否关键", "是否关键步骤", "关键环节", "关键工序"),
    "place": ("序号", "步骤序号", "步骤号", "步骤编号", "顺序", "步序", "工序号", "编号", "序", "no", "no.", "步骤"),
}
HEADINGS = {
    "post": "岗位",
    "place": "步骤",
    "action": "作业内容",
    "hazard": "危险",
    "standard": "标准",
    "forbidden": "禁止",
    "gear": "防护用品",
    "critical": "关键步骤",
}
HEADING_ROWS = 5  # a title and an empty row may stand above the headings
JOINTS = re.compile(r"[/、，,;；&+]|及其|以及|及|和|与|或")  # 危险因素及后果 is named by its first part that is known
IN_PART = 1000  # a heading of which only a part is known stands behind all others
SHOWN = 20  # characters of a heading, and columns of a table, that a sentence repeats


@dataclass(frozen=True, slots=True)
class Heading:
    """The row of headings: its place among the filled rows, the column of each field, and the columns not read."""

    place: int
    columns: Mapping[str, int]
    unread: tuple[str, ...]


def find_heading(sheet: Sheet) -> Heading | None:
    """Return the first row that says what to do and one thing more; None where there is none."""
    rows = [row for _number, row in sheet.numbered()]
    for place, row in enumerate(rows[:HEADING_ROWS]):
        columns = _columns(row, rows[place + 1 :])
        if "action" in columns and len(columns) > 1:
            return Heading(place, columns, tuple(_unread(rows[place:], set(columns.values()))))
    return None


def heads_of(sheet: Sheet) -> str:
    """Return what seem to be the headings of a table that is not understood: of its first rows the fullest."""
    rows = [row for _number, row in sheet.numbered()][:HEADING_ROWS]
    fullest = max(([cell for cell in row if cell] for row in rows), key=len, default=[])
    return "、".join(_short(cell) for cell in dict.fromkeys(fullest[:SHOWN]))


def _columns(row: Sequence[str], below: Sequence[Sequence[str]]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for field, names in NAMES.items():
        ranked = [
            (rank, place)
            for place, cell in enumerate(row)
            if place not in columns.values() and (rank := _rank(cell, names)) is not None
        ]
        if field == "action":
            ranked = [(rank, place) for rank, place in ranked if not _counts(place, below)]
        if ranked:
            columns[field] = min(ranked)[1]
    return columns


def _rank(cell: str, names: Sequence[str]) -> int | None:
    name = plain(cell).split("(")[0].rstrip("*:")
    if name in names:
        return names.index(name)
    parts = [part for part in JOINTS.split(name) if part]
    return next((IN_PART + names.index(part) for part in parts if part in names), None)


def _counts(place: int, below: Sequence[Sequence[str]]) -> bool:
    """Whether a column holds nothing but numbers, in figures or in words."""
    texts = [plain(row[place]).strip("第步.、)") for row in below if place < len(row) and row[place].strip()]
    return bool(texts) and all(text.isnumeric() for text in texts)


def _unread(rows: Sequence[Sequence[str]], known: set[int]) -> Iterator[str]:
    """Return the headings of columns below which something stands that is not read.

    A cell that reaches over several columns stands in each of them and is missed in none.
    """
    heading, below = rows[0], rows[1:]
    for place in range(max(map(len, rows))):
        if place not in known and any(_says_more(row, place) for row in below):
            said = heading[place] if place < len(heading) else ""
            yield _short(said) if said else _("column %d, without a heading") % (place + 1)


def _says_more(row: Sequence[str], place: int) -> bool:
    text = row[place].strip() if place < len(row) else ""
    return bool(text) and not IN_A_CELL.match(text) and (place == 0 or row[place] != row[place - 1])


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
