"""One procedure at the desk, and letting a version of it go its way."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from courses.models import Picture
from courses.models.procedures import LONG, Procedure, ProcedureVersion
from courses.procedures.access import may_act_on, procedures_in_reach
from courses.procedures.marks import marked
from courses.procedures.report import signed_of, unsigned_of
from courses.procedures.reviewers import why_he, why_not_he
from courses.services.procedure_reviews import NoReason, let_pass, send_back, submit
from organizations.errors import Refused
from organizations.scopes import Reach, may
from organizations.views.chosen_unit import chosen_unit, seen_units
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

PEOPLE_A_PAGE = 50
SIGNED_SHOWN = 300
SMALL = "max-320x240|format-webp"  # as the templates ask for it


@require_GET
@never_cache
@for_staff(Reach.SEE)
def procedure(request: SignedInRequest, procedure_id: UUID) -> HttpResponse:
    """One procedure: its versions and who looked at them, its steps, who has not signed; ?version= shows another."""
    return _page(request, procedure_seen(request, procedure_id), request.GET.get("version", ""))


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.SEE)
def act_on_procedure(request: SignedInRequest, procedure_id: UUID) -> HttpResponse:
    """Hand a version in, let it pass or send it back: `act`, `version`, `stage` as it was shown, `remark`.

    What is sent back without a reason is asked for one on the same page; whoever asks for this address, by a link of
    that page too, is led to the procedure's own.
    """
    found = procedure_seen(request, procedure_id)
    address = reverse("courses:procedure", args=[found.pk])
    if request.method == "GET":
        return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)
    number = request.POST.get("version", "")
    version = get_object_or_404(found.versions, number=int(number) if number.isdecimal() else 0)
    version.procedure = found
    if not may_act_on(request.user, version):
        raise PermissionDenied
    try:
        messages.success(request, _act(request, version))
    except NoReason as refusal:
        return _page(request, found, number, wanting=str(refusal))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(address)


def procedure_seen(request: SignedInRequest, procedure_id: UUID) -> Procedure:
    """Return the procedure. Raises Http404 for one that the reader does not see."""
    reached = procedures_in_reach(request.user).select_related("enterprise", "post")
    return get_object_or_404(reached, pk=procedure_id)


def _page(request: SignedInRequest, found: Procedure, asked: str, *, wanting: str = "") -> HttpResponse:
    """Return the page with the version asked for; `wanting` says what the box of the remark lacks."""
    versions = list(found.versions.select_related("made_by").prefetch_related("reviews__by"))
    shown = _shown(versions, asked)
    for version in versions:
        version.procedure = found
    in_force = next((version for version in versions if version.is_in_force), None)
    seen = seen_units(request, chosen_unit(request))
    people = unsigned_of(in_force, seen) if in_force else None
    acts = may_act_on(request.user, shown)
    pictures = Prefetch("picture", Picture.objects.prefetch_renditions(SMALL))
    context = {
        "procedure": found,
        "versions": versions,
        "shown": shown,
        "steps": marked(shown, shown.steps.prefetch_related(pictures)),
        "in_force": in_force,
        "page": Paginator(people, PEOPLE_A_PAGE).get_page(request.GET.get("page")) if people is not None else None,
        "signed": list(signed_of(in_force, seen)[:SIGNED_SHOWN]) if in_force else [],
        "acts": acts,
        "refusal": why_not_he(shown, request.user) if acts and shown.is_in_review else "",
        "reason": why_he(shown, request.user) if acts else "",
        "wanting": wanting,
        "remark": request.POST.get("remark", ""),
        "manages": may(request.user, Reach.MANAGE_PROCEDURES, found.enterprise),
        "longest": LONG,
    }
    return render(request, "courses/desk/procedure.html", context, status=422 if wanting else 200)


def _act(request: SignedInRequest, version: ProcedureVersion) -> str:
    stage, remark = request.POST.get("stage", ""), request.POST.get("remark", "")[:LONG]
    match request.POST.get("act"):
        case "submit":
            submit(version=version, by=request.user)
            return _("Handed in: it lies with the workshop now.")
        case "pass":
            moved = let_pass(version=version, stage=stage, by=request.user, remark=remark)
            if moved.is_in_force:
                return _("In force from now on. It stands on the start page of everybody who has to sign it.")
            return _("Passed on: %s.") % moved.get_state_display()
        case "return":
            send_back(version=version, stage=stage, by=request.user, reason=remark)
            return _("Sent back with your reason.")
    raise Refused(_("Press one of the buttons."))


def _shown(versions: list[ProcedureVersion], asked: str) -> ProcedureVersion:
    """Return the version asked for; else the one under way, else the one in force, which is the newest."""
    if not asked:
        return versions[0]
    for version in versions:
        if str(version.number) == asked:
            return version
    raise Http404
