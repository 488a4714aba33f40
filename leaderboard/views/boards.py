"""The boards: on the worker's phone and at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from leaderboard.board_table import board_table, filename
from leaderboard.boards import ROWS_A_PAGE, board_for
from leaderboard.how_counted import how_counted
from leaderboard.ranking.choices import days_offered, events_offered, period_for, usual_days
from leaderboard.ranking.levels import By, Source
from leaderboard.ranking.periods import month_of
from leaderboard.ranking.reader import Reader, reader_of
from leaderboard.ranking.seats import seats_of
from leaderboard.services.name_choices import choose_name
from organizations.audit import address_of, record
from organizations.excel import download
from organizations.models import UnitKind
from organizations.scopes import Reach, has_any
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from leaderboard.boards import Board
    from leaderboard.ranking.periods import Period
    from organizations.http import SignedInRequest
    from organizations.models import Unit, User


@require_GET
@never_cache
@login_required
def latest(request: SignedInRequest) -> HttpResponse:
    """The board of the latest exam that the reader sat, or sees people of, and that somebody has handed in."""
    offered = events_offered(request.user, Source.EXAMS)
    if not offered:
        return render(request, _template(request, "empty"), {"tab": "rank"})
    return _page(request, offered[0], offered)


@require_GET
@never_cache
@login_required
def board(request: SignedInRequest, source: str, when: str) -> HttpResponse:
    """The board of one exam or competition, or of days; of what isn't the reader's it is not found."""
    return _page(request, *asked_period(request, source, when))


@require_GET
@never_cache
@for_staff(Reach.SEE)
def table(request: SignedInRequest, source: str, when: str) -> HttpResponseBase:
    """The same as an Excel file. That it left the house is an audit row."""
    period, _offered = asked_period(request, source, when)
    reader, by, number = reader_of(request.user, period), asked_level(request, period), asked_number(request)
    found = board_for(reader=reader, period=period, by=by, number=number)
    if found is None:
        raise Http404
    more = range(2, found.pages + 1)
    pages = [board_for(reader=reader, period=period, by=by, page=page, number=number) for page in more]
    record(
        "ranking.export", by=request.user, unit=reader.roots[0], address=address_of(request), period=period.key, rows=by
    )
    return download(filename(found), [board_table([found, *(page for page in pages if page)])])


@require_POST
@login_required
def name(request: SignedInRequest) -> HttpResponse:
    """What people outside his team see of the reader: his name, or only his number. Back to the board he was on."""
    by_number, back = request.POST.get("show") == "number", request.POST.get("next", "")
    choose_name(worker=request.user, by_number=by_number)
    said = _("People outside your team now see only your number.") if by_number else _("Your name is shown again.")
    messages.success(request, said)
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()})
    return redirect(back if is_ours else f"{reverse('leaderboard:index')}?by={By.INDIVIDUAL}")


def asked_period(request: SignedInRequest, source: str, when: str) -> tuple[Period, list[Period]]:
    """Return what it is about, and the events to go on to; what there is not, or is not his, is not found."""
    if source not in Source.values:
        raise Http404
    period, offered = period_for(request.user, Source(source), when)
    if period is None:
        raise Http404
    return period, offered


def asked_level(request: HttpRequest, period: Period) -> By:
    asked = request.GET.get("by", "")
    return By(asked) if asked in levels_of(period) else By.TEAM


def asked_number(request: HttpRequest) -> int | None:
    """Return which count of a kept board is asked for; None for the newest."""
    return _whole(request.GET.get("number"))


def levels_of(period: Period) -> list[By]:
    """What can be compared: what one enterprise held for itself only inside it, a team event no people."""
    event = period.event
    inside = event is not None and event.owner.kind in {UnitKind.ENTERPRISE, UnitKind.WORKSHOP, UnitKind.TEAM}
    for_teams = period.competition is not None and period.competition.is_for_teams
    return [
        by for by in By if not (inside and not by.is_inside_enterprises) and not (for_teams and by == By.INDIVIDUAL)
    ]


def _page(request: SignedInRequest, period: Period, offered: list[Period]) -> HttpResponse:
    reader, by = reader_of(request.user, period), asked_level(request, period)
    page = _whole(request.GET.get("page")) or 1
    found = board_for(reader=reader, period=period, by=by, page=page, number=asked_number(request))
    context = {
        "board": found,
        "period": period,
        "how": how_counted(found) if found else [],
        "page": Paginator(range(found.pages * ROWS_A_PAGE), ROWS_A_PAGE).get_page(page) if found else None,
        "sources": _sources(period, by),
        "segments": _segments(period, by),
        "others": _others(request.user, period, offered),
        "own_teams": _own_teams(reader, found) if found and found.ends_at else [],
        "days": usual_days(period.source) if period.event else days_offered(period.source),
        "asks_name": _asks_name(reader, by),
        "chosen_number": bool(found and found.mine and found.mine.line.is_by_number),
        "tab": "rank",
    }
    return render(request, _template(request, "ranking" if found else "empty"), context)


def _own_teams(reader: Reader, board: Board) -> list[Unit]:
    """Return the reader's teams with somebody on the board, where it ends before all of them. One query."""
    seats = seats_of(board.period, board.arena)
    teams = [root for root in reader.roots if root.kind == UnitKind.TEAM]
    inside = seats.only(Q(**{seats.field("unit__in"): teams})).rows.order_by()
    listed = set(inside.values_list(seats.field("unit"), flat=True).distinct())
    return [team for team in teams if team.pk in listed]


def _others(user: User, period: Period, offered: list[Period]) -> list[Period]:
    """Return the events to go on to: the others, or from a month what was held. One query at most."""
    if period.event is None:
        return events_offered(user, period.source)
    return [other for other in offered if other.key != period.key]


def _sources(period: Period, by: By) -> list[dict[str, object]]:
    """Return the ways to exams and competitions: of the same days, or of the month that the event counts in."""
    days = month_of(period.source, period.ended_on or localdate()) if period.event else period
    return [
        {
            "label": source.label,
            "url": f"{address_of_board(days.of(source))}?by={by}",
            "current": source == period.source,
        }
        for source in Source
    ]


def _asks_name(reader: Reader, by: By) -> bool:
    return by == By.INDIVIDUAL and reader.unit is not None


def _segments(period: Period, by: By) -> list[dict[str, object]]:
    address = address_of_board(period)
    return [
        {"label": level.label, "url": f"{address}?by={level}", "current": level == by} for level in levels_of(period)
    ]


def address_of_board(period: Period) -> str:
    return reverse("leaderboard:board", args=[period.source, period.key])


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 7 and int(text) else None


def _template(request: HttpRequest, page: str) -> str:
    """A desk session keeps the desk's frame around it; a worker's has the tabs below."""
    room = "desk" if has_any(request.user, Reach.SEE) else "phone"
    return f"leaderboard/{room}_{page}.html"
