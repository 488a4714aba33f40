"""The big screen itself: a code, then its picture, and what it asks for every few seconds. No session, no user."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from leaderboard.models import ScreenDevice
from leaderboard.screens.codes import spaced
from leaderboard.screens.contents import contents_of
from leaderboard.screens.moments import in_ms
from leaderboard.screens.pace import ASKED_EVERY_SECONDS, WAITED_FOR_EVERY_SECONDS
from leaderboard.screens.sharing import Sheet, sheet_for
from leaderboard.screens.watching import COOKIE, COOKIE_GOOD_FOR, PATH, SALT, Standing, device_key, device_of, watching
from leaderboard.services.screens import ask_to_show
from organizations.audit import address_of
from organizations.errors import Refused
from organizations.models import Unit

STATUS = {Standing.UNKNOWN: 403, Standing.WAITING: 202, Standing.OFF: 410}


@require_GET
@never_cache
def screen(request: HttpRequest) -> HttpResponse:
    """A code that waits to be typed at a desk; once it was, the picture; and that it was switched off."""
    device = device_of(request)
    if device is None:
        return _new(request)
    if device.revoked_at is not None:
        return render(request, "leaderboard/hall/off.html", status=410)
    if device.unit is None:
        return _waiting(request, device)
    sheet = sheet_for(contents_of(device))
    context = {
        "sheet": sheet,
        "picture": sheet.body.decode(),
        "device": device,
        "is_demo": Unit.objects.filter(path__startswith=device.unit.path, is_demo=True).exists(),
        "every": ASKED_EVERY_SECONDS,
        "now": in_ms(timezone.now()),
    }
    return render(request, "leaderboard/hall/screen.html", context)


@require_GET
def feed(request: HttpRequest) -> HttpResponse:
    """The picture alone, 304 when it is the one that If-None-Match names; how old it is stands in the head.

    Without a screen's cookie 403, while it waits 202, switched off 410.
    """
    found = watching(device_key(request))
    if found.contents is None:
        return HttpResponse(status=STATUS[found.standing], headers={"Cache-Control": "no-store"})
    sheet = sheet_for(found.contents)
    headers = {
        "Cache-Control": "private, no-store",
        "ETag": sheet.tag,
        "X-Now": str(in_ms(timezone.now())),
        "X-Made": str(sheet.made),
    }
    if request.headers.get("If-None-Match") == sheet.tag:
        return HttpResponse(status=304, headers=headers)
    return _whole(request, sheet, headers)


@require_POST
def ask_again(request: HttpRequest) -> HttpResponse:
    """Forget that this browser was a screen: it waits with a new code."""
    response = redirect("leaderboard:screen")
    response.delete_cookie(COOKIE, path=PATH)
    return response


def _whole(request: HttpRequest, sheet: Sheet, headers: dict[str, str]) -> HttpResponse:
    is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    packing = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"} if is_packed else {}
    return HttpResponse(sheet.packed if is_packed else sheet.body, headers={**headers, **packing})


def _new(request: HttpRequest) -> HttpResponse:
    try:
        device = ask_to_show(address=address_of(request))
    except Refused as refusal:
        return render(request, "leaderboard/hall/full.html", {"reason": str(refusal)}, status=429)
    response = _waiting(request, device)
    response.set_signed_cookie(
        COOKIE,
        str(device.pk),
        salt=SALT,
        path=PATH,
        max_age=COOKIE_GOOD_FOR,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def _waiting(request: HttpRequest, device: ScreenDevice) -> HttpResponse:
    context = {
        "code": spaced(device.code),
        "desk": request.build_absolute_uri(reverse("leaderboard:screens")),
        "every": WAITED_FOR_EVERY_SECONDS,
    }
    return render(request, "leaderboard/hall/waiting.html", context)
