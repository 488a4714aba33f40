"""The way back from a number on a board to the marks that it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from leaderboard.made_of import made_of, sat_row
from leaderboard.ranking.levels import By
from leaderboard.ranking.reader import Reader, reader_of
from leaderboard.views.boards import address_of_board, asked_level, asked_number, asked_period
from organizations.models import Unit, UnitKind, User
from organizations.scopes import Reach, has_any

if TYPE_CHECKING:
    from leaderboard.counts import Count
    from leaderboard.ranking.periods import Period
    from organizations.http import SignedInRequest

SEATS_A_PAGE = 100
KINDS = {
    By.TEAM: UnitKind.TEAM,
    By.WORKSHOP: UnitKind.WORKSHOP,
    By.ENTERPRISE: UnitKind.ENTERPRISE,
    By.TOWN: UnitKind.TOWN,
}


@require_GET
@never_cache
@login_required
def line(request: SignedInRequest, source: str, when: str, who: str) -> HttpResponse:
    """Everything behind one line: for who sees its unit; for a worker his own, and the sums of his team."""
    period, _offered = asked_period(request, source, when)
    reader, by = reader_of(request.user, period), asked_level(request, period)
    arena = reader.arena(by)
    if arena is None:
        raise Http404
    key, title, shows_people = _asked(reader, by, who)
    found = made_of(
        reader=reader,
        period=period,
        by=by,
        arena=arena,
        key=key,
        title=title,
        shows_people=shows_people,
        number=asked_number(request),
    )
    if not found.parts and found.kept is None:
        raise Http404
    page = Paginator(found.rows, SEATS_A_PAGE).get_page(request.GET.get("page")) if found.rows is not None else None
    context = {
        "found": found,
        "page": page,
        "rows": [sat_row(row, reader) for row in page] if page else [],
        "period": period,
        "by": by,
        "back": _back(period, by, found.count),
        "tab": "rank",
    }
    room = "desk" if has_any(request.user, Reach.SEE) else "phone"
    return render(request, f"leaderboard/{room}_made_of.html", context)


def _back(period: Period, by: By, count: Count | None) -> str:
    address = f"{address_of_board(period)}?by={by}"
    return f"{address}&number={count.number}" if count else address


def _asked(reader: Reader, by: By, who: str) -> tuple[int | str, str, bool]:
    """Return the key of the line, its title, and whether its people are shown."""
    if who == "mine":
        key = reader.own(by)
        if key is None or by not in {By.INDIVIDUAL, By.TEAM}:
            raise Http404
        is_me = by == By.INDIVIDUAL
        return key, reader.user.name if is_me else str(reader.unit), is_me
    if not who.isdecimal() or not reader.roots:
        raise Http404
    if by == By.INDIVIDUAL:
        worker = get_object_or_404(User, pk=int(who))
        places = worker.memberships.select_related("unit")
        if not any(reader.sees(place.unit) for place in places):
            raise Http404
        return int(worker.pk), worker.name, True
    unit = get_object_or_404(Unit, pk=int(who), kind=KINDS[by])
    if not reader.sees(unit):
        raise Http404
    return str(unit.path), unit.shown_name, True
