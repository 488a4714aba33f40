"""Certificates at the desk: by name inside an enterprise, in figures above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from exams.certificates.report import (
    Listed,
    Tally,
    by_enterprise,
    people_of,
    tally_of,
    together,
)
from exams.certificates.report import listed as only
from exams.certificates.table import certificates_table, with_certificates
from organizations.audit import address_of, record
from organizations.excel import download
from organizations.scopes import Reach, has_any, units_in_reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

PEOPLE_A_PAGE = 50


@require_GET
@never_cache
@for_staff(Reach.SEE)
def listed(request: SignedInRequest) -> HttpResponse:
    """Who has a certificate, who will soon have none, and who has none; ?list= shows some of them."""
    if not has_any(request.user, Reach.SEE_CERTIFICATES):
        return _in_figures(request)
    day, which = timezone.localdate(), _which(request)
    people = people_of(units_in_reach(request.user, Reach.SEE_CERTIFICATES))
    tally = tally_of(people, day)
    page = Paginator(only(people, which, day), PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tally": tally,
        "figures": _figures(tally),
        "page": page,
        "lines": with_certificates(page.object_list, day),
        "segments": [
            {"label": choice.label, "url": f"?list={choice}#people", "current": choice == which} for choice in Listed
        ],
    }
    return render(request, "exams/desk/certificates.html", context)


def _in_figures(request: SignedInRequest) -> HttpResponse:
    lines = by_enterprise(people_of(units_in_reach(request.user, Reach.SEE)), timezone.localdate())
    tally = together(lines)
    context = {"lines": lines, "tally": tally, "figures": _figures(tally)}
    return render(request, "exams/desk/certificates_counted.html", context)


@require_GET
@never_cache
@for_staff(Reach.SEE_CERTIFICATES)
def listed_xlsx(request: SignedInRequest) -> HttpResponseBase:
    """The list as an Excel file. That it left the house is an audit row."""
    day, which = timezone.localdate(), _which(request)
    units = units_in_reach(request.user, Reach.SEE_CERTIFICATES)
    above = units.order_by("path").first()
    record("certificates.export", by=request.user, unit=above, address=address_of(request), listed=which)
    where = "、".join(grant.unit.shown_name for grant in request.user.current_grants)
    table = certificates_table(only(people_of(units), which, day), day=day, where=where)
    return download(_("Certificates %s.xlsx") % day.isoformat(), [table])


def _which(request: SignedInRequest) -> Listed:
    asked = request.GET.get("list", "")
    return Listed(asked) if asked in set(Listed) else Listed.ALL


def _figures(tally: Tally) -> list[dict[str, object]]:
    of_all = _("/ %d people") % tally.people
    return [
        {"label": _("Valid"), "value": tally.good, "unit": of_all},
        {"label": _("Runs out within 60 days"), "value": tally.runs_out, "unit": _("of the valid ones")},
        {"label": _("Expired"), "value": tally.expired, "unit": _("persons")},
        {"label": _("No certificate"), "value": tally.none, "unit": _("persons")},
    ]
