"""The desk's lectures in person: planned, the code on the wall, who is there, what proves it, closed."""

from __future__ import annotations

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
from courses.forms import EvidenceForm, SessionForm, teaching_unit
from courses.models import Assignment, EvidenceKind, Session, SessionFile
from courses.services.sessions import Plan, add_evidence, close_session, expected_at, plan_session
from courses.tasks import record_session
from courses.wall_code import WINDOW_SECONDS, wall_code
from organizations.errors import Refused
from organizations.scopes import Reach, has_any, require, units_in_reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.TEACH)
def new_session(request: SignedInRequest) -> HttpResponse:
    """Plan a lecture in person; ?task= makes up for a task, ?unit= ticks a unit."""
    task = _task(request)
    initial = {"units": request.GET.getlist("unit"), "speaker": request.user.name}
    if task is not None:
        initial["title"] = _("Make-up: %s") % task.title
    form = SessionForm(request.POST or None, user=request.user, task=task, initial=initial)
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in form.cleaned_data if name != "page"}
        plan = Plan(**fields, page=form.cleaned_data.get("page"), makes_up_for=task)
        session = plan_session(plan=plan, owner=teaching_unit(request.user), by=request.user)
        return redirect("courses:session", session_id=session.pk)
    context = {"form": form, "task": task}
    return render(request, "courses/desk/new_session.html", context, status=422 if form.errors else 200)


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
    present = found.attendances.filter(unit__in=seen).select_related("worker", "unit", "recorded_by")
    expected = expected_at(found).filter(unit__in=seen)
    return render(
        request,
        "courses/desk/session.html",
        {
            "session": found,
            "present": present.order_by("unit__path", "at"),
            "expected": expected.count(),
            "absent": expected.exclude(user__in=found.attendances.values("worker")),
            "runs": units_in_reach(request.user, Reach.TEACH).filter(pk=found.owner_id).exists(),
            "ticks": has_any(request.user, Reach.TICK_ATTENDANCE),
            "files": found.files.all() if seen.filter(pk=found.owner_id).exists() else (),
            "form": EvidenceForm(),
            "may_archive": has_any(request.user, Reach.TAKE_ARCHIVES),
            "may_close": timezone.now() >= found.begins_at,
        },
    )


@require_GET
@never_cache
@for_staff(Reach.TEACH)
def wall(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """The code for the wall, large; it changes by itself, with scripts or without."""
    found = _session(request, session_id, Reach.TEACH)
    context = {"session": found, "every": WINDOW_SECONDS, "present": found.attendances.count()}
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
    picture = segno.make(address, error="m", micro=False)
    return HttpResponse(picture.svg_inline(scale=8, border=4, light="#fff"), content_type="image/svg+xml")


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
