"""One's own account: PIN, sessions, text size, second factor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_otp.plugins.otp_totp.models import TOTPDevice

from organizations.audit import address_of, record
from organizations.errors import Refused
from organizations.forms import ChangePinForm, CodeForm
from organizations.services.sign_in import WrongCredentials, set_pin, sign_out_everywhere

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

TEXT_SIZES = frozenset({"", "large", "largest"})
A_YEAR = 365 * 24 * 3600


@require_GET
@never_cache
@login_required
def me(request: SignedInRequest) -> HttpResponse:
    """Who I am here, and what I can do about it."""
    place = request.user.memberships.current().select_related("unit", "enterprise", "post").first()
    grants = request.user.current_grants if request.user.acts_as_staff else ()
    return render(request, "organizations/me.html", {"place": place, "grants": grants, "tab": "me"})


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def change_pin(request: SignedInRequest) -> HttpResponse:
    """A new PIN for who knows the old one; every other phone is signed out by it."""
    form = ChangePinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if not request.user.check_pin(form.cleaned_data["old"]):
                raise WrongCredentials(_("The PIN until now is wrong."))
            set_pin(user=request.user, pin=form.cleaned_data["pin"], by=request.user, address=address_of(request))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            update_session_auth_hash(request, request.user)
            messages.success(request, _("The PIN is changed. Other phones are signed out."))
            return redirect("organizations:me")
    return render(request, "organizations/change_pin.html", {"form": form})


@require_POST
@login_required
def end_sessions(request: SignedInRequest) -> HttpResponse:
    """Sign out everywhere, here too."""
    sign_out_everywhere(user=request.user, address=address_of(request))
    return redirect("organizations:sign_in")


# The button stands on pages that many are shown alike, so it carries no token of one reader: whoever else made a phone
# send it would make its letters larger.
@csrf_exempt
@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """Keep the reader's text size in a cookie: it holds on every page, also without scripts."""
    size, back = request.POST.get("size", ""), request.headers.get("Referer", "/")
    response = redirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "/")
    if size in TEXT_SIZES:
        response.set_cookie("text", size, A_YEAR, samesite="Lax")
    return response


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def set_up_second_factor(request: SignedInRequest) -> HttpResponse:
    """Show the authenticator's QR until one right code confirms it. Only for a session with the password."""
    if not request.user.acts_as_staff:
        raise PermissionDenied
    device = TOTPDevice.objects.filter(user=request.user).first()
    if device is None:
        device = TOTPDevice.objects.create(user=request.user, name="authenticator", confirmed=False)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and not device.confirmed and form.is_valid():
        if device.verify_token(form.cleaned_data["code"]):
            device.confirmed = True
            device.save()
            record("second_factor.on", by=request.user, subject=request.user, address=address_of(request))
            messages.success(request, _("The second factor is on."))
            return redirect("organizations:me")
        form.add_error("code", _("This code is wrong or too old. Wait for the next one."))
    # made by segno from a secret of ours: nothing in it comes from a stranger
    qr = "" if device.confirmed else mark_safe(segno.make(device.config_url).svg_inline(scale=4))  # noqa: S308
    return render(request, "organizations/set_up_second_factor.html", {"form": form, "device": device, "qr": qr})
