"""The desk's questions of an exam as they were counted, and counting them anew."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django_q.tasks import async_task

from exams.access import exams_in_reach
from exams.analysis.questions import question_lines, suspicious
from exams.analysis.reliability import standard_error
from exams.analysis.tables import question_tables
from exams.models import Exam, ExamAnalysis, ExamState, Grading
from exams.services.analyses import ask_for_count
from exams.tasks import count_questions
from exams.views.exam_ways import exam_ways
from organizations.audit import address_of, record
from organizations.errors import Refused
from organizations.excel import download
from organizations.progress import progress_of
from organizations.scopes import Reach, has_any
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

QUESTIONS_A_PAGE = 20
# what may be said of a reliability: below the first too little, from the second on enough
SHAKY_BELOW, FIRM_FROM = 0.6, 0.8


def counted(request: SignedInRequest, exam: Exam, analysis: ExamAnalysis | None) -> dict[str, object]:
    """Return what the pages say of the count: when, how many sittings, how many gradings since. At most one query."""
    since = 0
    if analysis is not None and analysis.read_at is not None and not analysis.is_under_way:
        since = Grading.objects.filter(attempt__exam=exam, graded_at__gt=analysis.read_at).count()
    return {
        "analysis": analysis,
        "since": since,
        "progress": progress_of(analysis.pk) if analysis is not None and analysis.is_under_way else None,
        "may_count": has_any(request.user, Reach.JUDGE_SITTINGS),
    }


@require_GET
@never_cache
@for_staff(Reach.JUDGE_SITTINGS)
def questions(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """Every question that was asked, the most suspicious first. Only of a closed exam: right answers stand there."""
    exam = _exam(request, exam_id)
    analysis = ExamAnalysis.objects.filter(exam=exam).first()
    is_over = exam.state == ExamState.CLOSED
    is_counted = is_over and analysis is not None and analysis.read_at is not None
    lines = question_lines(exam, analysis) if is_counted and analysis is not None else []
    context = {
        "exam": exam,
        "unit": None,
        "ways": exam_ways(request, exam, None),
        "is_over": is_over,
        "is_counted": is_counted,
        "suspicious": suspicious(lines),
        "page": Paginator(lines, QUESTIONS_A_PAGE).get_page(request.GET.get("page")),
        "error": standard_error(analysis.deviation, analysis.reliability) if analysis else None,
        "says": _says(analysis) if analysis else "",
        **counted(request, exam, analysis),
    }
    return render(request, "exams/desk/questions.html", context)


@require_GET
@never_cache
@for_staff(Reach.JUDGE_SITTINGS)
def questions_xlsx(request: SignedInRequest, exam_id: UUID) -> HttpResponseBase:
    """The same as an Excel file, with every answer; not found before the exam is closed and counted."""
    exam = _exam(request, exam_id)
    analysis = get_object_or_404(ExamAnalysis, exam=exam, read_at__isnull=False)
    if exam.state != ExamState.CLOSED:
        raise Http404
    record("questions.export_figures", by=request.user, subject=exam, unit=exam.owner, address=address_of(request))
    tables = question_tables(exam, analysis, question_lines(exam, analysis))
    return download(f"{exam.title} " + _("Question by question") + ".xlsx", tables)


@require_POST
@for_staff(Reach.JUDGE_SITTINGS)
def count(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """Have the exam counted anew in the background."""
    exam = _exam(request, exam_id)
    try:
        with transaction.atomic():
            analysis = ask_for_count(exam=exam, by=request.user)
            transaction.on_commit(lambda: async_task(count_questions, analysis.pk))
    except Refused as refusal:
        messages.error(request, str(refusal))
    back = "exams:exam_questions" if request.POST.get("back") == "questions" else "exams:exam_units"
    return redirect(back, exam_id=exam.pk)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def count_progress(request: SignedInRequest, exam_id: UUID) -> JsonResponse:
    """How far the count is, for the script beside the bar."""
    exam = get_object_or_404(exams_in_reach(request.user), pk=exam_id)
    analysis = ExamAnalysis.objects.filter(exam=exam).first()
    under_way = analysis is not None and analysis.is_under_way
    progress = progress_of(analysis.pk if analysis is not None else exam.pk)
    return JsonResponse(
        {
            "done": progress.done,
            "total": progress.total,
            "label": f"{progress.done} / {progress.total}",
            "finished": not under_way,
        }
    )


def _exam(request: SignedInRequest, exam_id: UUID) -> Exam:
    return get_object_or_404(exams_in_reach(request.user, Reach.JUDGE_SITTINGS).select_related("owner"), pk=exam_id)


def _says(analysis: ExamAnalysis) -> str:
    """Return in plain words how far the scores can be trusted."""
    if analysis.reliability is None:
        return _("Too few sat it, or their scores are too much alike, to say how far a score can be trusted.")
    if analysis.reliability < SHAKY_BELOW:
        return _("Much of the difference between two scores is chance: don't rank people by it.")
    if analysis.reliability < FIRM_FROM:
        return _("Good enough for pass or fail; a few points between two people say little.")
    return _("Good: scores that lie apart say that people know more or less.")
