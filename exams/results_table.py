"""The results of an exam as a table to keep."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from exams.circumstances import circumstances
from exams.made_up import made_up
from exams.models import Attempt, AttemptState, Exam, SubmittedBy
from organizations.excel import MOMENT, POINTS, Column, Table, Value

if TYPE_CHECKING:
    from exams.models.attempts import AttemptQuerySet
    from organizations.models import Unit

ROWS_AT_ONCE = 2000


def results_table(exam: Exam, sittings: AttemptQuerySet, unit: Unit | None) -> Table:
    """Return the sheet: one row a person, in the order of the tree; first result and make-up side by side."""
    with_make_up = exam.make_ups.exists()
    window = f"{_moment(exam.opens_at)} – {_moment(exam.closes_at)}"
    return Table(
        name=_("Results"),
        title=exam.title,
        above=(
            _("Open %(window)s · %(points)s points to pass · as of %(now)s")
            % {"window": window, "points": f"{exam.pass_points:.2f}", "now": _moment(now())},
            unit.shown_name if unit else exam.owner.shown_name,
        ),
        columns=(
            Column(_("Enterprise"), 24),
            Column(_("Workshop or team of that day"), 18),
            Column(_("Employee number"), 12),
            Column(_("Full name"), 12),
            Column(_("State"), 10),
            Column(_("Score"), 9, POINTS),
            Column(_("Passed"), 9),
            Column(_("Handed in at"), 18, MOMENT),
            Column(_("How it was sat"), 24),
            *(_make_up_columns() if with_make_up else ()),
        ),
        rows=_rows(sittings.iterator(chunk_size=ROWS_AT_ONCE), with_make_up=with_make_up),
    )


def _make_up_columns() -> tuple[Column, ...]:
    return (
        Column(_("Make-up: state"), 10),
        Column(_("Make-up: score"), 9, POINTS),
        Column(_("Make-up: passed"), 9),
        Column(_("Make-up: handed in at"), 18, MOMENT),
    )


def _rows(attempts: Iterable[Attempt], *, with_make_up: bool) -> Iterable[tuple[Value, ...]]:
    for attempt in attempts:
        graded = attempt.state == AttemptState.GRADED
        yield (
            attempt.enterprise.shown_name,
            attempt.unit.name,
            attempt.employee_no,
            attempt.worker.name,
            attempt.get_state_display(),
            attempt.score if graded else None,
            (_("yes") if attempt.passed else _("no")) if graded else None,
            attempt.finished_at if graded else None,
            _how(attempt) if graded else None,
            *(_made_up(attempt) if with_make_up else ()),
        )


def _made_up(attempt: Attempt) -> tuple[Value, ...]:
    again = made_up(attempt)
    if again is None or not again.is_graded:
        return (str(again.state.label) if again else None, None, None, None)
    return (str(again.state.label), again.score, _("yes") if again.passed else _("no"), again.finished_at)


def _how(attempt: Attempt) -> str:
    by = [] if attempt.submitted_by == SubmittedBy.PAPER else [attempt.get_submitted_by_display()]
    return "；".join([*by, *circumstances(attempt)])


def _moment(moment: datetime) -> str:
    return date_format(localtime(moment), "Y-m-d H:i")
