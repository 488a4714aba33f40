"""The bonus as it is seen from above the enterprise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from exams.bonus.months import NoSuchMonth, parse_month
from exams.bonus.overview import oversee
from organizations.scopes import Reach, units_in_reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest


@require_GET
@never_cache
@for_staff(Reach.SEE)
def overview(request: SignedInRequest) -> HttpResponse:
    """One month (?month=) of every enterprise in reach: whether it is done, and the spread of the coefficients."""
    asked = request.GET.get("month", "")
    try:
        month = parse_month(asked) if asked else None
    except NoSuchMonth as refusal:
        raise Http404 from refusal
    months, lines = oversee(units_in_reach(request.user, Reach.SEE).enterprises(), month)
    context = {
        "months": months,
        "month": month or next((line.month for line in lines), None),
        "lines": lines,
        "done": sum(line.is_done for line in lines),
    }
    return render(request, "exams/desk/bonus_overview.html", context)
