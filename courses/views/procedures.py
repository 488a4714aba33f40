"""The desk's procedures: which posts have one, what differs between two versions, who has not signed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from courses.models import Picture
from courses.procedures.differences import differences
from courses.procedures.report import enterprise_lines, people_without_post, post_lines
from courses.procedures.reviewers import versions_to_decide
from courses.procedures.steps import draft_of
from courses.procedures.table import unsigned_table
from courses.views.procedure_cards import card_files
from courses.views.procedure_page import SMALL, procedure_seen
from organizations.audit import address_of, record
from organizations.excel import download
from organizations.models import Unit, UnitKind
from organizations.scopes import Reach, concerned_units, may, units_in_reach
from organizations.views.chosen_unit import chosen_unit, seen_units
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from courses.procedures.report import PostLine
    from organizations.http import SignedInRequest
    from organizations.models import User


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
    known = post_lines(enterprise, seen)
    held = [line for line in known if line.people]
    sees_all = seen.filter(pk=enterprise.pk).exists()  # a leader's business are the posts of his teams
    context = {
        "enterprise": enterprise,
        "lines": known if sees_all else held,
        "held": len(held),
        "empty": len(known) - len(held) if sees_all else 0,
        "asked": [] if sees_all else _waiting_for(request.user, known),
        "without": sum(line.in_force is None for line in held),
        "card_files": card_files(sum(line.in_force is not None for line in known)),
        "without_post": people_without_post(seen.within([enterprise])),
        "manages": may(request.user, Reach.MANAGE_PROCEDURES, enterprise),
        "has_several": seen.enterprises().exclude(pk=enterprise.pk).exists(),
    }
    return render(request, "courses/desk/procedures.html", context)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def procedure_differences(request: SignedInRequest, procedure_id: UUID, older: int, newer: int) -> HttpResponse:
    """What differs between two versions, step by step and word by word."""
    found = procedure_seen(request, procedure_id)
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
    found = procedure_seen(request, procedure_id)
    version = get_object_or_404(found.versions.in_force())
    version.procedure = found
    unit = chosen_unit(request)
    record("procedure.export", by=request.user, subject=found, unit=found.enterprise, address=address_of(request))
    table = unsigned_table(version, seen_units(request, unit))
    return download(f"{table.title}.xlsx", [table])


def _waiting_for(user: User, lines: Iterable[PostLine]) -> list[PostLine]:
    """Return the posts that nobody of his holds but whose next version he is asked to look at."""
    asked = {version.pk for version in versions_to_decide(user)}
    return [line for line in lines if not line.people and line.open and line.open.pk in asked]


def _small_pictures(keys: Iterable[int]) -> Mapping[int | None, Picture]:
    found: Mapping[int | None, Picture] = Picture.objects.prefetch_renditions(SMALL).in_bulk(list(keys))
    return found


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
