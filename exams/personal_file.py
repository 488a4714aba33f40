"""What a personal file says of exams: every sitting, also those missed and those voided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from exams.circumstances import circumstances, with_circumstances
from exams.models import Attempt, AttemptState, ExamState
from exams.release import is_out
from organizations.filing.dossier import FileColumn, FileSection, Value

if TYPE_CHECKING:
    from organizations.models import User


def sittings_section(person: User) -> FileSection:
    """Return his sittings, the latest exam first. A seat counts as missed once its exam is closed. One query.

    The file is his, and is printed for him: what he may not see yet does not stand in it, whoever reads it.
    """
    in_time = ~Q(exam__state=ExamState.CLOSED) | Q(make_up__isnull=False, make_up__closed_at__isnull=True)
    waiting = Q(state=AttemptState.PREPARED) & in_time
    attempts = (
        with_circumstances(Attempt.objects.filter(worker=person))
        .exclude(waiting)
        .select_related("exam", "make_up", "unit", "enterprise")
        .defer("paper")
        .order_by("-exam__opens_at", "-number", "pk")
    )
    return FileSection(
        key="sittings",
        title=_("Exams"),
        columns=(
            FileColumn(_("Exam"), 6),
            FileColumn(_("Handed in at"), 4),
            FileColumn(_("Score"), 2),
            FileColumn(_("Full points"), 2),
            FileColumn(_("How it ended"), 4),
            FileColumn(_("Receipt code"), 3),
            FileColumn(_("Unit of that day"), 5),
        ),
        rows=[_row(attempt) for attempt in attempts],
        empty=_("He has sat no exam yet."),
    )


def _row(attempt: Attempt) -> tuple[Value, ...]:
    is_shown = is_out(attempt.exam, attempt.make_up)
    return (
        attempt.exam.title,
        attempt.finished_at,
        attempt.score if is_shown else None,
        attempt.full_points if is_shown and attempt.score is not None else None,
        "；".join([*([_("make-up")] if attempt.make_up else []), result_words(attempt), *circumstances(attempt)]),
        attempt.receipt,
        f"{attempt.enterprise.shown_name} · {attempt.unit.name}",
    )


def result_words(attempt: Attempt) -> str:
    """Say how it ended: passed, not passed, missed, voided and why."""
    match attempt.state:
        case AttemptState.GRADED if not is_out(attempt.exam, attempt.make_up):
            return _("handed in; the result is not shown yet")
        case AttemptState.GRADED:
            return _("passed") if attempt.passed else _("not passed")
        case AttemptState.VOIDED:
            return _("voided: %s") % attempt.void_reason
        case AttemptState.PREPARED:
            return _("missed")
    return str(attempt.get_state_display())
