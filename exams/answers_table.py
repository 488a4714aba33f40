"""Every answer of one unit's people as a table: the answer sheets, to be read without this product."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from exams.models import AttemptState
from exams.review import whole_review
from organizations.excel import POINTS, WHOLE, Column, Table, Value

if TYPE_CHECKING:
    from exams.models.attempts import AttemptQuerySet
    from organizations.models import Unit


def answers_table(attempts: AttemptQuerySet, unit: Unit) -> Table:
    """Return a row for each question that each of the unit's people was asked, with what he chose and what was right.

    Only for an exam that is closed: it holds the right answers.
    """
    return Table(
        name=_("Answer sheets"),
        title=f"{unit.shown_name} " + _("Answer sheets"),
        columns=(
            Column(_("Employee number"), 12),
            Column(_("Full name"), 12),
            Column(_("Receipt code"), 12),
            Column(_("No."), 6, WHOLE),
            Column(_("Question"), 60),
            Column(_("Chosen"), 30),
            Column(_("Right answer"), 30),
            Column(_("Points"), 8, POINTS),
            Column(_("Of points"), 8, POINTS),
        ),
        rows=_rows(attempts.filter(unit=unit, state=AttemptState.GRADED)),
    )


def _rows(attempts: AttemptQuerySet) -> Iterable[tuple[Value, ...]]:
    """Three queries a person, one more in an exam with corrections."""
    for attempt in attempts.select_related("worker", "exam").order_by("employee_no", "number"):
        grading = attempt.gradings.last()
        if grading is None:
            continue
        for item in whole_review(attempt, grading):
            yield (
                attempt.employee_no,
                attempt.worker.name,
                attempt.receipt,
                item.question.number,
                item.question.stem,
                "；".join(item.chosen_words),
                "；".join(item.right_words),
                item.points,
                item.full_points,
            )
