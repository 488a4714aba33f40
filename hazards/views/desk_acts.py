"""Writing down a violation at the desk, putting it right, taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hazards.access import violations_in_reach
from hazards.models import Violation
from hazards.models.violations import LONGEST_REASON
from hazards.services.violations import correct_violation, record_violation, withdraw_violation
from hazards.violation_forms import CorrectionForm, ViolationForm
from organizations.errors import Refused
from organizations.scopes import Reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from uuid import UUID

    from organizations.http import SignedInRequest


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.RECORD_VIOLATIONS)
def new_violation(request: SignedInRequest) -> HttpResponse:
    """Write down what was seen."""
    form = ViolationForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            kept = record_violation(facts=form.facts(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Written down."))
            return redirect("hazards:violation", violation_id=kept.pk)
    return render(request, "hazards/desk/record.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.RECORD_VIOLATIONS)
def correct(request: SignedInRequest, violation_id: UUID) -> HttpResponse:
    """Put it right: what stood there stays readable."""
    found = _own(request, violation_id)
    form = CorrectionForm(request.POST or None, request.FILES or None, user=request.user, violation=found)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            kept = correct_violation(violation=found, facts=form.facts(), reason=reason, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Put right. What stood there before stays readable."))
            return redirect("hazards:violation", violation_id=kept.pk)
    context = {"form": form, "violation": found}
    return render(request, "hazards/desk/record.html", context, status=422 if form.errors else 200)


@require_POST
@for_staff(Reach.RECORD_VIOLATIONS)
def withdraw(request: SignedInRequest, violation_id: UUID) -> HttpResponse:
    """Take back what was none."""
    found = _own(request, violation_id)
    try:
        withdraw_violation(violation=found, reason=request.POST.get("reason", "")[:LONGEST_REASON], by=request.user)
        messages.success(request, _("Taken back. It counts no more."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("hazards:violation", violation_id=found.pk)


def _own(request: SignedInRequest, violation_id: UUID) -> Violation:
    found = violations_in_reach(request.user, Reach.RECORD_VIOLATIONS).select_related("unit", "person")
    return get_object_or_404(found, pk=violation_id)
