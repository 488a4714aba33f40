"""The desk's list of what looks odd in an exam, searching for it anew, and judging it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django_q.tasks import async_task

from exams.access import exam_anomalies_in_reach, exams_in_reach
from exams.anomalies.listed import anomaly_lines, weightiest_first
from exams.models import AnomalySearch, ExamState, OddKind, Verdict
from exams.services.anomalies import ask_for_search, judge_anomaly
from exams.tasks import search_anomalies
from organizations.errors import Refused
from organizations.progress import progress_of
from organizations.scopes import Reach
from organizations.views.anomaly_filter import AnomalyFilter
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from exams.models import Exam
    from organizations.http import SignedInRequest

LINES_A_PAGE = 20


@require_GET
@never_cache
@for_staff(Reach.JUDGE_SITTINGS)
def anomalies(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """What looks odd in the reader's units: what waits for a judgement, or, with ?list=judged, what has one."""
    exam = _exam(request, exam_id)
    chosen, seen = AnomalyFilter.asked(request.GET, OddKind), exam_anomalies_in_reach(request.user, exam)
    found = chosen.of(seen) if chosen.judged else weightiest_first(chosen.of(seen))
    page = Paginator(found.select_related("unit", "judged_by"), LINES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "exam": exam,
        "is_over": exam.state == ExamState.CLOSED,
        "search": AnomalySearch.objects.filter(exam=exam).first(),
        "progress": progress_of(exam.pk),
        **chosen.shown(seen.counted_by_kind()),
        "page": page,
        "lines": anomaly_lines(page.object_list, request.user),
        "verdicts": Verdict.choices,
    }
    return render(request, "exams/desk/anomalies.html", context)


@require_POST
@for_staff(Reach.JUDGE_SITTINGS)
def search(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """Have the exam searched anew in the background; what was judged stays."""
    exam = _exam(request, exam_id)
    try:
        with transaction.atomic():
            ask_for_search(exam=exam, by=request.user)
            transaction.on_commit(lambda: async_task(search_anomalies, exam.pk))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("exams:anomalies", exam_id=exam.pk)


@require_GET
@never_cache
@for_staff(Reach.JUDGE_SITTINGS)
def search_progress(request: SignedInRequest, exam_id: UUID) -> JsonResponse:
    """How far the search is, for the script beside the bar."""
    exam = _exam(request, exam_id)
    asked = AnomalySearch.objects.filter(exam=exam).first()
    progress = progress_of(exam.pk)
    return JsonResponse(
        {
            "done": progress.done,
            "total": progress.total,
            "label": f"{progress.done} / {progress.total}",
            "finished": asked is None or not asked.is_under_way,
        }
    )


@require_POST
@for_staff(Reach.JUDGE_SITTINGS)
def judge(request: SignedInRequest, exam_id: UUID, anomaly_id: int) -> HttpResponse:
    """Take a judgement; what was chosen in the list stays chosen."""
    exam = _exam(request, exam_id)
    found = get_object_or_404(exam_anomalies_in_reach(request.user, exam), pk=anomaly_id)
    verdict, judgement = request.POST.get("verdict", ""), request.POST.get("judgement", "")
    try:
        judge_anomaly(anomaly=found, verdict=verdict, judgement=judgement, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Kept. It stands under “judged” now, with your name and the day."))
    return redirect(f"{reverse('exams:anomalies', args=[exam.pk])}{AnomalyFilter.asked(request.POST, OddKind).query}")


def _exam(request: SignedInRequest, exam_id: UUID) -> Exam:
    return get_object_or_404(exams_in_reach(request.user, Reach.JUDGE_SITTINGS), pk=exam_id)
