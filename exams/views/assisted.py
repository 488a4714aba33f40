"""The desk's page of an exam that says to whom it is read aloud, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exams.access import exams_in_reach
from exams.models import Assistance
from exams.services.assistance import mark_assisted, unmark_assisted
from exams.services.audience import audience_of
from organizations.errors import Refused
from organizations.models import Role, User
from organizations.scopes import Reach, units_in_reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from exams.models import Exam
    from organizations.http import SignedInRequest
    from organizations.models.memberships import MembershipQuerySet

READERS = (Role.TEAM_LEADER, Role.SAFETY_OFFICER, Role.ENTERPRISE_HEAD, Role.TOWN_OFFICER)


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.ASSIST)
def assisted(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """Who is helped and by whom; ?who=, a whole name or a number, finds somebody to be marked, before he starts."""
    exam = _exam(request, exam_id)
    places = audience_of(exam).filter(unit__in=units_in_reach(request.user, Reach.ASSIST))
    if request.method == "POST":
        return _mark(request, exam, places)
    who = request.GET.get("who", "").strip()
    named = places.filter(Q(employee_no=who) | Q(user__name=who)).select_related("user", "unit")
    context = {
        "exam": exam,
        "who": who,
        "found": named[:5] if who else [],
        "readers": _readers(request.user).order_by("name", "pk"),
        "marked": _marked(request, exam).order_by("attempt__unit__path", "attempt__employee_no"),
    }
    return render(request, "exams/desk/assisted.html", context)


@require_POST
@for_staff(Reach.ASSIST)
def take_back(request: SignedInRequest, exam_id: UUID, assistance_id: int) -> HttpResponse:
    """Nobody reads it aloud after all."""
    exam = _exam(request, exam_id)
    marked = get_object_or_404(_marked(request, exam), pk=assistance_id)
    try:
        unmark_assisted(assistance=marked, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Taken back: %s sits it alone.") % marked.attempt.worker.name)
    return redirect("exams:assisted", exam_id=exam.pk)


def _mark(request: SignedInRequest, exam: Exam, places: MembershipQuerySet) -> HttpResponse:
    place = get_object_or_404(places.select_related("user"), pk=_number(request, "place"))
    reader = get_object_or_404(_readers(request.user), pk=_number(request, "reader"))
    try:
        mark_assisted(
            exam=exam, worker=place.user, helper=reader, reason=request.POST.get("reason", ""), by=request.user
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = {"name": place.user.name, "reader": reader.name}
        messages.success(request, _("Marked: %(reader)s reads the paper aloud to %(name)s.") % said)
    return redirect("exams:assisted", exam_id=exam.pk)


def _exam(request: SignedInRequest, exam_id: UUID) -> Exam:
    return get_object_or_404(exams_in_reach(request.user, Reach.ASSIST), pk=exam_id)


def _readers(user: User) -> QuerySet[User]:
    """Return who may read aloud: leaders, officers and heads of units in reach, and the person himself."""
    granted = {"revoked_at": None, "role__in": READERS, "unit__in": units_in_reach(user, Reach.ASSIST)}
    of_reach = Q(**{f"grants__{name}": value for name, value in granted.items()})
    return User.objects.filter(of_reach | Q(pk=user.pk), is_active=True).distinct()


def _marked(request: SignedInRequest, exam: Exam) -> QuerySet[Assistance]:
    units = units_in_reach(request.user, Reach.ASSIST)
    found = Assistance.objects.filter(attempt__exam=exam, attempt__unit__in=units)
    return found.select_related("attempt__worker", "attempt__unit", "helper").defer("attempt__paper")


def _number(request: SignedInRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() else 0
