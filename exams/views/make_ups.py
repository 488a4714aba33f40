"""The desk's make-ups of an exam: who needs one, making it, noting retraining, what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from exams.access import exams_in_reach, make_ups_in_reach
from exams.make_up_form import MakeUpForm
from exams.models import Attempt, AttemptState, ExamState, MakeUp, ResultsShown
from exams.release import is_out
from exams.services.make_ups import Plan, make_make_up, who_needs_one
from exams.services.releasing import release_make_up
from exams.services.retraining import confirm_retraining, retrained
from organizations.errors import Refused
from organizations.scopes import Reach, may, units_in_reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from exams.models import Exam
    from exams.models.attempts import AttemptQuerySet
    from organizations.http import SignedInRequest
    from organizations.models import Unit, User


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.MANAGE_EXAMS)
def make_ups(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """The exam's make-ups in the reader's units, who needs one, and the form that makes it for those who are ticked."""
    exams = exams_in_reach(request.user, Reach.MANAGE_EXAMS).select_related("owner", "paper")
    exam = get_object_or_404(exams, pk=exam_id)
    units = units_in_reach(request.user, Reach.MANAGE_EXAMS)
    needing = list(who_needs_one(exam, units)) if exam.state == ExamState.CLOSED else []
    form = MakeUpForm(request.POST or None, user=request.user, exam=exam, needing=needing)
    if request.method == "POST" and form.is_valid():
        made = _make(request, exam, form)
        if made is not None:
            messages.success(request, _("Made. It stands on their start pages from now on."))
            return redirect("exams:make_up", exam_id=exam.pk, make_up_id=made.pk)
    ticked = set(request.POST.getlist("workers")) if form.is_bound else {str(seat.worker_id) for seat in needing}
    context = {
        "exam": exam,
        "form": form,
        "needing": [(seat, str(seat.worker_id) in ticked) for seat in needing],
        "make_ups": make_ups_in_reach(request.user, Reach.MANAGE_EXAMS).filter(exam=exam).select_related("owner"),
    }
    return render(request, "exams/desk/make_ups.html", context, status=422 if form.errors else 200)


def _make(request: SignedInRequest, exam: Exam, form: MakeUpForm) -> MakeUp | None:
    data = form.cleaned_data
    plan = Plan(**{name: data[name] for name in ("opens_at", "closes_at", "paper", "assignment")})
    try:
        return make_make_up(
            exam=exam,
            plan=plan,
            owner=_holder(request.user, exam),
            units=units_in_reach(request.user, Reach.MANAGE_EXAMS),
            workers=data["workers"],
            by=request.user,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _holder(user: User, exam: Exam) -> Unit:
    """Return who holds the make-up: who holds the exam, or else the highest unit at which the person makes exams."""
    if may(user, Reach.MANAGE_EXAMS, exam.owner):
        return exam.owner
    return units_in_reach(user, Reach.MANAGE_EXAMS).order_by("depth", "path")[:1].get()


@require_GET
@never_cache
@for_staff(Reach.MANAGE_EXAMS)
def make_up(request: SignedInRequest, exam_id: UUID, make_up_id: UUID) -> HttpResponse:
    """One make-up: who sits it, who was retrained, what came of it."""
    made = _asked(request, exam_id, make_up_id)
    seats = list(_seats(request, made).select_related("worker", "unit", "enterprise", "retraining__by").defer("paper"))
    done = retrained(made, seats)
    waits = made.closed_at is not None and not is_out(made.exam, made)
    context = {
        "exam": made.exam,
        "make_up": made,
        "people": [(seat, seat.worker_id in done) for seat in seats],
        "missing": sum(seat.worker_id not in done and seat.state == AttemptState.PREPARED for seat in seats),
        "may_release": waits and made.exam.results_shown == ResultsShown.AFTER_APPROVAL and _may_release(request, made),
    }
    return render(request, "exams/desk/make_up.html", context)


@require_POST
@for_staff(Reach.MANAGE_EXAMS)
def retraining(request: SignedInRequest, exam_id: UUID, make_up_id: UUID) -> HttpResponse:
    """Note that those who are ticked were retrained: they may begin."""
    made = _asked(request, exam_id, make_up_id)
    wanted = [int(number) for number in request.POST.getlist("workers") if number.isdecimal()]
    seats = list(_seats(request, made).filter(worker__in=wanted).defer("paper"))
    try:
        people = confirm_retraining(make_up=made, seats=seats, note=request.POST.get("note", ""), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("Noted: %d person may begin.", "Noted: %d people may begin.", people)
        messages.success(request, said % people)
    return redirect("exams:make_up", exam_id=exam_id, make_up_id=make_up_id)


@require_POST
@for_staff(Reach.MANAGE_EXAMS)
def release(request: SignedInRequest, exam_id: UUID, make_up_id: UUID) -> HttpResponse:
    """Let those who sat the make-up see their results; only who holds it."""
    made = get_object_or_404(_held(request), pk=make_up_id, exam=exam_id)
    try:
        release_make_up(make_up=made, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Released: everybody who sat can see his result now."))
    return redirect("exams:make_up", exam_id=exam_id, make_up_id=make_up_id)


def _asked(request: SignedInRequest, exam_id: UUID, make_up_id: UUID) -> MakeUp:
    found = make_ups_in_reach(request.user, Reach.MANAGE_EXAMS)
    return get_object_or_404(
        found.select_related("exam__owner", "owner", "paper", "assignment"), pk=make_up_id, exam=exam_id
    )


def _seats(request: SignedInRequest, made: MakeUp) -> AttemptQuerySet:
    units = units_in_reach(request.user, Reach.MANAGE_EXAMS)
    seats: AttemptQuerySet = Attempt.objects.filter(make_up=made, unit__in=units)
    return seats.order_by("enterprise__path", "unit__path", "employee_no", "pk")


def _held(request: SignedInRequest) -> QuerySet[MakeUp]:
    return MakeUp.objects.filter(owner__in=units_in_reach(request.user, Reach.MANAGE_EXAMS))


def _may_release(request: SignedInRequest, made: MakeUp) -> bool:
    return _held(request).filter(pk=made.pk).exists()
