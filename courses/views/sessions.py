"""The desk's lectures in person: planned, the code on the wall, who is there, what proves it, closed."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID

import segno
from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_q.tasks import async_task

from courses.access import assignments_in_reach, sessions_in_reach
from courses.forms import AnalysisForm, EvidenceForm, SessionForm, teaching_unit, units_to_teach
from courses.models import Assignment, EvidenceKind, Session, SessionFile
from courses.models.analyses import LONGEST
from courses.services.sessions import (
    Plan,
    add_evidence,
    close_session,
    ended,
    expected_at,
    plan_session,
    write_analysis,
)
from courses.speakers import SpeakerLevel
from courses.tasks import record_session
from courses.wall_code import WINDOW_SECONDS, wall_code
from organizations.errors import Refused
from organizations.models import Role
from organizations.scopes import Reach, has_any, require, units_in_reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

NAMES_SHOWN = 60


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.TEACH)
def new_session(request: SignedInRequest) -> HttpResponse:
    """Plan a lecture in person; ?task= makes up for a task, ?unit= ticks a unit."""
    task = _task(request)
    form = SessionForm(request.POST or None, user=request.user, task=task, initial=_first_guess(request, task))
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in form.cleaned_data if name != "page"}
        plan = Plan(**fields, page=form.cleaned_data.get("page"), makes_up_for=task)
        session = plan_session(plan=plan, owner=teaching_unit(request.user), by=request.user)
        return redirect("courses:session", session_id=session.pk)
    context = {"form": form, "task": task}
    return render(request, "courses/desk/new_session.html", context, status=422 if form.errors else 200)


def _first_guess(request: SignedInRequest, task: Assignment | None) -> dict[str, object]:
    """What a make-up needs is known but for the place; everything can be changed."""
    reached = units_to_teach(request.user)
    asked = [unit for unit in request.GET.getlist("unit") if unit.isdecimal()]
    units = list(reached.filter(pk__in=asked))
    if task is not None and not units:
        units = list(reached.filter(pk__in=task.units.values("pk")))
    is_head = any(grant.role == Role.ENTERPRISE_HEAD for grant in request.user.current_grants)
    himself = {"speaker": request.user.name, "speaker_level": SpeakerLevel.ENTERPRISE} if is_head else {}
    return {
        **himself,
        "title": _("Make-up: %s") % task.title if task else "",
        "begins_at": _next_half_hour(),
        "units": units or [teaching_unit(request.user)],
    }


def _next_half_hour() -> datetime:
    now = timezone.localtime().replace(second=0, microsecond=0)
    return now + timedelta(minutes=30 - now.minute % 30)


def _task(request: SignedInRequest) -> Assignment | None:
    wanted = request.GET.get("task", "")
    if not wanted:
        return None
    try:
        key = UUID(wanted)
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(assignments_in_reach(request.user, Reach.TEACH).standing(), pk=key)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def session(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """One lecture: what is planned, who is there and how he signed in, what proves it."""
    found = _session(request, session_id)
    seen = units_in_reach(request.user, Reach.SEE)
    of_reach = found.attendances.filter(unit__in=seen).select_related("worker", "unit", "recorded_by")
    expected = expected_at(found).filter(unit__in=seen)
    absent = expected.exclude(user__in=found.attendances.standing().values("worker"))
    return render(
        request,
        "courses/desk/session.html",
        {
            "session": found,
            "present": of_reach.standing().order_by("unit__path", "at"),
            "struck": of_reach.filter(strike__isnull=False).select_related("strike__struck_by"),
            "expected": expected.count(),
            "absent": absent[:NAMES_SHOWN],
            "absent_in_all": absent.count(),
            "runs": units_in_reach(request.user, Reach.TEACH).filter(pk=found.owner_id).exists(),
            "ticks": has_any(request.user, Reach.TICK_ATTENDANCE),
            "files": found.files.all() if seen.filter(pk=found.owner_id).exists() else (),
            "form": EvidenceForm(),
            **_analysis(found),
            "may_archive": has_any(request.user, Reach.TAKE_ARCHIVES),
            "may_close": timezone.now() >= found.begins_at,
            "ends_at": ended(found),
            "is_early": timezone.now() < ended(found),
        },
    )


def _analysis(found: Session) -> dict[str, object]:
    newest = found.analyses.select_related("written_by").first()
    return {"analysis": newest, "analysis_form": AnalysisForm(instance=newest)}


@require_POST
@for_staff(Reach.TEACH)
def analysis(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Keep the analysis; an earlier one stays in the record."""
    found = _own(request, session_id)
    form = AnalysisForm(request.POST)
    if form.is_valid():
        write_analysis(session=found, parts=form.cleaned_data, by=request.user)
        messages.success(request, _("Kept."))
    else:
        messages.error(request, _("All four parts are needed, each with at most %d characters.") % LONGEST)
    return redirect("courses:session", session_id=found.pk)


@require_GET
@never_cache
@for_staff(Reach.TEACH)
def wall(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """The code for the wall, large; it changes by itself, with scripts or without."""
    found = _session(request, session_id, Reach.TEACH)
    context = {"session": found, "every": WINDOW_SECONDS, "present": found.attendances.standing().count()}
    return render(request, "courses/desk/wall.html", context)


@require_GET
@never_cache
@for_staff(Reach.TEACH)
def wall_svg(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """The code as it is now, as a picture."""
    found = _session(request, session_id, Reach.TEACH)
    if found.closed_at is not None:
        raise Http404
    code = wall_code(found.secret, timezone.now())
    address = request.build_absolute_uri(reverse("courses:sign_in_here", args=(found.pk, code)))
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", scale=8, border=4, light="#fff", xmldecl=False)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


@require_POST
@for_staff(Reach.TEACH)
def evidence(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Keep a photo, a signed list or a document."""
    found = _own(request, session_id)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data
        try:
            add_evidence(session=found, kind=EvidenceKind(data["kind"]), file=data["file"], by=request.user)
            messages.success(request, _("Kept."))
        except Refused as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, _("Choose a file."))
    return redirect("courses:session", session_id=found.pk)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def evidence_file(request: SignedInRequest, file_id: UUID) -> HttpResponseBase:
    """Hand out what proves a session, to who sees the unit that held it."""
    seen = units_in_reach(request.user, Reach.SEE)
    kept = get_object_or_404(SessionFile, pk=file_id, session__owner__in=seen)
    response = FileResponse(kept.file.open(), as_attachment=True, filename=kept.filename)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@for_staff(Reach.TEACH)
def close(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Close the list; the records are written in the background."""
    found = _own(request, session_id)
    try:
        with transaction.atomic():
            close_session(session=found, by=request.user)
            transaction.on_commit(lambda: async_task(record_session, found.pk))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The list is closed. The hours are being written into everybody's file."))
    return redirect("courses:session", session_id=found.pk)


def _session(request: SignedInRequest, session_id: UUID, reach: Reach = Reach.SEE) -> Session:
    sessions = sessions_in_reach(request.user, reach).select_related("owner", "page", "makes_up_for")
    return get_object_or_404(sessions, pk=session_id)


def _own(request: SignedInRequest, session_id: UUID) -> Session:
    found = _session(request, session_id)
    require(request.user, Reach.TEACH, found.owner)
    return found
