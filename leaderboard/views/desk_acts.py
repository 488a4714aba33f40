"""What the holder does with a competition: opens, starts, closes, shows, makes final; new marks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leaderboard.before_closing import before_closing
from leaderboard.models import Competition, Entrant, Part
from leaderboard.services.rescoring import ask_rescore
from leaderboard.services.running import close_stage, freeze_results, show_results, start_competition
from leaderboard.standings import standings_of
from leaderboard.views import back_to
from leaderboard.views.competitions import held_competition
from organizations.errors import Refused
from organizations.scopes import Reach
from organizations.views.posting import for_posts
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest
    from organizations.models import User


def _start(*, competition: Competition, by: User) -> str:
    start_competition(competition=competition, by=by)
    return _("The competition has begun: the judges can mark.")


def _close(*, competition: Competition, by: User) -> str:
    """Close the stage that is open, and return who goes on, in a sentence."""
    open_ones = competition.stages.filter(closed_at__isnull=True).order_by("place")
    stage = open_ones.select_related("competition").first()
    if stage is None:
        raise Http404
    close_stage(stage=stage, by=by)
    closed = _("The marking of “%s” is over.") % stage.name
    after = competition.stages.filter(place__gt=stage.place).order_by("place").first()
    if after is None:
        return closed + _("The results can be shown now.")
    people = after.starters.count()
    said = ngettext("%(people)d goes on to “%(stage)s”.", "%(people)d go on to “%(stage)s”.", people)
    if stage.go_on is not None and people > stage.go_on:
        said += _("There are %(most)d places; who shares the last of them goes on too.")
    return closed + said % {"stage": after.name, "most": stage.go_on, "people": people}


def _show(*, competition: Competition, by: User) -> str:
    shown = show_results(competition=competition, by=by)
    until = date_format(localtime(shown.appeals_until), "n月j日 H:i")
    return _("The results are shown: every competitor sees his, and can appeal until %s.") % until


def _freeze(*, competition: Competition, by: User) -> str:
    freeze_results(competition=competition, by=by)
    return _("The places are final: nothing moves them any more, and rewards can be drawn up.")


ACTS: dict[str, Callable[..., str]] = {"start": _start, "close": _close, "show": _show, "freeze": _freeze}


@for_staff(Reach.HOLD_COMPETITIONS)
@for_posts(back_to.competition)
def act(request: SignedInRequest, competition_id: UUID, act: str) -> HttpResponse:
    """Take the next step. A stage with something to be read before is closed once it was (`warned`)."""
    competition = held_competition(request, competition_id)
    if act not in ACTS:
        raise Http404
    if act == "close" and "warned" not in request.POST and _is_to_be_read(competition):
        messages.warning(request, _("Not closed yet: first read what stands above the button."))
        return redirect("leaderboard:desk_competition", competition.pk)
    try:
        said = ACTS[act](competition=competition, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("leaderboard:desk_competition", competition.pk)


def _is_to_be_read(competition: Competition) -> bool:
    return bool(before_closing(competition, standings_of(competition).stages))


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
