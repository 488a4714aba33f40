"""Entering one's people at the desk, and withdrawing them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leaderboard.entry_forms import EntryForm
from leaderboard.models import Entrant
from leaderboard.named import named
from leaderboard.services.entering import enter_team, enter_worker, withdraw
from leaderboard.views import back_to
from leaderboard.views.competitions import competition_answer, seen_competition
from organizations.errors import Refused
from organizations.scopes import Reach, may
from organizations.views.posting import for_posts
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from leaderboard.models import Competition
    from organizations.http import SignedInRequest

INVALID = 422


@for_staff(Reach.HOLD_COMPETITIONS)
@for_posts(back_to.competition)
def enter(request: SignedInRequest, competition_id: UUID) -> HttpResponse:
    """Enter everybody who is named, or nobody where one of them is refused."""
    competition = seen_competition(request, competition_id)
    form = EntryForm(competition, request.user, request.POST)
    if form.is_valid():
        try:
            entered = _enter(request, competition, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, entered)
            return redirect("leaderboard:desk_competition", competition.pk)
    return competition_answer(request, competition, form, status=INVALID)


@transaction.atomic
def _enter(request: SignedInRequest, competition: Competition, form: EntryForm) -> str:
    """Enter them, and return in a sentence who is entered."""
    unit, people = form.cleaned_data["unit"], form.cleaned_data["people"]
    if competition.is_for_teams:
        enter_team(competition=competition, team=unit, members=people, by=request.user)
        words = {"team": unit.name, "members": "、".join(person.name for person in people)}
        return _("%(team)s is entered. For it compete: %(members)s.") % words
    for person in people:
        enter_worker(competition=competition, worker=person, by=request.user)
    words = {"people": len(people), "names": named([person.name for person in people])}
    said = ngettext(
        "%(people)d competitor is entered: %(names)s.", "%(people)d competitors are entered: %(names)s.", len(people)
    )
    return said % words


@for_staff(Reach.HOLD_COMPETITIONS)
@for_posts(back_to.competition_of)
def withdrawal(request: SignedInRequest, entrant_id: UUID) -> HttpResponse:
    """Withdraw one of one's own people, or as the holder anybody."""
    entrant = get_object_or_404(Entrant.objects.select_related("unit"), pk=entrant_id)
    competition = seen_competition(request, entrant.competition_id)
    if not any(may(request.user, Reach.HOLD_COMPETITIONS, unit) for unit in (competition.owner, entrant.unit)):
        raise PermissionDenied
    try:
        withdraw(entrant=entrant, reason=request.POST.get("reason", "")[:200], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%s is withdrawn and has no place.") % entrant)
    return redirect("leaderboard:desk_competition", competition.pk)
