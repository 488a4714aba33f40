"""Signing in to a lecture in person: by the code on the wall, and by the list of who ticks names."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.access import sessions_in_reach
from courses.models import Attendance, Session, SignedInBy
from courses.services.attendance import sign_in_by_code, strike_attendance, tick
from courses.services.sessions import expected_at
from organizations.errors import Refused
from organizations.models import Membership
from organizations.phones import phone_of, remember_phone
from organizations.scopes import Reach, units_in_reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest
    from organizations.models import User
    from organizations.models.memberships import MembershipQuerySet

MOST_TICKS = 500
LATEST_MS = 4_100_000_000_000  # 2099


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def sign_in_here(request: SignedInRequest, session_id: UUID, code: str) -> HttpResponse:
    """Where the code on the wall leads: one button. Who works nowhere has nothing to sign in for."""
    session = get_object_or_404(Session.objects.select_related("owner"), pk=session_id)
    if not request.user.memberships.current().exists():
        raise Http404
    device = phone_of(request)
    mine = session.attendances.standing().filter(worker=request.user).first()
    refusal = ""
    if request.method == "POST" and mine is None:
        try:
            mine = sign_in_by_code(session=session, worker=request.user, code=code, device=device)
        except Refused as said:
            refusal = str(said)
    context = {"session": session, "mine": mine, "refusal": refusal}
    response = render(request, "courses/sign_in_here.html", context, status=409 if refusal else 200)
    remember_phone(response, device)
    return response


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.TICK_ATTENDANCE)
def ticks(request: SignedInRequest, session_id: UUID) -> HttpResponseBase:
    """The list of who should come, to be ticked; a phone without signal sends its ticks later, with their moments."""
    sessions = sessions_in_reach(request.user, Reach.TICK_ATTENDANCE).select_related("owner", "makes_up_for")
    session = get_object_or_404(sessions, pk=session_id)
    if request.method == "POST":
        return _take(request, session)
    places = _listed(request, session)
    present = set(session.attendances.standing().values_list("worker", flat=True))
    context = {"session": session, "places": places, "present": present}
    return render(request, "courses/desk/ticks.html", context)


def _listed(request: SignedInRequest, session: Session) -> MembershipQuerySet:
    """Who should come, and who came besides, of the units of whose attendance the reader may speak."""
    reached = units_in_reach(request.user, Reach.TICK_ATTENDANCE)
    of_reach = Membership.objects.current().filter(unit__in=reached)
    came = of_reach.filter(user__in=session.attendances.standing().values("worker"))
    wanted = expected_at(session).filter(unit__in=reached)
    places: MembershipQuerySet = of_reach.filter(pk__in=wanted.values("pk")) | came
    return places.select_related("user", "unit").order_by("unit__path", "employee_no")


def _take(request: SignedInRequest, session: Session) -> HttpResponseBase:
    how = SignedInBy.LIST if request.POST.get("how") == SignedInBy.LIST else SignedInBy.LEADER
    try:
        present = tick(session=session, people=_people(request), how=how, by=request.user)
    except Refused as refusal:
        if _wants_json(request):
            return JsonResponse({"reason": str(refusal)}, status=409)
        messages.error(request, str(refusal))
        return redirect("courses:ticks", session_id=session.pk)
    if _wants_json(request):
        places = _listed(request, session).filter(user__in=present)
        return JsonResponse({"present": list(places.values_list("pk", flat=True))})
    messages.success(request, _("Kept."))
    return redirect("courses:ticks", session_id=session.pk)


def _people(request: SignedInRequest) -> list[tuple[User, datetime]]:
    """Read `person` = "place" or "place@milliseconds"; a place out of reach is not found."""
    reached = units_in_reach(request.user, Reach.TICK_ATTENDANCE)
    moments: dict[int, datetime] = {}
    for said in request.POST.getlist("person")[:MOST_TICKS]:
        place, _at, at = said.partition("@")
        if not place.isdecimal() or (at and not (at.isdecimal() and int(at) < LATEST_MS)):
            raise Http404
        moments[int(place)] = datetime.fromtimestamp(int(at) / 1000, tz=UTC) if at else timezone.now()
    places = Membership.objects.filter(pk__in=moments, unit__in=reached).select_related("user")
    if len(places) != len(moments):
        raise Http404
    return [(place.user, moments[place.pk]) for place in places]


@require_POST
@for_staff(Reach.TICK_ATTENDANCE)
def strike(request: SignedInRequest, attendance_id: int) -> HttpResponse:
    """Strike who was ticked and was not there; only somebody of the units of whose attendance one may speak."""
    reached = units_in_reach(request.user, Reach.TICK_ATTENDANCE)
    sessions = sessions_in_reach(request.user, Reach.TICK_ATTENDANCE)
    attendances = Attendance.objects.filter(unit__in=reached, session__in=sessions).select_related("worker", "unit")
    attendance = get_object_or_404(attendances, pk=attendance_id)
    try:
        strike_attendance(attendance=attendance, reason=request.POST.get("reason", "")[:200], by=request.user)
        messages.success(request, _("%s is struck from the list.") % attendance.worker.name)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("courses:session", session_id=attendance.session_id)


def _wants_json(request: SignedInRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"
