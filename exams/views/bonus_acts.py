"""What is done with a bonus sheet at the desk: counted, shown, answered for, signed, sent back, added to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exams.bonus.words import sheet_title
from exams.bonus_forms import AnswerForm, SignForm
from exams.models import BonusAppeal, BonusSheet, SheetState, SignedAs
from exams.services.bonus_appeals import answer_appeal
from exams.services.bonus_sheets import (
    USUAL_DAYS,
    begin_supplement,
    compute_again,
    compute_sheet,
    publish_sheet,
    send_back,
)
from exams.services.bonus_signing import sign_sheet, why_not_yet
from exams.views.bonus import asked_number, enterprise_in_reach
from organizations.errors import Refused
from organizations.scopes import Reach, units_in_reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

REACH_OF = {SignedAs.OFFICER: Reach.KEEP_BONUS, SignedAs.HEAD: Reach.SIGN_BONUS}


@require_POST
@for_staff(Reach.KEEP_BONUS)
def count(request: SignedInRequest, code: str, month: date) -> HttpResponse:
    """Keep the month's sheet, or count the one that is kept again."""
    enterprise = enterprise_in_reach(request, code, Reach.KEEP_BONUS)
    kept = BonusSheet.objects.filter(enterprise=enterprise, month=month, number=asked_number(request)).first()
    try:
        if kept is None:
            sheet = compute_sheet(enterprise=enterprise, month=month, by=request.user)
        else:
            sheet = compute_again(sheet=kept, reason=request.POST.get("reason", "")[:200], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _back(code, month, asked_number(request))
    messages.success(request, _("Counted. Look it over, then show it to the teams."))
    return to_sheet(sheet)


@require_POST
@for_staff(Reach.KEEP_BONUS)
def publish(request: SignedInRequest, code: str, month: date) -> HttpResponse:
    """Show it to workers and team leaders, and take appeals for some days."""
    sheet = _sheet(request, code, month, Reach.KEEP_BONUS)
    asked = request.POST.get("days", "")
    try:
        publish_sheet(sheet=sheet, days=int(asked) if asked.isdecimal() else USUAL_DAYS, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Shown: every worker sees his line, every team leader his team's."))
    return to_sheet(sheet)


@require_POST
@for_staff(Reach.KEEP_BONUS)
def supplement(request: SignedInRequest, code: str, month: date) -> HttpResponse:
    """Begin a supplement to a locked month."""
    enterprise = enterprise_in_reach(request, code, Reach.KEEP_BONUS)
    reason = request.POST.get("reason", "")[:200]
    try:
        made = begin_supplement(enterprise=enterprise, month=month, reason=reason, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _back(code, month, asked_number(request))
    messages.success(request, _("The supplement is counted. Look it over, then show it to the teams."))
    return to_sheet(made)


@require_POST
@for_staff(Reach.SEE_BONUS)
def return_sheet(request: SignedInRequest, code: str, month: date) -> HttpResponse:
    """Send a sheet that waits for the head's signature back to the safety officer."""
    sheet = _sheet(request, code, month, Reach.SEE_BONUS)
    try:
        send_back(sheet=sheet, reason=request.POST.get("reason", ""), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Sent back. The signature no longer holds; the sheet can be counted again."))
    return to_sheet(sheet)


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.SEE_BONUS)
def sign(request: SignedInRequest, code: str, month: date) -> HttpResponse:
    """The field to sign in, with a finger or by the photo of a signature."""
    sheet = _sheet(request, code, month, Reach.SEE_BONUS)
    signed_as = SignedAs.HEAD if sheet.state == SheetState.SIGNED else SignedAs.OFFICER
    enterprise_in_reach(request, code, REACH_OF[signed_as])
    form = SignForm(request.POST, request.FILES) if request.method == "POST" else SignForm()
    if request.method == "POST" and form.is_valid():
        try:
            sign_sheet(sheet=sheet, signed_as=signed_as, drawn=form.drawn(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("Signed.") if signed_as == SignedAs.OFFICER else _("Signed and locked: it can go to finance.")
            messages.success(request, said)
            return to_sheet(sheet)
    context = {
        "sheet": sheet,
        "title": sheet_title(sheet),
        "signed_as": signed_as.label,
        "reason": why_not_yet(sheet, signed_as),
        "form": form,
        "back": sheet_url(sheet),
    }
    return render(request, "exams/desk/bonus_sign.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.KEEP_BONUS)
def answer(request: SignedInRequest, appeal_id: UUID) -> HttpResponse:
    """What a worker says against his line, the line itself, and the answer."""
    reached = BonusAppeal.objects.filter(sheet__enterprise__in=units_in_reach(request.user, Reach.KEEP_BONUS))
    appeal = get_object_or_404(reached.select_related("sheet__enterprise", "worker", "answered_by"), pk=appeal_id)
    form = AnswerForm(request.POST) if request.method == "POST" else AnswerForm()
    if request.method == "POST" and form.is_valid():
        try:
            answer_appeal(appeal=appeal, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Answered. The worker reads it beside his line."))
            return to_sheet(appeal.sheet)
    context = {
        "appeal": appeal,
        "sheet": appeal.sheet,
        "title": sheet_title(appeal.sheet),
        "exams": appeal.sheet.exams.order_by("closes_at", "pk"),
        "line": appeal.sheet.lines.filter(worker=appeal.worker).first(),
        "form": form,
        "back": sheet_url(appeal.sheet),
    }
    return render(request, "exams/desk/bonus_appeal.html", context, status=422 if form.errors else 200)


def sheet_url(sheet: BonusSheet) -> str:
    """Return where the sheet stands at the desk."""
    page = reverse("exams:bonus_sheet", args=[sheet.enterprise.code, sheet.month])
    return f"{page}?number={sheet.number}" if sheet.number else page


def to_sheet(sheet: BonusSheet) -> HttpResponse:
    return redirect(sheet_url(sheet))


def _back(code: str, month: date, number: int) -> HttpResponse:
    page = reverse("exams:bonus_sheet", args=[code, month])
    return redirect(f"{page}?number={number}" if number else page)


def _sheet(request: SignedInRequest, code: str, month: date, reach: Reach) -> BonusSheet:
    enterprise = enterprise_in_reach(request, code, reach)
    sheets = BonusSheet.objects.select_related("enterprise").filter(enterprise=enterprise, month=month)
    return get_object_or_404(sheets, number=asked_number(request))
