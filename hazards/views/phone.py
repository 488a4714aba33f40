"""The worker's pages: telling of his own slip, what is written about him, the pledge. They work without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hazards.access import pledge_of
from hazards.models import PledgeText, SelfReport, Violation
from hazards.pledge_marks import marked
from hazards.self_report_form import SelfReportForm
from hazards.services.pledges import sign_pledge
from hazards.services.self_reports import report_self, take_self_report_back
from organizations.errors import Refused
from organizations.views.promised import sign_by_tick

if TYPE_CHECKING:
    from uuid import UUID

    from organizations.http import SignedInRequest

MOST_LISTED = 50


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def self_report(request: SignedInRequest) -> HttpResponse:
    """Four taps. What a phone kept without a signal comes here later, as the same form; a script asks for JSON."""
    form = SelfReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            report_self(worker=request.user, told=form.told())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you for saying it. It costs you nothing, and others are warned."))
            if request.headers.get("Accept") == "application/json":
                return JsonResponse({"next": reverse("hazards:mine")})
            return redirect("hazards:mine")
    place = request.user.memberships.current().select_related("unit").first()
    context = {"form": form, "place": place, "tab": "me"}
    return render(request, "hazards/self_report.html", context, status=422 if form.errors else 200)


@require_GET
@never_cache
@login_required
def mine(request: SignedInRequest) -> HttpResponse:
    """What he has told, and what stands written about him."""
    told = SelfReport.objects.filter(worker=request.user).select_related("answer__by", "withdrawal")[:MOST_LISTED]
    written = Violation.objects.standing().filter(person=request.user).select_related("unit", "step")[:MOST_LISTED]
    return render(request, "hazards/mine.html", {"told": told, "written": written, "tab": "me"})


@require_POST
@never_cache
@login_required
def take_back(request: SignedInRequest, report_id: UUID) -> HttpResponse:
    """His own word, while nobody has answered it."""
    own = SelfReport.objects.select_related("worker", "enterprise")
    report = get_object_or_404(own, pk=report_id, worker=request.user)
    try:
        take_self_report_back(report=report)
        messages.success(request, _("Taken back: nobody reads or counts it any more. Its points are taken back too."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("hazards:mine")


@require_GET
@never_cache
@login_required
def pledge(request: SignedInRequest) -> HttpResponse:
    """The pledge in force where he works, to read and to sign."""
    found = pledge_of(request.user)
    signed = found.signatures.filter(worker=request.user).first() if found else None
    beside = marked(found, request.user) if found else None
    return render(request, "hazards/pledge.html", {"pledge": found, "signed": signed, "beside": beside, "tab": "me"})


@require_POST
@never_cache
@login_required
def sign(request: SignedInRequest) -> HttpResponse:
    """The tick below the text. `pledge` is the text that was read: another may have come in force meanwhile."""
    read = request.POST.get("pledge", "")
    found = PledgeText.objects.filter(pk=int(read)).first() if read.isdecimal() and len(read) < 16 else None
    if found is None:
        messages.error(request, _("Read the pledge first, then sign it."))
    else:
        sign_by_tick(request, lambda: sign_pledge(pledge=found, worker=request.user))
    return redirect("hazards:pledge")
