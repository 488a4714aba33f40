"""Bringing the base amounts of a month."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exams.bonus_forms import BasesForm
from exams.models import BonusBase
from exams.services.bonus_bases import BadBases, Brought, bring_bases
from exams.views.bonus import enterprise_in_reach
from organizations.archives import BadFile
from organizations.scopes import Reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from exams.bonus.bases import BadBase
    from organizations.http import SignedInRequest

MOST_SHOWN = 100


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.KEEP_BONUS)
def bases(request: SignedInRequest, code: str, month: date) -> HttpResponse:
    """Upload a table; all of it is taken, or nothing and every bad row is named."""
    enterprise = enterprise_in_reach(request, code, Reach.KEEP_BONUS)
    form = BasesForm(request.POST, request.FILES) if request.method == "POST" else BasesForm()
    bad: tuple[BadBase, ...] = ()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            taken = bring_bases(
                enterprise=enterprise, month=month, brought=Brought(file.name, file.read()), by=request.user
            )
        except BadBases as refusal:
            form.add_error("file", str(refusal))
            bad = refusal.rows
        except BadFile as refusal:
            form.add_error("file", str(refusal))
        else:
            said = ngettext("%d base amount is kept.", "%d base amounts are kept.", taken)
            messages.success(request, said % taken)
            return redirect("exams:bonus_sheet", code=code, month=month)
    context = {
        "enterprise": enterprise,
        "month": month,
        "form": form,
        "bad": bad[:MOST_SHOWN],
        "more": max(0, len(bad) - MOST_SHOWN),
        "known": BonusBase.objects.filter(enterprise=enterprise, month=month).count(),
    }
    return render(request, "exams/desk/bonus_bases.html", context, status=422 if form.errors else 200)
