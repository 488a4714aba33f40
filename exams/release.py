"""When a worker may see what became of his sitting: score, right answers, explanations (architecture §5.8).

Everything that a worker sees of results asks here. Who sees people at the desk sees their scores before that.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from exams.models import Attempt, AttemptState, Exam, ExamState, ResultsShown


def may_see_result(attempt: Attempt) -> bool:
    """Whether the worker may see the result of this sitting of his. The exam has to be loaded."""
    return attempt.state == AttemptState.GRADED and is_out(attempt.exam)


def is_out(exam: Exam) -> bool:
    """Whether workers may see results of the exam."""
    match exam.results_shown:
        case ResultsShown.AT_ONCE:
            return True
        case ResultsShown.AFTER_WINDOW:
            return exam.state == ExamState.CLOSED
    return exam.results_released_at is not None


def out(of: str = "") -> Q:
    """Return the same as a condition on exams; `of` leads to them, as "exam__"."""
    return (
        Q(**{f"{of}results_shown": ResultsShown.AT_ONCE})
        | Q(**{f"{of}results_shown": ResultsShown.AFTER_WINDOW, f"{of}state": ExamState.CLOSED})
        | Q(**{f"{of}results_released_at__isnull": False})
    )


def comes_when(exam: Exam) -> str:
    """Say when the result will be shown; empty where that is at once."""
    match exam.results_shown:
        case ResultsShown.AT_ONCE:
            return ""
        case ResultsShown.AFTER_WINDOW:
            ended = localtime(exam.closes_at + timedelta(seconds=exam.grace_seconds))
            said = _("You see your result when the exam is over for everybody: on %s or soon after.")
            return said % date_format(ended, "n月j日 H:i")
    return _("You see your result when %s has released the results.") % exam.owner.shown_name
