"""The bonus sheet at the desk: only for who may see the enterprise's bonus, never from above it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from exams.bonus.desk import months_at_desk, standing_of
from exams.bonus.months import month_text
from exams.bonus.paper import sheet_pdf
from exams.bonus.rule_link import made_rule
from exams.bonus.sheet import NoExamThatMonth
from exams.bonus.shown import Shown, shown_sheet
from exams.bonus.words import sheet_title
from exams.bonus.workbook import bonus_filename, bonus_tables
from exams.models import BonusSignature
from organizations.audit import address_of, record
from organizations.excel import download
from organizations.http import pdf_download
from organizations.scopes import Reach, units_in_reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from uuid import UUID

    from exams.models import BonusTeamLine
    from organizations.http import SignedInRequest
    from organizations.models import Unit


@require_GET
@never_cache
@for_staff(Reach.SEE_BONUS)
def months(request: SignedInRequest) -> HttpResponse:
    """Every month that has something for the bonus, of every enterprise in reach, and how far each sheet is."""
    enterprises = units_in_reach(request.user, Reach.SEE_BONUS).enterprises()
    return render(request, "exams/desk/bonus_months.html", {"months": months_at_desk(enterprises, request.user)})


@require_GET
@never_cache
@for_staff(Reach.SEE_BONUS)
def sheet(request: SignedInRequest, code: str, month: date) -> HttpResponse:
    """The sheet, one team at a time (?team=), with the rule it was counted by; a supplement by ?number=."""
    enterprise = enterprise_in_reach(request, code)
    try:
        shown = shown_sheet(enterprise, month, asked_number(request))
    except NoExamThatMonth as refusal:
        context = {"enterprise": enterprise, "month": month, "reason": str(refusal)}
        return render(request, "exams/desk/bonus_none.html", context, status=404)
    return render(request, "exams/desk/bonus.html", _page(request, shown))


def _page(request: SignedInRequest, shown: Shown) -> dict[str, Any]:
    team = _team(shown, request.GET.get("team", ""))
    return {
        "shown": shown,
        "sheet": shown.sheet,
        "title": sheet_title(shown.sheet),
        "team": team,
        "lines": [line for line in shown.rows.lines if team and line.team_id == team.team_id],
        "standing": standing_of(shown, request.user),
        "rule_url": made_rule(shown.sheet),
    }


@require_GET
@never_cache
@for_staff(Reach.SEE_BONUS)
def sheet_xlsx(request: SignedInRequest, code: str, month: date) -> HttpResponseBase:
    """The sheet as an Excel file. That it left the house is an audit row with its mark."""
    shown = _taken_out(request, code, month)
    return download(bonus_filename(shown.sheet), bonus_tables(shown.rows, shown.exams, shown.signatures))


@require_GET
@never_cache
@for_staff(Reach.SEE_BONUS)
def sheet_on_paper(request: SignedInRequest, code: str, month: date) -> HttpResponse:
    """The same as a PDF for finance, with the signatures."""
    shown = _taken_out(request, code, month)
    return pdf_download(bonus_filename(shown.sheet, "pdf"), sheet_pdf(shown))


def _taken_out(request: SignedInRequest, code: str, month: date) -> Shown:
    enterprise = enterprise_in_reach(request, code)
    try:
        shown = shown_sheet(enterprise, month, asked_number(request))
    except NoExamThatMonth as refusal:
        raise Http404 from refusal
    record(
        "bonus.export",
        by=request.user,
        subject=enterprise,
        unit=enterprise,
        address=address_of(request),
        month=month_text(month),
        mark=shown.sheet.mark,
    )
    return shown


@require_GET
@for_staff(Reach.SEE_BONUS)
def signature(request: SignedInRequest, signature_id: UUID) -> HttpResponseBase:
    """The picture of a signature under a sheet in reach."""
    reached = BonusSignature.objects.filter(sheet__enterprise__in=units_in_reach(request.user, Reach.SEE_BONUS))
    kept = get_object_or_404(reached, pk=signature_id)
    response = FileResponse(kept.file.open(), content_type="image/webp")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def enterprise_in_reach(request: SignedInRequest, code: str, reach: Reach = Reach.SEE_BONUS) -> Unit:
    """Return the enterprise with that code; one that the person does not reach is not found."""
    return get_object_or_404(units_in_reach(request.user, reach).enterprises(), code=code)


def asked_number(request: SignedInRequest) -> int:
    """Return which sheet of the month is asked for: 0 is the main one."""
    asked = request.GET.get("number", "0")
    if not asked.isdecimal() or len(asked) > 3:
        raise Http404
    return int(asked)


def _team(shown: Shown, asked: str) -> BonusTeamLine | None:
    """Return the team asked for, or the first; None where nobody has a line."""
    teams = shown.rows.teams
    return next((team for team in teams if str(team.team_id) == asked), next(iter(teams), None))
