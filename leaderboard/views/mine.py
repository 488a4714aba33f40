"""Competitions on a worker's phone: what there is, how he did and why, and his appeal."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from leaderboard.competition_rules import rule_sentences
from leaderboard.competitor_page import CompetitorPage, competitor_page
from leaderboard.entry_forms import AppealForm
from leaderboard.evidence_seen import evidence_by_part
from leaderboard.models import Competition, CompetitionAppeal, Entrant, Evidence, Part
from leaderboard.places import Final, final_lines
from leaderboard.seen import competitions_seen, own_entries
from leaderboard.services.appeals import say_appeal
from leaderboard.standings import standings_of
from organizations.errors import Refused

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

LISTED = 30
PLACES_SHOWN = 100


@require_GET
@never_cache
@login_required
def index(request: SignedInRequest) -> HttpResponse:
    """What is held for the reader's units, the latest first."""
    context = {"competitions": competitions_seen(request.user)[:LISTED], "tab": "rank"}
    return render(request, "leaderboard/mine/index.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def competition(request: SignedInRequest, competition_id: UUID) -> HttpResponse:
    """The rules, and once they are out the places and the reader's own marks. A post is an appeal."""
    seen = get_object_or_404(competitions_seen(request.user), pk=competition_id)
    own = list(own_entries(request.user, seen))
    forms = {entrant.pk: _form(request, entrant) for entrant in own} if seen.takes_appeals else {}
    if request.method == "POST":
        entrant = next((entrant for entrant in own if str(entrant.pk) == request.POST.get("entrant")), None)
        if entrant is None or entrant.pk not in forms:
            raise Http404
        if _say(request, entrant, forms[entrant.pk]):
            messages.success(request, _("Said. The answer will stand here."))
            return redirect("leaderboard:competition", seen.pk)
    context = {
        "competition": seen,
        "rules": rule_sentences(seen),
        "entries": [{"shown": _result(seen, entrant), "form": forms.get(entrant.pk)} for entrant in own],
        "appeals": CompetitionAppeal.objects.filter(entrant__in=own).select_related("part__stage"),
        "places": _places(seen, own),
        "tab": "rank",
    }
    refused = any(form.errors for form in forms.values())
    return render(request, "leaderboard/mine/competition.html", context, status=422 if refused else 200)


def _form(request: SignedInRequest, entrant: Entrant) -> AppealForm:
    parts = Part.objects.filter(stage__starters__entrant=entrant).select_related("stage").order_by("stage__place", "pk")
    is_asked = request.method == "POST" and request.POST.get("entrant") == str(entrant.pk)
    return AppealForm(entrant, parts, request.POST) if is_asked else AppealForm(entrant, parts)


def _say(request: SignedInRequest, entrant: Entrant, form: AppealForm) -> bool:
    if not form.is_valid():
        return False
    try:
        say_appeal(entrant=entrant, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _result(seen: Competition, entrant: Entrant) -> CompetitorPage:
    if not seen.is_out:
        return CompetitorPage(entrant, ())
    return competitor_page(seen, entrant, _evidence(entrant), names_judges=False)


def _evidence(entrant: Entrant) -> dict[int, list[Evidence]]:
    """Return the photos and films of the parts that an appeal was said about."""
    appealed = set(entrant.appeals.values_list("part", flat=True))
    return {part: found for part, found in evidence_by_part(entrant).items() if part in appealed} if appealed else {}


def _places(seen: Competition, own: list[Entrant]) -> list[dict[str, object]]:
    """Return who stands where; who works elsewhere stands by his start number."""
    if not seen.is_out:
        return []
    enterprises, mine = {entrant.enterprise_id for entrant in own}, {entrant.pk for entrant in own}
    standings = standings_of(seen)
    shown = []
    for final in final_lines(standings)[:PLACES_SHOWN]:
        named = final.line.entrant.enterprise_id in enterprises
        detail = _detail(final, named=named, has_stages=len(standings.stages) > 1)
        shown.append({"final": final, "named": named, "mine": final.line.entrant.pk in mine, "detail": detail})
    return shown


def _detail(final: Final, *, named: bool, has_stages: bool) -> str:
    """Say where he works, of which stage his total is (those of two stages don't compare), and what is the matter."""
    entrant, line = final.line.entrant, final.line
    said = [
        entrant.unit.name if named else entrant.enterprise.shown_name,
        _("score of the %s") % final.stage.name if has_stages and line.total.is_final else "",
        _("Veto: a critical step was missed") if line.total.is_vetoed else "",
        line.waits_for,
    ]
    return " · ".join(word for word in said if word)
