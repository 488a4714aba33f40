"""When a worker may see what became of his sitting: score, right answers, explanations (architecture §5.8).

Everything that a worker sees of results asks here. Who sees people at the desk sees their scores before that.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from exams.models import Attempt, AttemptState, Exam, ExamState, MakeUp, ResultsShown


def may_see_result(attempt: Attempt) -> bool:
    """Whether the worker may see the result of this sitting of his. The exam has to be loaded."""
    return attempt.state == AttemptState.GRADED and is_out(attempt.exam, attempt.make_up)


def is_out(exam: Exam, make_up: MakeUp | None = None) -> bool:
    """Whether workers may see results of the exam, or of that make-up of it."""
    match exam.results_shown:
        case ResultsShown.AT_ONCE:
            return True
        case ResultsShown.AFTER_WINDOW:
            return exam.state == ExamState.CLOSED if make_up is None else make_up.closed_at is not None
    return (make_up or exam).results_released_at is not None


def exams_out() -> Q:
    """Return the same as a condition on exams."""
    return _out("", Q(state=ExamState.CLOSED), "results_released_at")


def sittings_out() -> Q:
    """Return the same as a condition on attempts, each by what it was sat in."""
    of_exam = _out("exam__", Q(exam__state=ExamState.CLOSED), "exam__results_released_at")
    of_make_up = _out("exam__", Q(make_up__closed_at__isnull=False), "make_up__results_released_at")
    return (Q(make_up__isnull=True) & of_exam) | (Q(make_up__isnull=False) & of_make_up)


def _out(exam: str, is_over: Q, released: str) -> Q:
    shown = f"{exam}results_shown"
    return (
        Q(**{shown: ResultsShown.AT_ONCE})
        | (Q(**{shown: ResultsShown.AFTER_WINDOW}) & is_over)
        | Q(**{shown: ResultsShown.AFTER_APPROVAL, f"{released}__isnull": False})
    )


def comes_when(attempt: Attempt) -> str:
    """Say when the result of the sitting will be shown; empty where that is at once. The exam has to be loaded."""
    exam = attempt.exam
    match exam.results_shown:
        case ResultsShown.AT_ONCE:
            return ""
        case ResultsShown.AFTER_WINDOW:
            ended = localtime(attempt.held_by.closes_at + timedelta(seconds=exam.grace_seconds))
            said = _("You see your result when the exam is over for everybody: on %s or soon after.")
            return said % date_format(ended, "n月j日 H:i")
    return _("You see your result when %s has released the results.") % exam.owner.shown_name
