"""Tables of steps out of Excel and Word files: which column is what, and which row is none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from courses.models.procedures import LONG, SHORT
from courses.procedures.columns import HEADINGS, NAMES, Heading, heads_of
from courses.procedures.pictures import PicturesOfFile
from courses.procedures.steps import MOST_STEPS, WORDS, StepDraft
from organizations.archives import BadFile
from organizations.spreadsheets import Sheet, plain
from organizations.workbook_pictures import IN_A_CELL, CellPicture

TABLES_NAMED = 3  # a Word file of many tables is told by the first
LONGEST = {"action": SHORT, "hazard": SHORT, "standard": LONG, "forbidden": SHORT, "gear": SHORT}
YES = frozenset({"是", "√", "✓", "✔", "y", "yes", "1", "关键", "关键步骤", "★", "☆", "true", "有"})
NO = frozenset({"", "否", "×", "✗", "x", "n", "no", "0", "-", "—", "/", "无", "false", "一般"})


@dataclass(frozen=True, slots=True)
class StepTable:
    """One table. `post` is what the sheet or a line above names, empty where a column does; `heading` is None where
    nothing tells that these are steps.
    """

    sheet: Sheet
    heading: Heading | None
    post: str = ""


@dataclass(frozen=True, slots=True)
class BadStep:
    """A row that is no step, or a post that is none. `place` says where: file, sheet, row."""

    place: str
    reason: str
    post: str = ""


@dataclass(frozen=True, slots=True)
class ReadSteps:
    """What a file says: the steps of each post as it names them, each with where it stood first; and its tables."""

    steps: Mapping[str, tuple[StepDraft, ...]]
    places: Mapping[str, str]
    bad: tuple[BadStep, ...]
    tables: tuple[StepTable, ...]


class _Unreadable(ValueError):
    """Why a row is none."""


def read_steps(tables: Sequence[StepTable], *, filename: str) -> ReadSteps:
    """Return the steps of every table that has them. Raises BadFile where no table says what to do."""
    steps: dict[str, list[StepDraft]] = {}
    places: dict[str, str] = {}
    bad: list[BadStep] = []
    pictures = PicturesOfFile()
    for table in tables:
        for place, post, read in _rows(table, pictures, filename=filename):
            if isinstance(read, str):
                bad.append(BadStep(place, read, post))
                continue
            places.setdefault(post, place)
            steps.setdefault(post, []).append(read)
    if all(table.heading is None for table in tables):
        raise BadFile(_not_understood(tables, filename))
    bad += _too_many(steps, places)
    return ReadSteps({post: tuple(rows) for post, rows in steps.items()}, places, tuple(bad), tuple(tables))


def _not_understood(tables: Sequence[StepTable], filename: str) -> str:
    found = "；".join(f"{table.sheet.name}：{heads_of(table.sheet)}" for table in tables[:TABLES_NAMED])
    return _(
        "%(file)s: no table has a column for what to do, and one more beside it. Headings found: %(found)s. What to do "
        "may be called %(accepted)s."
    ) % {"file": filename, "found": found or _("none at all"), "accepted": "、".join(NAMES["action"])}


def _too_many(steps: Mapping[str, list[StepDraft]], places: Mapping[str, str]) -> Iterable[BadStep]:
    said = _("岗位: “%(post)s” has %(steps)d steps, more than %(most)d: make two procedures of it.")
    return [
        BadStep(places[post], said % {"post": post, "steps": len(rows), "most": MOST_STEPS}, post)
        for post, rows in steps.items()
        if len(rows) > MOST_STEPS
    ]


def _rows(table: StepTable, pictures: PicturesOfFile, *, filename: str) -> Iterator[tuple[str, str, StepDraft | str]]:
    sheet, post, shown = table.sheet, table.post, _by_row(table.sheet)
    if (heading := table.heading) is None:
        return
    said = _("%(file)s, sheet %(sheet)s, row %(row)d")
    rows = sheet.numbered()
    first = rows[heading.place][0]
    if "post" not in heading.columns and not post:
        place = said % {"file": filename, "sheet": sheet.name, "row": first}
        yield place, "", _no_post(sheet)
        return
    for number, row in rows[heading.place + 1 :]:
        cells = {field: _text(sheet, number, row, column) for field, column in heading.columns.items()}
        post = cells.get("post", "") or post
        if not any(text for field, text in cells.items() if field not in {"post", "place"}):
            continue
        place = said % {"file": filename, "sheet": sheet.name, "row": number}
        try:
            yield place, post, replace(_step(post, cells), brought=pictures.of_row(shown.pop(number, ())))
        except (_Unreadable, BadFile) as reason:
            yield place, post, str(reason)
    for number in sorted(shown):
        if number > first:
            place = said % {"file": filename, "sheet": sheet.name, "row": number}
            yield place, post, _("图片: a picture stands beside no step. Lay it over the row of its step.")


def _no_post(sheet: Sheet) -> str:
    said = _(
        "岗位: there is no such column, and neither “%s” nor a line above the table names a post that somebody has. "
        "Give the table the column, or the sheet the name of the post."
    )
    return said % sheet.name


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
