"""What a reader may do with an exam beside looking at its results, found out along with the exam itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from exams.access import exams_held, exams_in_reach
from exams.models import ExamAnomaly, ExamState, MakeUp, PrintedForm
from exams.release import is_out
from organizations.scopes import Reach, has_any, units_in_reach

if TYPE_CHECKING:
    from typing import Any

    from exams.models.exams import ExamQuerySet
    from organizations.models import User


def with_doors(exams: ExamQuerySet, user: User) -> ExamQuerySet:
    """Annotate each exam with what `doors_of` asks of the database."""
    this = OuterRef("pk")
    judged = ExamAnomaly.objects.filter(exam=this, unit__in=units_in_reach(user, Reach.JUDGE_SITTINGS)).open()
    return exams.annotate(
        is_managed=Exists(exams_in_reach(user, Reach.MANAGE_EXAMS).filter(pk=this)),
        is_held=Exists(exams_held(user, Reach.MANAGE_EXAMS).filter(pk=this)),
        is_corrected_by_holder=Exists(exams_held(user, Reach.CORRECT_EXAMS).filter(pk=this)),
        concerns_corrector=Exists(exams_in_reach(user, Reach.CORRECT_EXAMS).filter(pk=this)),
        has_forms=Exists(PrintedForm.objects.filter(exam=this)),
        has_make_up=Exists(MakeUp.objects.filter(exam=this)),
        odd=Coalesce(Subquery(judged.order_by().values("exam").annotate(found=Count("pk")).values("found")), Value(0)),
    )


def doors_of(exam: Any, user: User) -> dict[str, object]:
    """Return which pages stand open from the exam's results; the exam was read `with_doors`. No query of its own."""
    is_open, is_closed = exam.state == ExamState.PUBLISHED, exam.state == ExamState.CLOSED
    types = has_any(user, Reach.TYPE_ANSWERS)
    return {
        "is_out": is_out(exam),
        "may_release": exam.is_held and not is_out(exam),
        # his own exam, or what others corrected in one that his people sat
        "may_correct": exam.is_past
        and (exam.is_corrected_by_holder or (exam.corrected_at is not None and exam.concerns_corrector)),
        "may_print": exam.is_managed,
        "may_bring": types,
        "may_type": types and exam.has_forms,
        "may_assist": is_open and has_any(user, Reach.ASSIST),
        "may_open_kiosks": is_open and has_any(user, Reach.OPEN_KIOSKS),
        "may_judge": is_closed and has_any(user, Reach.JUDGE_SITTINGS),
        "odd": exam.odd,
        "may_make_up": is_closed and exam.is_managed,
        "may_retest": is_closed and not exam.retest_of_id and has_any(user, Reach.RETEST),
        "may_excuse": has_any(user, Reach.SEE_BONUS),
        "has_make_up": exam.has_make_up,
        "may_archive": is_closed and has_any(user, Reach.TAKE_ARCHIVES),
    }
