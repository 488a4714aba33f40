"""What is kept on a person, a lecture or an exam: tables of plain values, the same on screen, on paper, as data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localtime

Value = str | int | Decimal | date | datetime | None
FORMAT = "jingzhong-dossier-1"
NOTHING = "—"


@dataclass(frozen=True, slots=True)
class FileColumn:
    """One column of a section: its heading, and how much of the paper's width it wants, compared with the others."""

    heading: str
    weight: int = 2


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One value as it is read, with its column's heading; `is_figure` stands at the right."""

    label: str
    text: str
    is_figure: bool


@dataclass(frozen=True, slots=True)
class FileSection:
    """One table of a dossier; `empty` is the sentence that stands there when it has no rows, `notes` lines below it."""

    key: str
    title: str
    columns: Sequence[FileColumn]
    rows: Sequence[Sequence[Value]]
    empty: str
    notes: Sequence[str] = ()

    @property
    def figures(self) -> list[bool]:
        """Which columns hold figures: they stand at the right, and so do their headings."""
        return [any(isinstance(row[place], int | Decimal) for row in self.rows) for place in range(len(self.columns))]

    def headings(self) -> list[ShownCell]:
        return [
            ShownCell(column.heading, column.heading, figure)
            for column, figure in zip(self.columns, self.figures, strict=True)
        ]

    def shown_rows(self) -> list[list[ShownCell]]:
        return [
            [
                ShownCell(column.heading, shown(value), isinstance(value, int | Decimal))
                for column, value in zip(self.columns, row, strict=True)
            ]
            for row in self.rows
        ]


@dataclass(frozen=True, slots=True)
class Dossier:
    """A titled file: whom or what it is about, its sections, and who signs it on paper."""

    title: str
    name: str
    about: Sequence[tuple[str, Value]]
    sections: Sequence[FileSection]
    signed_by: Sequence[str] = ()

    def shown_about(self) -> list[tuple[str, str]]:
        return [(label, shown(value)) for label, value in self.about]

    def content(self) -> bytes:
        """Return the data as JSON, byte for byte the same for the same data: what the digest on the paper is of."""
        data = {
            "format": FORMAT,
            "title": self.title,
            "name": self.name,
            "about": [[label, _plain(value)] for label, value in self.about],
            "sections": [_section(section) for section in self.sections],
        }
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()

    @property
    def digest(self) -> str:
        """The SHA-256 of the content; changes with any figure, and with nothing else."""
        return hashlib.sha256(self.content()).hexdigest()


def shown(value: Value) -> str:
    """Return a value as a person reads it."""
    match value:
        case None | "":
            return NOTHING
        case datetime():
            return f"{localtime(value):%Y-%m-%d %H:%M}"
        case Decimal():
            return _figure(value)
    return str(value)


def _section(section: FileSection) -> dict[str, object]:
    return {
        "key": section.key,
        "title": section.title,
        "columns": [column.heading for column in section.columns],
        "rows": [[_plain(value) for value in row] for row in section.rows],
        "notes": list(section.notes),
    }


def _plain(value: Value) -> str | int | None:
    match value:
        case datetime():
            return localtime(value).isoformat(timespec="seconds")
        case date():
            return value.isoformat()
        case Decimal():
            return _figure(value)
    return value


def _figure(value: Decimal) -> str:
    """No idle zeros: one database says 74, the other 74.00."""
    return f"{value.normalize():f}"
