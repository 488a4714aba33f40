"""Seals at the desk: brought as pictures, one in force a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from leaderboard.models import Seal
from leaderboard.reward_forms import SealForm
from leaderboard.rewards_seen import giving_units
from leaderboard.services.seals import bring_seal, retire_seal
from organizations.errors import Refused
from organizations.scopes import Reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organizations.http import SignedInRequest
    from organizations.models.units import UnitQuerySet

INVALID = 422


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.SEE)
def seals(request: SignedInRequest) -> HttpResponse:
    """The seals in force of the reader's units; a post brings one, or puts one out of force (`retire`)."""
    units = _units(request)
    if not units.exists():
        raise Http404
    form = SealForm(units, request.POST or None, request.FILES or None)
    if request.method == "POST" and _is_done(request, form):
        return redirect("leaderboard:desk_seals")
    in_force = _own(request).filter(replaced_at__isnull=True).select_related("unit", "brought_by")
    context = {"form": form, "seals": in_force.order_by("unit__path")}
    return render(request, "leaderboard/desk/seals.html", context, status=INVALID if form.errors else 200)


def _is_done(request: SignedInRequest, form: SealForm) -> bool:
    retired = request.POST.get("retire", "")
    if retired:
        seal = get_object_or_404(_own(request), pk=_uuid(retired))
        retire_seal(seal=seal, by=request.user)
        messages.success(request, _("Certificates have no seal of this unit now."))
        return True
    if not form.is_valid():
        return False
    file = form.cleaned_data["file"]
    try:
        bring_seal(unit=form.cleaned_data["unit"], filename=file.name, content=file.read(), by=request.user)
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return False
    messages.success(request, _("From now on this seal is on the certificates."))
    return True


@require_GET
@never_cache
@for_staff(Reach.SEE)
def seal(request: SignedInRequest, seal_id: UUID) -> HttpResponseBase:
    """The picture of a seal of one's own."""
    kept = get_object_or_404(_own(request), pk=seal_id)
    response = FileResponse(kept.file.open(), content_type="image/png")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _units(request: SignedInRequest) -> UnitQuerySet:
    both: UnitQuerySet = giving_units(request.user, Reach.KEEP_REWARDS) | giving_units(
        request.user, Reach.APPROVE_REWARDS
    )
    return both


def _own(request: SignedInRequest) -> QuerySet[Seal]:
    return Seal.objects.filter(unit__in=_units(request))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
