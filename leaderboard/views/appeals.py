"""Answering a competitor's appeal at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from leaderboard.entry_forms import AppealAnswerForm
from leaderboard.models import CompetitionAppeal
from leaderboard.services.appeals import answer_appeal
from organizations.errors import Refused
from organizations.scopes import Reach, units_in_reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.HOLD_COMPETITIONS)
def answer(request: SignedInRequest, appeal_id: UUID) -> HttpResponse:
    """What a competitor says against a part of his result, and the answer."""
    held = units_in_reach(request.user, Reach.HOLD_COMPETITIONS)
    reached = CompetitionAppeal.objects.filter(entrant__competition__owner__in=held)
    known = reached.select_related("entrant__competition__owner", "part__stage", "by", "answered_by")
    appeal = get_object_or_404(known, pk=appeal_id)
    form = AppealAnswerForm(request.POST) if request.method == "POST" else AppealAnswerForm()
    if request.method == "POST" and form.is_valid():
        try:
            answer_appeal(appeal=appeal, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Answered. The competitor reads it beside his result."))
            return redirect("leaderboard:desk_competition", appeal.entrant.competition_id)
    context = {"appeal": appeal, "competition": appeal.entrant.competition, "form": form}
    return render(request, "leaderboard/desk/appeal.html", context, status=422 if form.errors else 200)
