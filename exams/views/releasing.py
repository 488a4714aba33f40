"""Letting workers see the results of an exam that waits for a person to say so."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exams.access import attempts_in_reach, exam_anomalies_in_reach, exams_held
from exams.errors import NotToBeReleased
from exams.reports import exam_lines
from exams.services.releasing import release_results
from organizations.scopes import Reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.MANAGE_EXAMS)
def release(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """What is released, and to how many; only who holds the exam releases it."""
    exams = exams_held(request.user, Reach.MANAGE_EXAMS).select_related("owner", "paper", "results_released_by")
    exam = get_object_or_404(exams, pk=exam_id)
    if request.method == "POST":
        try:
            release_results(exam=exam, by=request.user)
        except NotToBeReleased as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Released: everybody who sat can see his result now."))
        return redirect("exams:desk_results", exam_id=exam.pk)
    context = {
        "exam": exam,
        "results": exam_lines([exam], attempts_in_reach(request.user, exam))[0],
        "odd": exam_anomalies_in_reach(request.user, exam).open().count(),
    }
    return render(request, "exams/desk/release.html", context)
