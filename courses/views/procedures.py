"""The desk's procedures: which posts have one, one procedure with its versions, and letting it go its way."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from courses.models import Picture
from courses.models.procedures import LONG, Procedure, ProcedureVersion
from courses.procedures.access import may_act_on, procedures_in_reach
from courses.procedures.differences import differences
from courses.procedures.marks import marked
from courses.procedures.report import enterprise_lines, people_without_post, post_lines, signed_of, unsigned_of
from courses.procedures.reviewers import why_he, why_not_he
from courses.procedures.steps import draft_of
from courses.procedures.table import unsigned_table
from courses.services.procedure_reviews import let_pass, send_back, submit
from courses.views.procedure_cards import card_files
from organizations.audit import address_of, record
from organizations.errors import Refused
from organizations.excel import download
from organizations.models import Unit, UnitKind
from organizations.scopes import Reach, concerned_units, may, units_in_reach
from organizations.views.chosen_unit import chosen_unit, seen_units
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from organizations.http import SignedInRequest

PEOPLE_A_PAGE = 50
SIGNED_SHOWN = 300
SMALL = "max-320x240|format-webp"  # as the templates ask for it


@require_GET
@never_cache
@for_staff(Reach.SEE)
def procedures(request: SignedInRequest) -> HttpResponse:
    """The posts of one enterprise and how far each is; who sees several has them by enterprise, ?unit= opens one."""
    enterprise = _enterprise(request)
    seen = units_in_reach(request.user, Reach.SEE)
    if enterprise is None:
        by_enterprise = enterprise_lines(seen)
        context = {"lines": by_enterprise, "lacking": sum(line.without > 0 for line in by_enterprise)}
        return render(request, "courses/desk/procedures_by_enterprise.html", context)
    lines = post_lines(enterprise, seen)
    context = {
        "enterprise": enterprise,
        "lines": lines,
        "without": sum(line.in_force is None for line in lines),
        "card_files": card_files(sum(line.in_force is not None for line in lines)),
        "without_post": people_without_post(seen.within([enterprise])),
        "manages": may(request.user, Reach.MANAGE_PROCEDURES, enterprise),
        "has_several": seen.enterprises().exclude(pk=enterprise.pk).exists(),
    }
    return render(request, "courses/desk/procedures.html", context)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def procedure(request: SignedInRequest, procedure_id: UUID) -> HttpResponse:
    """One procedure: its versions and who looked at them, its steps, who has not signed; ?version= shows another."""
    found = _found(request, procedure_id)
    versions = list(found.versions.select_related("made_by").prefetch_related("reviews__by"))
    shown = _shown(versions, request.GET.get("version", ""))
    for version in versions:
        version.procedure = found
    in_force = next((version for version in versions if version.is_in_force), None)
    seen = seen_units(request, chosen_unit(request))
    people = unsigned_of(in_force, seen) if in_force else None
    signed = list(signed_of(in_force, seen)[:SIGNED_SHOWN]) if in_force else []
    acts = may_act_on(request.user, shown)
    pictures = Prefetch("picture", Picture.objects.prefetch_renditions(SMALL))
    context = {
        "procedure": found,
        "versions": versions,
        "shown": shown,
        "steps": marked(shown, shown.steps.prefetch_related(pictures)),
        "in_force": in_force,
        "page": Paginator(people, PEOPLE_A_PAGE).get_page(request.GET.get("page")) if people is not None else None,
        "signed": signed,
        "acts": acts,
        "refusal": why_not_he(shown, request.user) if acts and shown.is_in_review else "",
        "reason": why_he(shown, request.user) if acts else "",
        "manages": may(request.user, Reach.MANAGE_PROCEDURES, found.enterprise),
        "longest": LONG,
    }
    return render(request, "courses/desk/procedure.html", context)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def procedure_differences(request: SignedInRequest, procedure_id: UUID, older: int, newer: int) -> HttpResponse:
    """What differs between two versions, step by step and word by word."""
    found = _found(request, procedure_id)
    versions = {each.number: each for each in found.versions.filter(number__in=(older, newer))}
    if older >= newer or len(versions) < 2:
        raise Http404
    before, now = ([draft_of(step) for step in versions[number].steps.all()] for number in (older, newer))
    changes = differences(before, now)
    pictures = _small_pictures([key for change in changes for key in change.pictures if key])
    context = {
        "procedure": found,
        "older": versions[older],
        "newer": versions[newer],
        "changes": [(change, *(pictures.get(key) for key in change.pictures)) for change in changes],
    }
    return render(request, "courses/desk/procedure_differences.html", context)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def unsigned_xlsx(request: SignedInRequest, procedure_id: UUID) -> HttpResponseBase:
    """Who has not signed the version in force, as an Excel file. That it left the house is an audit row."""
    found = _found(request, procedure_id)
    version = get_object_or_404(found.versions.in_force())
    version.procedure = found
    unit = chosen_unit(request)
    record("procedure.export", by=request.user, subject=found, unit=found.enterprise, address=address_of(request))
    table = unsigned_table(version, seen_units(request, unit))
    return download(f"{table.title}.xlsx", [table])


@require_POST
@never_cache
@for_staff(Reach.SEE)
def act_on_procedure(request: SignedInRequest, procedure_id: UUID) -> HttpResponse:
    """Hand a version in, let it pass or send it back: `act`, `version`, `stage` as it was shown, `remark`."""
    found = _found(request, procedure_id)
    number = request.POST.get("version", "")
    version = get_object_or_404(found.versions, number=int(number) if number.isdecimal() else 0)
    version.procedure = found
    if not may_act_on(request.user, version):
        raise PermissionDenied
    try:
        messages.success(request, _act(request, version))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("courses:procedure", procedure_id=found.pk)


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


def _found(request: SignedInRequest, procedure_id: UUID) -> Procedure:
    reached = procedures_in_reach(request.user).select_related("enterprise", "post")
    return get_object_or_404(reached, pk=procedure_id)


def _small_pictures(keys: Iterable[int]) -> Mapping[int | None, Picture]:
    found: Mapping[int | None, Picture] = Picture.objects.prefetch_renditions(SMALL).in_bulk(list(keys))
    return found


def _shown(versions: list[ProcedureVersion], asked: str) -> ProcedureVersion:
    """Return the version asked for; else the one under way, else the one in force, which is the newest."""
    if not asked:
        return versions[0]
    for version in versions:
        if str(version.number) == asked:
            return version
    raise Http404


def _enterprise(request: SignedInRequest) -> Unit | None:
    """Return the enterprise whose posts are looked at: the one asked for, or the only one in sight."""
    unit = chosen_unit(request)
    if unit is not None:
        if (enterprise := unit.enterprise()) is None:
            raise Http404
        return enterprise
    enterprises = list(units_in_reach(request.user, Reach.SEE).enterprises()[:2])
    if not enterprises:
        enterprises = list(concerned_units(request.user).filter(kind=UnitKind.ENTERPRISE)[:2])
    return enterprises[0] if len(enterprises) == 1 else None
