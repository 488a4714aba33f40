"""The desk's list of what looks odd, and judging it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from courses.access import anomalies_in_reach
from courses.anomalies.listed import AnomalyFilter, anomaly_lines, counted_by_kind
from courses.models import AnomalyKind
from courses.services.anomalies import judge_anomaly
from organizations.errors import Refused
from organizations.scopes import Reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from django.http import QueryDict

    from organizations.http import SignedInRequest

LINES_A_PAGE = 20


@require_GET
@never_cache
@for_staff(Reach.SEE)
def anomalies(request: SignedInRequest) -> HttpResponse:
    """What looks odd in the reader's units: what waits for a judgement, or, with ?list=judged, what has one."""
    chosen, seen = _chosen(request.GET), anomalies_in_reach(request.user)
    counts = counted_by_kind(seen)
    found = chosen.of(seen).select_related("worker", "unit", "judged_by")
    page = Paginator(found, LINES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "chosen": chosen,
        "open": sum(open_ for open_, _judged in counts.values()),
        "states": _states(chosen, counts),
        "kinds": _kinds(chosen, counts),
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
    return redirect(f"{reverse('courses:anomalies')}{_query(_chosen(request.POST))}")


def _chosen(asked: QueryDict) -> AnomalyFilter:
    kind = asked.get("kind", "")
    return AnomalyFilter(judged=asked.get("list") == "judged", kind=kind if kind in set(AnomalyKind) else "")


def _query(chosen: AnomalyFilter) -> str:
    said = {"list": "judged" if chosen.judged else "", "kind": chosen.kind}
    return f"?{urlencode({name: value for name, value in said.items() if value})}"


def _states(chosen: AnomalyFilter, counts: dict[str, tuple[int, int]]) -> list[dict[str, object]]:
    kinds = [chosen.kind] if chosen.kind else list(counts)
    labels = (_("To be judged"), _("Judged"))
    return [
        {
            "label": f"{label} {sum(counts.get(kind, (0, 0))[place] for kind in kinds)}",
            "url": _query(AnomalyFilter(judged=bool(place), kind=chosen.kind)),
            "current": chosen.judged == bool(place),
        }
        for place, label in enumerate(labels)
    ]


def _kinds(chosen: AnomalyFilter, counts: dict[str, tuple[int, int]]) -> list[dict[str, object]]:
    """Return the kinds that occur, each with its number in the chosen state, for the filter."""
    place = int(chosen.judged)
    return [
        {"value": kind.value, "label": f"{kind.label} {counts[kind][place]}", "current": kind == chosen.kind}
        for kind in AnomalyKind
        if kind in counts
    ]
