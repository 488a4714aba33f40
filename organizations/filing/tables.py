"""A section of a dossier as an Excel table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from organizations.excel import MOMENT, POINTS, TEXT, Column, Table
from organizations.excel import Value as Cell
from organizations.filing.dossier import FileSection, Value

WIDTH = 5  # half-width characters for each of a column's parts of the paper's width


def table_of(section: FileSection, *, title: str, above: Sequence[str] = ()) -> Table:
    """Return the sheet; it says what the paper says."""
    moments = [any(isinstance(row[place], datetime) for row in section.rows) for place in range(len(section.columns))]
    return Table(
        name=section.title,
        title=title,
        above=above,
        columns=[
            Column(column.heading, max(8, column.weight * WIDTH), MOMENT if moment else POINTS if figure else TEXT)
            for column, moment, figure in zip(section.columns, moments, section.figures, strict=True)
        ],
        rows=[[_cell(value) for value in row] for row in section.rows],
        below=section.notes,
    )


def _cell(value: Value) -> Cell:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return value
