"""Who missed an exam with a reason: noted at the desk, for the bonus alone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exams.access import exams_in_reach
from exams.models import Attempt, AttemptState, Exam, ExamState, ExcusedAbsence
from exams.services.excused_absences import excuse, take_back_excuse
from organizations.errors import Refused
from organizations.scopes import Reach, units_in_reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from exams.models.attempts import AttemptQuerySet
    from organizations.http import SignedInRequest

PEOPLE_A_PAGE, LONGEST_WORDS = 50, 40


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.SEE_BONUS)
def absences(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """Everybody of the reader's enterprise without a sitting of the exam; a POST excuses those who are ticked."""
    exam = _exam(request, exam_id)
    missing = _missing(request, exam)
    if request.method == "POST":
        wanted = [int(number) for number in request.POST.getlist("workers") if number.isdecimal()]
        seats = list(missing.filter(worker__in=wanted))
        try:
            noted = excuse(exam=exam, seats=seats, reason=request.POST.get("reason", ""), by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, ngettext("%d person is excused.", "%d people are excused.", noted) % noted)
        return redirect("exams:absences", exam_id=exam.pk)
    words = request.GET.get("q", "").strip()[:LONGEST_WORDS]
    page = Paginator(_called(missing, words), PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    found = ExcusedAbsence.objects.filter(exam=exam, worker__in=[seat.worker_id for seat in page])
    excused = {absence.worker_id: absence for absence in found.select_related("by")}
    people = [(seat, excused.get(seat.worker_id)) for seat in page]
    context = {"exam": exam, "page": page, "people": people, "words": words, "missing": missing.count()}
    return render(request, "exams/desk/absences.html", context)


@require_POST
@for_staff(Reach.SEE_BONUS)
def take_back(request: SignedInRequest, exam_id: UUID, absence_id: int) -> HttpResponse:
    """The worker is absent without an excuse again."""
    exam = _exam(request, exam_id)
    absence = get_object_or_404(ExcusedAbsence.objects.select_related("exam", "worker"), pk=absence_id, exam=exam)
    seat = get_object_or_404(_seats(request, exam), worker=absence.worker_id)
    take_back_excuse(absence=absence, enterprise=seat.enterprise, by=request.user)
    messages.success(request, _("Taken back: %s counts as absent without an excuse.") % absence.worker.name)
    return redirect("exams:absences", exam_id=exam.pk)


def _exam(request: SignedInRequest, exam_id: UUID) -> Exam:
    exams = exams_in_reach(request.user, Reach.SEE_BONUS).exclude(state=ExamState.DRAFT)
    return get_object_or_404(exams, pk=exam_id)


def _seats(request: SignedInRequest, exam: Exam) -> AttemptQuerySet:
    """Return the first seats of the exam in the reader's enterprise, in the order of the tree."""
    seats = Attempt.objects.filter(exam=exam, enterprise__in=units_in_reach(request.user, Reach.SEE_BONUS))
    ordered = seats.first_valid().select_related("worker", "unit", "enterprise").defer("paper")
    return ordered.order_by("enterprise__path", "unit__path", "employee_no", "pk")


def _missing(request: SignedInRequest, exam: Exam) -> AttemptQuerySet:
    return _seats(request, exam).filter(state=AttemptState.PREPARED)


def _called(seats: AttemptQuerySet, words: str) -> AttemptQuerySet:
    """Return the seats of people with this in their name, or with this employee number."""
    return seats.filter(Q(worker__name__icontains=words) | Q(employee_no=words)) if words else seats
