"""Tables of steps out of Excel and Word files: which column is what, and which row is none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from courses.models.procedures import LONG, SHORT
from courses.procedures.pictures import PicturesOfFile
from courses.procedures.steps import MOST_STEPS, WORDS, StepDraft
from organizations.archives import BadFile
from organizations.spreadsheets import Sheet, find_columns, plain
from organizations.workbook_pictures import IN_A_CELL, CellPicture

FIELDS = {
    "post": frozenset({"岗位", "岗位名称", "工种", "作业岗位"}),
    "place": frozenset({"步骤", "序号", "步骤序号", "顺序", "编号", "步骤号"}),
    "action": frozenset({"作业内容", "作业步骤", "操作步骤", "操作内容", "内容", "步骤内容", "工作内容", "流程"}),
    "hazard": frozenset({"危险", "危险因素", "主要危险", "危害", "风险", "危险有害因素", "安全风险", "危险源"}),
    "standard": frozenset({"标准", "作业标准", "操作标准", "安全标准", "要求", "安全要求", "操作要求"}),
    "forbidden": frozenset({"禁止", "严禁", "禁忌", "禁止事项", "严禁事项", "禁止行为"}),
    "gear": frozenset({"防护用品", "劳保用品", "劳动防护用品", "个体防护", "防护", "防护装备"}),
    "critical": frozenset({"关键步骤", "关键", "是否关键", "是否关键步骤", "关键环节"}),
}
LONGEST = {"action": SHORT, "hazard": SHORT, "standard": LONG, "forbidden": SHORT, "gear": SHORT}
HEADINGS = {
    "action": "作业内容",
    "hazard": "危险",
    "standard": "标准",
    "forbidden": "禁止",
    "gear": "防护用品",
}
YES = frozenset({"是", "√", "✓", "✔", "y", "yes", "1", "关键", "关键步骤", "★", "☆", "true", "有"})
NO = frozenset({"", "否", "×", "✗", "x", "n", "no", "0", "-", "—", "/", "无", "false", "一般"})
HEADING_ROWS = 5  # a title and an empty row may stand above the headings


@dataclass(frozen=True, slots=True)
class StepTable:
    """One table. `post` is what the sheet or the heading above names, empty where a column does."""

    sheet: Sheet
    post: str = ""


@dataclass(frozen=True, slots=True)
class BadStep:
    """A row that is no step, or a post that is none. `place` says where: file, sheet, row."""

    place: str
    reason: str
    post: str = ""


@dataclass(frozen=True, slots=True)
class ReadSteps:
    """What a file says: the steps of each post as it names them, each post with where it stood first."""

    steps: Mapping[str, tuple[StepDraft, ...]]
    places: Mapping[str, str]
    bad: tuple[BadStep, ...]


class _Unreadable(ValueError):
    """Why a row is none."""


def read_steps(tables: Sequence[StepTable], *, filename: str) -> ReadSteps:
    """Return the steps of every table that has them. Raises BadFile where no table has a column 作业内容."""
    steps: dict[str, list[StepDraft]] = {}
    places: dict[str, str] = {}
    bad: list[BadStep] = []
    understood = False
    pictures = PicturesOfFile()
    for table in tables:
        if (found := _heading(table.sheet)) is None:
            continue
        understood = True
        for place, post, read in _rows(table, *found, pictures, filename=filename):
            if isinstance(read, str):
                bad.append(BadStep(place, read, post))
                continue
            places.setdefault(post, place)
            steps.setdefault(post, []).append(read)
    if not understood:
        raise BadFile(
            _("%(file)s: no table has the column 作业内容. Write it into the row of headings.") % {"file": filename}
        )
    bad += _too_many(steps, places)
    return ReadSteps({post: tuple(rows) for post, rows in steps.items()}, places, tuple(bad))


def _too_many(steps: Mapping[str, list[StepDraft]], places: Mapping[str, str]) -> Iterable[BadStep]:
    said = _("岗位: “%(post)s” has %(steps)d steps, more than %(most)d: make two procedures of it.")
    return [
        BadStep(places[post], said % {"post": post, "steps": len(rows), "most": MOST_STEPS}, post)
        for post, rows in steps.items()
        if len(rows) > MOST_STEPS
    ]


def _heading(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """Return the place of the row of headings among the filled rows, and the columns; None where there is none."""
    for place, (_number, row) in enumerate(sheet.numbered()[:HEADING_ROWS]):
        columns = find_columns(row, FIELDS)
        if "action" in columns and len(columns) > 1:
            return place, columns
    return None


def _rows(
    table: StepTable, heading: int, columns: Mapping[str, int], pictures: PicturesOfFile, *, filename: str
) -> Iterator[tuple[str, str, StepDraft | str]]:
    sheet, post, shown = table.sheet, table.post, _by_row(table.sheet)
    said = _("%(file)s, sheet %(sheet)s, row %(row)d")
    rows = sheet.numbered()
    for number, row in rows[heading + 1 :]:
        cells = {field: _text(sheet, number, row, column) for field, column in columns.items()}
        post = cells.get("post", "") or post
        if not any(text for field, text in cells.items() if field not in {"post", "place"}):
            continue
        place = said % {"file": filename, "sheet": sheet.name, "row": number}
        try:
            yield place, post, replace(_step(post, cells), brought=pictures.of_row(shown.pop(number, ())))
        except (_Unreadable, BadFile) as reason:
            yield place, post, str(reason)
    for number in sorted(shown):
        if number > rows[heading][0]:
            place = said % {"file": filename, "sheet": sheet.name, "row": number}
            yield place, post, _("图片: a picture stands beside no step. Lay it over the row of its step.")


def _text(sheet: Sheet, number: int, row: Sequence[str], column: int) -> str:
    cell = (row[column] if column < len(row) else "").strip()
    return "" if IN_A_CELL.match(cell) else cell or sheet.merged.get((number, column), "")


def _by_row(sheet: Sheet) -> dict[int, list[CellPicture]]:
    rows: dict[int, list[CellPicture]] = defaultdict(list)
    for (number, _column), found in sorted(sheet.pictures.items()):
        rows[number] += found
    return dict(rows)


def _step(post: str, cells: Mapping[str, str]) -> StepDraft:
    if not post:
        raise _Unreadable(_("岗位: which post is it? Write the post into this column, or above the table."))
    if not cells["action"]:
        raise _Unreadable(_("作业内容: say what to do in this step."))
    for field, longest in LONGEST.items():
        if len(cells.get(field, "")) > longest:
            raise _Unreadable(
                _("%(field)s: %(length)d characters, more than %(most)d. Make it shorter, or two steps of it.")
                % {"field": HEADINGS[field], "length": len(cells[field]), "most": longest}
            )
    critical = plain(cells.get("critical", ""))
    if critical not in YES | NO:
        raise _Unreadable(_("关键步骤: “%s” is not understood. Write 是 or 否.") % cells["critical"])
    action, hazard, standard, forbidden, gear = (cells.get(field, "") for field in WORDS)
    return StepDraft(action, hazard, standard, forbidden, gear, is_critical=critical in YES)
