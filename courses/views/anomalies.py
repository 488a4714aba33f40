"""The desk's list of what looks odd, and judging it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from courses.access import anomalies_in_reach
from courses.anomalies.listed import anomaly_lines
from courses.models import AnomalyKind
from courses.services.anomalies import judge_anomaly
from organizations.errors import Refused
from organizations.scopes import Reach
from organizations.views.anomaly_filter import AnomalyFilter
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

LINES_A_PAGE = 20


@require_GET
@never_cache
@for_staff(Reach.SEE)
def anomalies(request: SignedInRequest) -> HttpResponse:
    """What looks odd in the reader's units: what waits for a judgement, or, with ?list=judged, what has one."""
    chosen, seen = AnomalyFilter.asked(request.GET, AnomalyKind), anomalies_in_reach(request.user)
    found = chosen.of(seen).select_related("worker", "unit", "judged_by")
    page = Paginator(found, LINES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **chosen.shown(seen.counted_by_kind()),
        "page": page,
        "lines": anomaly_lines(page.object_list, request.user),
    }
    return render(request, "courses/desk/anomalies.html", context)


@require_POST
@for_staff(Reach.TEACH)
def judge(request: SignedInRequest, anomaly_id: int) -> HttpResponse:
    """Take a judgement; what was chosen in the list stays chosen."""
    found = get_object_or_404(anomalies_in_reach(request.user, Reach.TEACH), pk=anomaly_id)
    try:
        judge_anomaly(anomaly=found, judgement=request.POST.get("judgement", ""), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Kept. It stands under “judged” now, with your name and the day."))
    return redirect(f"{reverse('courses:anomalies')}{AnomalyFilter.asked(request.POST, AnomalyKind).query}")
