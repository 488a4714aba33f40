"""What a person is shown of a file of procedures before it is written: its columns, every step, and what steps lack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from courses.procedures.columns import HEADINGS, heads_of
from courses.procedures.plan import Planned
from courses.procedures.steps import NEEDED, StepDraft, beside_headings, lacking_in
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


def procedure_shown(planned: Planned) -> list[Any]:
    """Return [post, number of steps, of critical steps, of pictures, what is lacking in words, the steps].

    A step is [what to do, whether it is critical, the rest as (text, whether it is lacking)].
    """
    steps = planned.steps
    return [
        planned.post.name,
        len(steps),
        sum(step.is_critical for step in steps),
        sum(step.brought is not None for step in steps),
        _gaps(steps),
        [_step(step) for step in steps],
    ]


def steps_lacking(planned: Iterable[Planned]) -> int:
    """Return how many steps can be written but have to say more before anybody looks at them."""
    return sum(bool(lacking_in(step)) for each in planned for step in each.steps)


def _gaps(steps: Sequence[StepDraft]) -> str:
    gaps = [(place, lacking) for place, step in enumerate(steps, 1) if (lacking := lacking_in(step))]
    said = _("step %(place)d lacks %(words)s")
    return "；".join(said % {"place": place, "words": "、".join(lacking)} for place, lacking in gaps)


def _step(step: StepDraft) -> list[Any]:
    action, *rest = beside_headings(step).items()
    return [action[1], step.is_critical, [(text, field in NEEDED and not text.strip()) for field, text in rest]]
