"""Photos and films of competitors: taken by judges and the holder, handed out to whom they concern."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from courses.uploads.ranges import ranged_response
from leaderboard.evidence_seen import may_see_evidence
from leaderboard.mark_form import LATEST_MS
from leaderboard.models import Entrant, Evidence, Part
from leaderboard.services.evidence import add_evidence
from leaderboard.views import back_to
from leaderboard.views.competitions import held_competition
from organizations.errors import Refused
from organizations.scopes import Reach
from organizations.views.posting import for_posts
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

CONFLICT = 409


class EvidenceForm(forms.Form):
    """A photo or a film; on a phone the camera opens for each."""

    photo = forms.FileField(required=False)
    film = forms.FileField(required=False)
    taken_at = forms.IntegerField(min_value=0, max_value=LATEST_MS, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["files"] = [file for file in (data.get("photo"), data.get("film")) if file]
        if not data["files"]:
            raise forms.ValidationError(_("Choose a photo or a film."))
        return data


@for_staff(Reach.JUDGE_COMPETITIONS)
@for_posts(back_to.sheet)
def by_judge(request: SignedInRequest, entrant_id: UUID, part_id: int) -> HttpResponse:
    """Keep what a judge took. A script asks for JSON."""
    entrant = get_object_or_404(Entrant, pk=entrant_id, competition__judges__user=request.user)
    back = reverse("leaderboard:judging_sheet", args=[entrant.pk, part_id])
    return _take(request, entrant, part_id, back)


@for_staff(Reach.HOLD_COMPETITIONS)
@for_posts(back_to.competitor)
def by_holder(request: SignedInRequest, entrant_id: UUID, part_id: int) -> HttpResponse:
    """Keep what the holder took."""
    entrant = get_object_or_404(Entrant, pk=entrant_id)
    held_competition(request, entrant.competition_id)
    return _take(request, entrant, part_id, reverse("leaderboard:competitor", args=[entrant.pk]))


def _take(request: SignedInRequest, entrant: Entrant, part_id: int, back: str) -> HttpResponse:
    parts = Part.objects.select_related("stage").filter(stage__competition=entrant.competition_id)
    part = get_object_or_404(parts, pk=part_id)
    form = EvidenceForm(request.POST, request.FILES)
    try:
        kept = _kept(request, entrant, part, form)
    except Refused as refusal:
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"reason": str(refusal)}, status=CONFLICT)
        messages.error(request, str(refusal))
        return redirect(back)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"kept": [reverse("leaderboard:evidence", args=[one.pk]) for one in kept]})
    messages.success(request, _("Kept."))
    return redirect(back)


def _kept(request: SignedInRequest, entrant: Entrant, part: Part, form: EvidenceForm) -> list[Evidence]:
    if not form.is_valid():
        raise Refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
    moment = form.cleaned_data["taken_at"]
    taken_at = None if moment is None else datetime.fromtimestamp(moment / 1000, UTC)
    return [
        add_evidence(entrant=entrant, part=part, file=file, by=request.user, taken_at=taken_at)
        for file in form.cleaned_data["files"]
    ]


@require_GET
@never_cache
@login_required
def one(request: SignedInRequest, evidence_id: UUID) -> HttpResponseBase:
    """Hand out a photo or film to whom it concerns; a film in pieces, as players ask for them."""
    found = Evidence.objects.select_related("entrant__competition__owner", "entrant__unit", "entrant__enterprise")
    evidence = get_object_or_404(found, pk=evidence_id)
    if not may_see_evidence(request.user, evidence):
        raise Http404
    return ranged_response(request, evidence.file, content_type=evidence.content_type)
