"""A desk left alone signs out by itself."""

from __future__ import annotations

from collections.abc import Callable
from time import time

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase

LAST_SEEN = "desk_last_seen"
PRECISION_SECONDS = 60  # writing the session at every click would cost a write a page


class StaffSessionMiddleware:
    """End a staff session after half an hour without a request; a worker's phone stays signed in for a month.

    Only sessions that carry LAST_SEEN (set at a staff sign-in) are looked at, so a worker's request costs nothing here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            self._check(request)
        return self.get_response(request)

    def _check(self, request: HttpRequest) -> None:
        last_seen = request.session.get(LAST_SEEN)
        if last_seen is None:
            return
        now = int(time())
        if now - last_seen > settings.STAFF_SESSION_IDLE_SECONDS:
            logout(request)
        elif now - last_seen > PRECISION_SECONDS:
            request.session[LAST_SEEN] = now
