"""The desk's 三违: figures and list of one's own people; from above figures by enterprise, and no names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hazards.access import violations_in_reach
from hazards.models import Violation
from hazards.months import YEAR, beginning, last_months
from hazards.report import EnterpriseLine, enterprise_lines, unit_lines
from hazards.tables import months_table, violations_table
from hazards.trend import trends_of
from hazards.violation_forms import ViolationFilter
from organizations.audit import address_of, record
from organizations.excel import download
from organizations.scopes import Reach, has_any, may, units_in_reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from uuid import UUID

    from hazards.models.violations import ViolationQuerySet
    from organizations.http import SignedInRequest
    from organizations.models.units import UnitQuerySet

ROWS_A_PAGE = 30
MOST_MONTHS_SHOWN = 6


@require_GET
@never_cache
@for_staff(Reach.SEE)
def violations(request: SignedInRequest) -> HttpResponse:
    """What was seen and what was told, by team and month, with the list; ?months, ?unit and ?kind narrow it."""
    if not has_any(request.user, Reach.SEE_VIOLATIONS):
        return _from_above(request)
    chosen = ViolationFilter(request.GET, user=request.user)
    units = _units(request, chosen)
    months = last_months(chosen.cleaned_data["months"])
    lines = unit_lines(units, months, kind=chosen.cleaned_data["kind"])
    shown = _shown(request, chosen)
    context = {
        "filter": chosen,
        "lines": lines,
        "months": months[-MOST_MONTHS_SHOWN:],
        "rows": [(line, line.cells[-MOST_MONTHS_SHOWN:]) for line in lines],
        "span": len(months),
        "seen": sum(line.seen for line in lines),
        "told": sum(line.told for line in lines),
        "trends": trends_of(units),
        "page": Paginator(shown, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "records": has_any(request.user, Reach.RECORD_VIOLATIONS),
    }
    return render(request, "hazards/desk/violations.html", context)


def _from_above(request: SignedInRequest) -> HttpResponse:
    units = units_in_reach(request.user, Reach.SEE)
    lines = enterprise_lines(units, last_months(MOST_MONTHS_SHOWN))
    context = {
        "lines": lines,
        "seen": sum(each.line.seen for each in lines),
        "told": sum(each.line.told for each in lines),
        "span": MOST_MONTHS_SHOWN,
        "trends": trends_of(units),
    }
    return render(request, "hazards/desk/by_enterprise.html", context)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def violations_xlsx(request: SignedInRequest) -> HttpResponseBase:
    """The same as an Excel file, months first. That it left the house is an audit row."""
    months = last_months(YEAR)
    title = _("Violations and self-reports")
    record("violation.export", by=request.user, subject=title, address=address_of(request))
    if not has_any(request.user, Reach.SEE_VIOLATIONS):
        above: list[EnterpriseLine] = enterprise_lines(units_in_reach(request.user, Reach.SEE), months)
        return download(f"{title}.xlsx", [months_table([each.line for each in above], months, title=title)])
    chosen = ViolationFilter(request.GET, user=request.user)
    lines = unit_lines(_units(request, chosen), months, kind=chosen.cleaned_data.get("kind", ""))
    tables = [
        months_table(lines, months, title=title),
        violations_table(_shown(request, chosen), title=_("Violations")),
    ]
    return download(f"{title}.xlsx", tables)


@require_GET
@never_cache
@for_staff(Reach.SEE_VIOLATIONS)
def violation(request: SignedInRequest, violation_id: UUID) -> HttpResponse:
    """One violation, with what was put right or taken back."""
    found = _found(request, violation_id)
    context = {
        "violation": found,
        "withdrawal": getattr(found, "withdrawal", None),
        "correction": getattr(found, "correction", None),
        "acts": may(request.user, Reach.RECORD_VIOLATIONS, found.unit),
    }
    return render(request, "hazards/desk/violation.html", context)


@require_GET
@never_cache
@for_staff(Reach.SEE_VIOLATIONS)
def photo(request: SignedInRequest, violation_id: UUID) -> HttpResponseBase:
    """The photo, for who may see the violation."""
    found = _found(request, violation_id)
    if not found.photo:
        raise Http404
    return FileResponse(found.photo.open(), content_type="image/webp", headers={"X-Content-Type-Options": "nosniff"})


def _units(request: SignedInRequest, chosen: ViolationFilter) -> UnitQuerySet:
    """Return the units of the list. Raises Http404 for a filter that makes no sense."""
    if not chosen.is_valid():
        raise Http404
    units = units_in_reach(request.user, Reach.SEE_VIOLATIONS)
    unit = chosen.cleaned_data["unit"]
    return units.within([unit]) if unit else units


def _shown(request: SignedInRequest, chosen: ViolationFilter) -> ViolationQuerySet:
    since = beginning(last_months(chosen.cleaned_data["months"])[0])
    found = violations_in_reach(request.user).standing().filter(happened_at__gte=since)
    found = found.filter(unit__in=_units(request, chosen))
    if kind := chosen.cleaned_data["kind"]:
        found = found.filter(kind=kind)
    shown: ViolationQuerySet = found.select_related("unit", "person", "step")
    return shown


def _found(request: SignedInRequest, violation_id: UUID) -> Violation:
    shown = violations_in_reach(request.user).select_related(
        "unit", "enterprise", "person", "step__version__procedure", "recorded_by", "corrects", "correction"
    )
    return get_object_or_404(shown.select_related("withdrawal__by"), pk=violation_id)
