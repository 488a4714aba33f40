"""A session on a shared tablet opens nothing but its sitting, and ends when nobody touches the tablet any more."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from exams.kiosk_session import COOKIE, KioskSitting, heard_of, kiosk_sitting
from exams.services.kiosks import may_start

WAYS_OUT = frozenset({"/", "/sign-out/"})
# where a phone of one's own would sign in, and stay signed in
OWN_DOORS = frozenset({"/", "/sign-in/"})


class KioskMiddleware:
    """Keep a kiosk's session to its sitting, and its people from signing in there as on a phone of their own.

    Other sessions cost nothing here, and a save has none at all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        sitting = kiosk_sitting(request) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        if sitting is None:
            is_lost = bool(request.COOKIES.get(COOKIE)) and request.path in OWN_DOORS
            return redirect("exams:kiosk") if is_lost else self.get_response(request)
        if sitting.is_idle or request.path in WAYS_OUT or _comes_too_late(request, sitting):
            logout(request)
            return redirect("exams:kiosk")
        if not sitting.may_open(request.path):
            return redirect("exams:door", exam_id=sitting.exam)
        heard_of(request, sitting)
        return self.get_response(request)


def _comes_too_late(request: HttpRequest, sitting: KioskSitting) -> bool:
    """Whether who signed in before the tablet's end wants to begin after it. Two queries, at a start alone."""
    if request.path != reverse("exams:start", args=[sitting.exam]):
        return False
    return not may_start(token=request.COOKIES.get(COOKIE, ""), attempt_id=sitting.attempt)
