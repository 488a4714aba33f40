"""What the holder does with a competition: opens, starts, closes, shows, makes final; judges; new marks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leaderboard.entry_forms import JudgeForm
from leaderboard.models import Competition, Entrant, Judge, Part
from leaderboard.services.judges import appoint_judge, dismiss_judge
from leaderboard.services.rescoring import ask_rescore
from leaderboard.services.running import close_stage, freeze_results, show_results, start_competition
from leaderboard.views import back_to
from leaderboard.views.competitions import held_competition
from organizations.errors import Refused
from organizations.scopes import Reach
from organizations.views.posting import for_posts
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest
    from organizations.models import User


def _close(*, competition: Competition, by: User) -> str:
    """Close the stage that is open, and return who goes on, in a sentence; nothing after the last."""
    open_ones = competition.stages.filter(closed_at__isnull=True).order_by("place")
    stage = open_ones.select_related("competition").first()
    if stage is None:
        raise Http404
    close_stage(stage=stage, by=by)
    after = competition.stages.filter(place__gt=stage.place).order_by("place").first()
    if after is None or stage.go_on is None:
        return ""
    people, words = after.starters.count(), {"stage": after.name, "most": stage.go_on}
    said = ngettext("%(people)d goes on to “%(stage)s”.", "%(people)d go on to “%(stage)s”.", people)
    if people > stage.go_on:
        said += _("There are %(most)d places; who shares the last of them goes on too.")
    return said % {**words, "people": people}


ACTS: dict[str, Callable[..., object]] = {
    "start": start_competition,
    "close": _close,
    "show": show_results,
    "freeze": freeze_results,
}


@for_staff(Reach.HOLD_COMPETITIONS)
@for_posts(back_to.competition)
def act(request: SignedInRequest, competition_id: UUID, act: str) -> HttpResponse:
    """Take the next step."""
    competition = held_competition(request, competition_id)
    if act not in ACTS:
        raise Http404
    try:
        said = ACTS[act](competition=competition, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said if said and isinstance(said, str) else _("Done."))
    return redirect("leaderboard:desk_competition", competition.pk)


@for_staff(Reach.HOLD_COMPETITIONS)
@for_posts(back_to.competition)
def judges(request: SignedInRequest, competition_id: UUID) -> HttpResponse:
    """Appoint a judge, or dismiss one (`dismiss`)."""
    competition = held_competition(request, competition_id)
    dismissed = request.POST.get("dismiss", "")
    try:
        if dismissed:
            own = Judge.objects.filter(competition=competition)
            dismiss_judge(
                judge=get_object_or_404(own, pk=int(dismissed) if dismissed.isdecimal() else 0), by=request.user
            )
        else:
            _appoint(request, competition)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("leaderboard:desk_competition", competition.pk)


def _appoint(request: SignedInRequest, competition: Competition) -> None:
    form = JudgeForm(competition, request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose who becomes a judge."))
        return
    appoint_judge(competition=competition, by=request.user, **form.cleaned_data)


@for_staff(Reach.HOLD_COMPETITIONS)
@for_posts(back_to.competitor)
def rescore(request: SignedInRequest, entrant_id: UUID) -> HttpResponse:
    """Ask the judges for new marks of one part."""
    entrant = get_object_or_404(Entrant.objects.select_related("enterprise"), pk=entrant_id)
    competition = held_competition(request, entrant.competition_id)
    asked = request.POST.get("part", "")
    parts = Part.objects.filter(stage__competition=competition)
    part = get_object_or_404(parts, pk=int(asked) if asked.isdecimal() else 0)
    try:
        ask_rescore(part=part, entrant=entrant, reason=request.POST.get("reason", "")[:200], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The judges see that they have to mark anew."))
    return redirect("leaderboard:competitor", entrant.pk)
