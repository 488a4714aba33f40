"""Competitions at the desk: the list, one of them, one competitor with the way to every number, and the table."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from leaderboard.before_closing import before_closing
from leaderboard.competition_page import desk_page
from leaderboard.competition_table import competition_tables, filename
from leaderboard.competitor_page import competitor_page
from leaderboard.enterable import enterable
from leaderboard.entry_forms import EntryForm
from leaderboard.evidence_seen import evidence_by_part
from leaderboard.judge_forms import JudgeForm
from leaderboard.models import Competition, CompetitionState, Entrant
from leaderboard.reward_due import reward_due
from leaderboard.seen import competitions_seen, holds
from leaderboard.still_owed import still_owed
from leaderboard.taken_from import taken_from
from organizations.audit import address_of, record
from organizations.excel import download
from organizations.scopes import Reach, has_any, may
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

COMPETITIONS_A_PAGE = 20
OK = 200


@require_GET
@never_cache
@for_staff(Reach.SEE)
def index(request: SignedInRequest) -> HttpResponse:
    """The competitions that touch the reader's part of the county, the latest first."""
    competing = Count("entrants", filter=Q(entrants__withdrawn_at__isnull=True))
    listed = competitions_seen(request.user).annotate(competing=competing)
    context = {
        "page": Paginator(listed, COMPETITIONS_A_PAGE).get_page(request.GET.get("page")),
        "may_make": has_any(request.user, Reach.MAKE_COMPETITIONS),
    }
    return render(request, "leaderboard/desk/competitions.html", context)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def competition(request: SignedInRequest, competition_id: UUID) -> HttpResponse:
    """How far it is, who stands where, and what the holder does next."""
    seen = seen_competition(request, competition_id)
    may_enter = seen.takes_entries and has_any(request.user, Reach.HOLD_COMPETITIONS)
    return competition_answer(request, seen, EntryForm(seen, request.user) if may_enter else None)


def competition_answer(
    request: SignedInRequest, seen: Competition, entry_form: EntryForm | None, status: int = OK
) -> HttpResponse:
    """Return the page of a competition with that form for entries."""
    page = desk_page(seen, request.user)
    context = {
        "shown": page,
        "competition": seen,
        "entry_form": entry_form,
        "enterable": enterable(seen, request.user, request.GET.get("who", "")) if entry_form else None,
        "judge_form": JudgeForm(seen, request.user) if page.is_holder and not seen.is_out else None,
        "before_closing": before_closing(seen, page.stages) if page.is_holder else [],
        "owed": still_owed(seen, page.stages) if page.is_holder else [],
        "due": reward_due(seen, request.user) if page.is_holder and seen.state == CompetitionState.FROZEN else None,
        "taken_from": taken_from(seen, request.user),
    }
    return render(request, "leaderboard/desk/competition.html", context, status=status)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def live(request: SignedInRequest, competition_id: UUID) -> HttpResponse:
    """The standings alone, as they stand on the page; 304 when nothing has changed since what If-None-Match names."""
    seen = seen_competition(request, competition_id)
    context = {"shown": desk_page(seen, request.user), "competition": seen}
    body = render_to_string("leaderboard/desk/_standings.html", context, request)
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:20]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304)
    return HttpResponse(body, headers={"ETag": tag})


@require_GET
@never_cache
@for_staff(Reach.SEE)
def entrant(request: SignedInRequest, entrant_id: UUID) -> HttpResponse:
    """One competitor: every part, every judge, every step, every round."""
    found = Entrant.objects.select_related("competition__owner", "unit", "enterprise", "worker")
    competitor = get_object_or_404(found, pk=entrant_id)
    seen = seen_competition(request, competitor.competition_id)
    is_holder = holds(request.user, seen)
    if not is_holder and not (seen.is_out and may(request.user, Reach.SEE, competitor.unit)):
        raise Http404
    evidence = evidence_by_part(competitor) if is_holder else {}
    page = competitor_page(seen, competitor, evidence, names_judges=is_holder)
    context = {"competition": seen, "shown": page, "is_holder": is_holder, "has_moved": _has_moved(competitor)}
    return render(request, "leaderboard/desk/competitor.html", context)


def _has_moved(competitor: Entrant) -> bool:
    """Whether he works elsewhere by now. He still competes for the unit that he was entered for."""
    if competitor.worker is None:
        return False
    place = competitor.worker.membership_on(timezone.localdate())
    return place is not None and place.unit_id != competitor.unit_id


@require_GET
@never_cache
@for_staff(Reach.SEE)
def table(request: SignedInRequest, competition_id: UUID) -> HttpResponseBase:
    """The same as an Excel file, with the rules. That it left the house is an audit row."""
    seen = seen_competition(request, competition_id)
    page = desk_page(seen, request.user)
    record("competition.export", by=request.user, subject=seen, unit=seen.owner, address=address_of(request))
    return download(filename(seen), competition_tables(page))


def seen_competition(request: SignedInRequest, competition_id: UUID) -> Competition:
    """Return the competition; one that doesn't concern the person is not found."""
    return get_object_or_404(competitions_seen(request.user), pk=competition_id)


def held_competition(request: SignedInRequest, competition_id: UUID) -> Competition:
    """Return the competition, for whoever runs it."""
    seen = seen_competition(request, competition_id)
    if not holds(request.user, seen):
        raise Http404
    return seen
