"""What a person is shown of a file of procedures before it is written: how its columns were taken."""

from __future__ import annotations

from collections.abc import Sequence

from courses.procedures.columns import HEADINGS, heads_of
from courses.procedures.tables import StepTable

Taken = tuple[tuple[tuple[str, str], ...], tuple[str, ...]]


def columns_shown(tables: Sequence[StepTable]) -> list[dict[str, object]]:
    """Return of tables that are alike `where` they are, what was `read` as (heading, our word), and what was `unread`.

    A table in which nothing is read has its headings in `unread`.
    """
    alike: dict[Taken, list[str]] = {}
    for table in tables:
        alike.setdefault(_taken(table), []).append(table.sheet.name)
    return [
        {"where": "、".join(names), "read": read, "unread": "、".join(unread)}
        for (read, unread), names in alike.items()
    ]


def _taken(table: StepTable) -> Taken:
    if (heading := table.heading) is None:
        return (), (heads_of(table.sheet),)
    _number, row = table.sheet.numbered()[heading.place]
    read = sorted((column, field) for field, column in heading.columns.items())
    return tuple((row[column], HEADINGS[field]) for column, field in read), heading.unread
