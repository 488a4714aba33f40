"""Big screens at the desk: which hang where, a code to allow another, what each shows, and the switch."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from leaderboard.models import ScreenDevice
from leaderboard.screen_forms import CodeForm, ScreenForm
from leaderboard.services.screens import allow_screen, change_screen, switch_off
from leaderboard.views import back_to
from organizations.errors import Refused
from organizations.scopes import Reach, units_in_reach
from organizations.views.posting import for_posts
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organizations.http import SignedInRequest


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.SHOW_SCREENS)
def index(request: SignedInRequest) -> HttpResponse:
    """The screens of the reader's units, and the form for one that waits."""
    form = CodeForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            device = allow_screen(typed=form.cleaned_data["code"], shown=form.shown(), by=request.user)
        except Refused as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, _("“%s” shows it in a few seconds.") % device.name)
            return redirect("leaderboard:screens")
    context = {
        "form": form,
        "devices": _devices(request),
        "address": request.build_absolute_uri(reverse("leaderboard:screen")),
    }
    return render(request, "leaderboard/desk/screens.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.SHOW_SCREENS)
def change(request: SignedInRequest, device_id: UUID) -> HttpResponse:
    """Let a screen show something else; no new code is needed."""
    device = get_object_or_404(_devices(request), pk=device_id)
    form = ScreenForm(request.POST or None, user=request.user, device=device)
    if request.method == "POST" and form.is_valid():
        try:
            change_screen(device=device, shown=form.shown(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("“%s” shows it in a few seconds.") % form.cleaned_data["name"])
            return redirect("leaderboard:screens")
    context = {"form": form, "device": device}
    return render(request, "leaderboard/desk/screen.html", context, status=422 if form.errors else 200)


@for_staff(Reach.SHOW_SCREENS)
@for_posts(back_to.screens)
def off(request: SignedInRequest, device_id: UUID) -> HttpResponse:
    """Switch a screen off."""
    device = get_object_or_404(_devices(request), pk=device_id)
    switch_off(device=device, by=request.user)
    messages.success(request, _("“%s” is switched off: within a minute nothing stands there any more.") % device.name)
    return redirect("leaderboard:screens")


def _devices(request: SignedInRequest) -> QuerySet[ScreenDevice]:
    units = units_in_reach(request.user, Reach.SHOW_SCREENS)
    found: QuerySet[ScreenDevice] = ScreenDevice.objects.showing().filter(unit__in=units)
    return found.select_related("unit", "competition", "exam", "approved_by").order_by("unit__path", "name", "made_at")
