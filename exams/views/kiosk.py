"""The shared tablet itself: made one by a code, then a badge or a number, a PIN, one sitting, and back to the start."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from exams.kiosk_session import COOKIE, kiosk_sitting
from exams.services.kiosks import claim_kiosk, claimed_by, kiosk_of, sit_at_kiosk
from organizations.audit import address_of
from organizations.errors import Refused
from organizations.forms import PinForm

if TYPE_CHECKING:
    from exams.models import Kiosk

# a sitting on the tablet may be given time or be paused beyond its end; whether it is still one the server says
OUTLASTS = timedelta(days=1)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("pin", "who")
def kiosk(request: HttpRequest) -> HttpResponse:
    """Who are you? Arriving here ends whatever session the tablet had, and leaves nothing of it in the browser."""
    found = kiosk_of(request.COOKIES.get(COOKIE, ""))
    if request.method == "POST":
        return _who(request, found) if found else redirect("exams:kiosk")
    if found is not None or kiosk_sitting(request) is not None:
        logout(request)
    if found is None:
        unknown = render(request, "exams/kiosk/set_up.html", {"code": request.GET.get("code", "")[:9]})
        unknown.delete_cookie(COOKIE)
        return unknown
    response = render(request, "exams/kiosk/who.html", {"kiosk": found})
    # not "storage": that would take along answers of an earlier sitting that still wait for a signal
    response["Clear-Site-Data"] = '"cache"'
    return response


def _who(request: HttpRequest, found: Kiosk) -> HttpResponse:
    """First who, then the PIN: each answer shows the next page, or the same one with why it was refused."""
    who = request.POST.get("who", "")
    form = PinForm(request.POST if "pin" in request.POST else None)
    try:
        claimed = claimed_by(found, who)
    except Refused as refusal:
        return render(request, "exams/kiosk/who.html", {"kiosk": found, "reason": str(refusal)}, status=409)
    if form.is_valid():
        try:
            seat = sit_at_kiosk(request, kiosk=found, claimed=claimed, pin=form.cleaned_data["pin"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("exams:door", exam_id=seat.exam_id)
    context = {"kiosk": found, "claimed": claimed, "who": who, "form": form}
    return render(request, "exams/kiosk/pin.html", context, status=401 if form.errors else 200)


@require_POST
def claim(request: HttpRequest) -> HttpResponse:
    """Make this device a shared tablet. Whoever was signed in on it is signed out."""
    try:
        claimed, token = claim_kiosk(code=request.POST.get("code", "").upper(), address=address_of(request))
    except Refused as refusal:
        return render(request, "exams/kiosk/set_up.html", {"reason": str(refusal)}, status=409)
    logout(request)
    response = redirect("exams:kiosk")
    response.set_cookie(
        COOKIE, token, expires=claimed.ends_at + OUTLASTS, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response


@require_GET
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """Somebody has touched the tablet within the last minute; the middleware has taken note of it."""
    return HttpResponse(status=204 if kiosk_sitting(request) else 403)
