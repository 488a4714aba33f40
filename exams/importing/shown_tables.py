"""What a person is shown of a file's tables, when he says which column is what: their beginnings, and what we think."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any, Self

from exams.importing.columns import OPTION_FIELDS, Columns
from exams.importing.documents import tables_of
from exams.importing.formats import WITH_TABLES
from exams.importing.mapping import columns_as_data, columns_from_data
from exams.importing.tables import SHOWN_ROWS, recognise, sheets_of
from exams.importing.text_file import decoded
from exams.importing.text_tables import is_table
from exams.models.questions import QuestionKind
from organizations.spreadsheets import Sheet

MOST_TABLES, MOST_COLUMNS = 20, 40  # a form of Django's takes a thousand fields at most
LONGEST_CELL = 60
ZERO_OR_ONE = frozenset({"0", "1"})


@dataclass(frozen=True, slots=True)
class ShownTable:
    """The beginning of one sheet: (number, cells) of its first rows, each as wide as the sheet; what its columns are
    thought to be, and whether it is thought to hold questions at all.
    """

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    columns: Columns
    is_wanted: bool
    is_hidden: bool = False

    @property
    def width(self) -> int:
        return max((len(cells) for _number, cells in self.rows), default=0)

    def as_data(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "rows": [[number, list(cells)] for number, cells in self.rows],
            "columns": columns_as_data(self.columns),
            "is_wanted": self.is_wanted,
            "is_hidden": self.is_hidden,
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        rows = tuple((number, tuple(cells)) for number, cells in data["rows"])
        columns = columns_from_data(data["name"], data["columns"])
        return cls(data["name"], rows, columns, data["is_wanted"], data["is_hidden"])


def shown_tables(path: Path, *, filename: str) -> list[ShownTable]:
    """Return the tables of a file, the first twenty; none for a file of another kind. Raises BadFile."""
    ending = PurePath(filename).suffix.lower()
    if ending not in WITH_TABLES:
        return []
    if ending == ".txt" and not is_table(decoded(path, filename=filename)):
        return []
    sheets = tables_of(path, filename) if ending == ".docx" else sheets_of(path, filename)
    return [_shown(sheet) for sheet in sheets if sheet.numbered()][:MOST_TABLES]


def _shown(sheet: Sheet) -> ShownTable:
    rows = sheet.numbered()
    width = min(MOST_COLUMNS, max(_used(row) for _number, row in rows))
    guess = recognise(sheet)
    columns = guess.columns if guess else Columns({})
    first = max(0, _place_of_header(rows, columns) - SHOWN_ROWS + 2)  # the headings and a row below them are seen
    shown = tuple((number, _cut(row, width)) for number, row in rows[first : first + SHOWN_ROWS])
    fields = {name: column for name, column in columns.fields.items() if column < width}
    columns = _with_the_rest(replace(columns, fields=fields), rows)
    return ShownTable(sheet.name, shown, columns, bool(guess) and not sheet.hidden, sheet.hidden)


def _place_of_header(rows: Sequence[tuple[int, tuple[str, ...]]], columns: Columns) -> int:
    return next((place for place, (number, _row) in enumerate(rows) if number == columns.header), 0)


def _used(row: Sequence[str]) -> int:
    return max((place for place, cell in enumerate(row, 1) if cell), default=0)


def _cut(row: Sequence[str], width: int) -> tuple[str, ...]:
    cells = [cell if len(cell) <= LONGEST_CELL else f"{cell[:LONGEST_CELL]}…" for cell in row[:width]]
    return (*cells, *[""] * (width - len(cells)))


def _with_the_rest(columns: Columns, rows: Sequence[tuple[int, Sequence[str]]]) -> Columns:
    """Return a better beginning for a person where only the question is known: one column more is the answer, several
    are the options. That the right one stands first is for him to say.
    """
    if columns.missing != ("answer",) or columns.fields.keys() & {"options", *OPTION_FIELDS}:
        return columns
    taken = set(columns.fields.values())
    cells = {
        column: [row[column] for _number, row in rows if column < len(row) and row[column]]
        for column in range(max(len(row) for _number, row in rows))
        if column not in taken
    }
    rest = [column for column, filled in cells.items() if len(filled) * 2 >= len(rows) and column < MOST_COLUMNS]
    if len(rest) != 1:
        options = dict(zip(OPTION_FIELDS, rest, strict=False))
        return replace(columns, fields={**columns.fields, **options})
    kind = columns.kind or (QuestionKind.TRUE_FALSE if set(cells[rest[0]]) == ZERO_OR_ONE else None)
    return replace(columns, fields={**columns.fields, "answer": rest[0]}, kind=kind)
