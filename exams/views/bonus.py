"""The bonus sheet at the desk: only for who may see the enterprise's bonus, never from above it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from exams.bonus.months import month_text
from exams.bonus.rule_words import team_bands, worker_bands
from exams.bonus.sheet import BonusSheet, NoExamThatMonth, bonus_sheet, months_with_bonus
from exams.bonus.words import how_counted
from exams.bonus.workbook import bonus_filename, bonus_tables, bonus_title
from organizations.audit import address_of, record
from organizations.excel import download
from organizations.scopes import Reach, units_in_reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from exams.bonus.lines import TeamSummary
    from organizations.http import SignedInRequest
    from organizations.models import Unit


@require_GET
@never_cache
@for_staff(Reach.SEE_BONUS)
def months(request: SignedInRequest) -> HttpResponse:
    """Every month that has a sheet, of every enterprise in reach."""
    enterprises = units_in_reach(request.user, Reach.SEE_BONUS).enterprises()
    return render(request, "exams/desk/bonus_months.html", {"months": months_with_bonus(enterprises)})


@require_GET
@never_cache
@for_staff(Reach.SEE_BONUS)
def sheet(request: SignedInRequest, code: str, month: date) -> HttpResponse:
    """The sheet, one team at a time (?team=), with the rule it was counted by."""
    enterprise = _enterprise(request, code)
    try:
        found = bonus_sheet(enterprise=enterprise, month=month)
    except NoExamThatMonth as refusal:
        context = {"enterprise": enterprise, "month": month, "reason": str(refusal)}
        return render(request, "exams/desk/bonus_none.html", context, status=404)
    team = _team(found, request.GET.get("team", ""))
    context = {
        "sheet": found,
        "title": bonus_title(found),
        "team": team,
        "lines": [line for line in found.lines if team and line.team == team.team],
        "worker_bands": worker_bands(found.rule),
        "team_bands": team_bands(found.rule),
        "said": how_counted(found),
    }
    return render(request, "exams/desk/bonus.html", context)


@require_GET
@never_cache
@for_staff(Reach.SEE_BONUS)
def sheet_xlsx(request: SignedInRequest, code: str, month: date) -> HttpResponseBase:
    """The sheet as an Excel file. That it left the house is an audit row with its mark."""
    enterprise = _enterprise(request, code)
    try:
        found = bonus_sheet(enterprise=enterprise, month=month)
    except NoExamThatMonth as refusal:
        raise Http404 from refusal
    record(
        "bonus.export",
        by=request.user,
        subject=enterprise,
        unit=enterprise,
        address=address_of(request),
        month=month_text(month),
        mark=found.mark,
    )
    return download(bonus_filename(found), bonus_tables(found))


def _enterprise(request: SignedInRequest, code: str) -> Unit:
    return get_object_or_404(units_in_reach(request.user, Reach.SEE_BONUS).enterprises(), code=code)


def _team(found: BonusSheet, path: str) -> TeamSummary | None:
    """Return the team asked for, or the first; None where every sitting was voided."""
    return next((team for team in found.teams if team.team.path == path), next(iter(found.teams), None))
