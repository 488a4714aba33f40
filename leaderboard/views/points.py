"""Points: one's own on the phone, those of teams at the desk. Nobody reads another person's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from leaderboard.points.kinds import DAY_CAP, WORTH
from leaderboard.points_page import own_points, told
from leaderboard.points_table import points_table
from leaderboard.team_points import PointLine, lines_of_enterprises, lines_of_units, month_after, own_team
from organizations.audit import address_of, record
from organizations.excel import download
from organizations.models import Unit
from organizations.scopes import Reach
from organizations.views.chosen_unit import chosen_unit, seen_units
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

DAYS_A_PAGE = 14
LINES_A_PAGE = 50


@require_GET
@never_cache
@login_required
def mine(request: SignedInRequest) -> HttpResponse:
    """The reader's own points, badges and team."""
    today = timezone.localdate()
    points = own_points(request.user, today)
    page = Paginator(points.days, DAYS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "points": points,
        "page": page,
        "days": told(request.user, list(page)),
        "team": own_team(request.user, month=today.replace(day=1), today=today),
        "tab": "rank",
        **_rules(),
    }
    return render(request, "leaderboard/points/mine.html", context)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def teams(request: SignedInRequest) -> HttpResponse:
    """A month's points: of the enterprises where the reader sees several, of the teams of one. ?unit=, ?month=."""
    asked = _asked(request)
    context = {
        "asked": asked,
        "page": Paginator(asked.lines, LINES_A_PAGE).get_page(request.GET.get("page")),
        "most": max((line.a_head for line in asked.lines if not line.has_few), default=0),
        "before": f"{asked.month - timedelta(days=1):%Y-%m}",
        "after": f"{month_after(asked.month):%Y-%m}" if month_after(asked.month) <= timezone.localdate() else "",
        **_rules(),
    }
    return render(request, "leaderboard/points/desk.html", context)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def table(request: SignedInRequest) -> HttpResponseBase:
    """The same as an Excel file. That it left the house is an audit row."""
    asked = _asked(request)
    record("points.export", by=request.user, unit=asked.unit, address=address_of(request), month=str(asked.month))
    sheet = points_table(asked.lines, month=asked.month, where=asked.where, has_weeks=not asked.compares_enterprises)
    return download(f"{sheet.title}.xlsx", [sheet])


@dataclass(frozen=True, slots=True)
class Asked:
    """What the desk's page is about: a month, and the enterprises or the units of one enterprise."""

    unit: Unit | None
    month: date
    compares_enterprises: bool
    lines: list[PointLine]

    @property
    def where(self) -> str:
        return self.unit.shown_name if self.unit else ""

    @property
    def any_has_few(self) -> bool:
        return any(line.has_few for line in self.lines)


def _asked(request: SignedInRequest) -> Asked:
    today = timezone.localdate()
    month, unit = _month(request, today), chosen_unit(request)
    seen = seen_units(request, unit)
    enterprises = list(seen.enterprises()[:2])
    if len(enterprises) > 1:
        return Asked(unit, month, True, lines_of_enterprises(seen, month=month, today=today))
    lines = lines_of_units(seen, month=month, today=today)
    return Asked(unit or next(iter(enterprises), None), month, False, lines)


def _month(request: SignedInRequest, today: date) -> date:
    """Return the first of the month asked for, this one where none is. Raises Http404 for one that is none."""
    given = request.GET.get("month", "")
    try:
        month = date.fromisoformat(f"{given}-01") if given else today.replace(day=1)
    except ValueError:
        raise Http404 from None
    if not date(2000, 1, 1) <= month <= today:
        raise Http404
    return month


def _rules() -> dict[str, object]:
    rules = [{"kind": kind.label, "worth": worth} for kind, worth in WORTH.items()]
    return {"rules": rules, "day_cap": DAY_CAP}
