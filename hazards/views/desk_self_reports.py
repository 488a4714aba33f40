"""What people told of themselves, at the desk: read it, thank him, say what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hazards.access import self_reports_in_reach
from hazards.models.self_reports import LONGEST_ANSWER
from hazards.services.self_reports import answer_self_report
from organizations.errors import Refused
from organizations.scopes import Reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from uuid import UUID

    from organizations.http import SignedInRequest

ROWS_A_PAGE = 30


@require_GET
@never_cache
@for_staff(Reach.RECORD_VIOLATIONS)
def self_reports(request: SignedInRequest) -> HttpResponse:
    """What nobody has answered first, then the latest; for those whom it is told to."""
    found = self_reports_in_reach(request.user).select_related("worker", "unit", "answer__by")
    page = Paginator(found.order_by(F("answer__at").desc(nulls_first=True), "-said_at"), ROWS_A_PAGE)
    context = {
        "page": page.get_page(request.GET.get("page")),
        "waiting": found.waiting().count(),
        "longest": LONGEST_ANSWER,
    }
    return render(request, "hazards/desk/self_reports.html", context)


@require_POST
@for_staff(Reach.RECORD_VIOLATIONS)
def answer(request: SignedInRequest, report_id: UUID) -> HttpResponse:
    """One sentence, which the worker reads."""
    report = get_object_or_404(self_reports_in_reach(request.user).select_related("enterprise"), pk=report_id)
    try:
        answer_self_report(report=report, text=request.POST.get("text", ""), by=request.user)
        messages.success(request, _("Answered. He reads it on his phone."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("hazards:self_reports")
