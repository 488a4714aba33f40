"""Who sees lines of a bonus sheet without keeping it: the worker his own, the team leader his team's."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from exams.bonus.explained import explained
from exams.bonus.freezing import Rows
from exams.bonus.rule_link import printed_rule, rule_of
from exams.bonus.words import sheet_title
from exams.bonus_forms import AppealForm
from exams.models import BonusAppeal, BonusLine, BonusSheet, BonusTeamLine, SheetState
from exams.printing.bonus_rule import rule_pdf
from exams.services.bonus_appeals import say_appeal
from organizations.errors import Refused
from organizations.http import pdf_download
from organizations.scopes import Reach, units_in_reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organizations.http import SignedInRequest

MOST_MONTHS = 24


def _own_lines(request: SignedInRequest) -> QuerySet[BonusLine]:
    shown = BonusLine.objects.filter(worker=request.user).exclude(sheet__state=SheetState.COMPUTED)
    return shown.select_related("sheet__enterprise").order_by("-sheet__month", "-sheet__number")


@require_GET
@never_cache
@login_required
def my_months(request: SignedInRequest) -> HttpResponse:
    """My bonus, month by month, what came last at the top."""
    lines = _own_lines(request)[:MOST_MONTHS]
    return render(request, "exams/bonus/months.html", {"lines": lines, "tab": "me"})


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def my_month(request: SignedInRequest, month: date) -> HttpResponse:
    """My lines of a month, a supplement before what it adds to, and how each number came; my appeals."""
    lines = list(_own_lines(request).filter(sheet__month=month))
    if not lines:
        raise Http404
    open_to_appeal = [line for line in lines if line.sheet.takes_appeals]
    form = AppealForm(request.POST) if request.method == "POST" else AppealForm()
    if request.method == "POST" and form.is_valid():
        try:
            say_appeal(line=(open_to_appeal or lines)[0], text=form.cleaned_data["text"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is with the safety officer. Nobody signs before you are answered."))
            return redirect("exams:my_bonus_month", month=month)
    said = BonusAppeal.objects.filter(worker=request.user, sheet__in=[line.sheet_id for line in lines])
    waits = any(appeal.answered_at is None for appeal in said)
    context = {
        "month": month,
        "lines": [(line, sheet_title(line.sheet), explained(line), printed_rule(line.sheet)) for line in lines],
        "said": said,
        "form": form,
        "until": open_to_appeal[0].sheet.appeals_until if open_to_appeal and not waits else None,
        "tab": "me",
    }
    return render(request, "exams/bonus/month.html", context, status=422 if form.errors else 200)


@require_GET
@never_cache
@for_staff(Reach.SEE_TEAM_BONUS)
def team_months(request: SignedInRequest) -> HttpResponse:
    """The sheets on which there are lines of the reader's people, the latest first."""
    units = units_in_reach(request.user, Reach.SEE_TEAM_BONUS)
    teams = BonusTeamLine.objects.filter(team__in=units).exclude(sheet__state=SheetState.COMPUTED)
    teams = teams.select_related("sheet__enterprise").order_by("-sheet__month", "-sheet__number", "place")
    return render(request, "exams/desk/bonus_teams.html", {"teams": teams[: MOST_MONTHS * 10]})


@require_GET
@never_cache
@for_staff(Reach.SEE_TEAM_BONUS)
def team(request: SignedInRequest, sheet_id: UUID, team_id: int) -> HttpResponse:
    """One team of a published sheet, for who leads it."""
    sheet = get_object_or_404(BonusSheet.objects.shown().select_related("enterprise"), pk=sheet_id)
    units = units_in_reach(request.user, Reach.SEE_TEAM_BONUS)
    found = get_object_or_404(BonusTeamLine.objects.filter(team__in=units, sheet=sheet), team=team_id)
    rows = Rows(sheet, tuple(sheet.lines.filter(team=found.team_id)), (found,))
    context = {
        "sheet": sheet,
        "title": sheet_title(sheet),
        "team": found,
        "rows": rows,
        "lines": rows.lines,
        "rule_url": printed_rule(sheet),
        "appealed": set(sheet.appeals.open().values_list("worker", flat=True)),
    }
    return render(request, "exams/desk/bonus_team.html", context)


@require_GET
@never_cache
@login_required
def rule(request: SignedInRequest, sheet_id: UUID) -> HttpResponse:
    """The rule on paper that a sheet was counted by, for who sees all of it, his team's lines, or his own."""
    found = rule_of(get_object_or_404(_sheets_with_lines_for(request), pk=sheet_id))
    if found is None:
        raise Http404
    return pdf_download(f"{found.enterprise.name} {found}.pdf", rule_pdf(found))


def _sheets_with_lines_for(request: SignedInRequest) -> QuerySet[BonusSheet]:
    """Return the sheets of which the reader sees anything: all, his team's lines, or his own."""
    own = BonusLine.objects.filter(sheet=OuterRef("pk"), worker=request.user)
    led = BonusTeamLine.objects.filter(
        sheet=OuterRef("pk"), team__in=units_in_reach(request.user, Reach.SEE_TEAM_BONUS)
    )
    is_out = ~Q(state=SheetState.COMPUTED)
    kept = Q(enterprise__in=units_in_reach(request.user, Reach.SEE_BONUS))
    return BonusSheet.objects.filter(kept | (is_out & (Exists(own) | Exists(led))))
