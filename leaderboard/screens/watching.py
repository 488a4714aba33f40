"""Which screen asks, and what it may be told: looked up once in half a minute, so that two hundred cost little."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone

from leaderboard.models import ScreenDevice
from leaderboard.screens.contents import Contents, contents_of

if TYPE_CHECKING:
    from django.http import HttpRequest

COOKIE, SALT = "screen", "leaderboard.screen"
COOKIE_GOOD_FOR = timedelta(days=400)  # the longest that browsers keep one
PATH = "/screen/"
KEPT_SECONDS = 30
SEEN_EVERY = timedelta(minutes=2)


class Standing(StrEnum):
    """Where a screen is on its way."""

    UNKNOWN = "unknown"
    WAITING = "waiting"
    SHOWING = "showing"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Watching:
    """A screen as it stands; `contents` only while it shows something."""

    standing: Standing
    contents: Contents | None = None


UNKNOWN, WAITING, OFF = Watching(Standing.UNKNOWN), Watching(Standing.WAITING), Watching(Standing.OFF)


def device_key(request: HttpRequest) -> str:
    """Return the key in the browser's cookie; empty without one, or with one that we did not sign. No query."""
    return str(request.get_signed_cookie(COOKIE, "", salt=SALT))


def device_of(request: HttpRequest) -> ScreenDevice | None:
    """Return the screen that this browser is, while its code is good or it was allowed. One query."""
    key = device_key(request)
    devices = ScreenDevice.objects.select_related("unit")
    device: ScreenDevice | None = devices.filter(pk=UUID(key)).first() if key else None
    return None if device is None or device.has_run_out else device


def watching(key: str) -> Watching:
    """Return how the screen with this key stands, at most KEPT_SECONDS old. At most two queries, mostly none."""
    if not key:
        return UNKNOWN
    kept: Watching | None = cache.get(key_of(key))
    if kept is not None:
        return kept
    device = ScreenDevice.objects.filter(pk=UUID(key)).first()
    found = _standing(device)
    if device is not None and found.standing == Standing.SHOWING:
        _heard_of(device)
        cache.set(key_of(key), found, KEPT_SECONDS)
    return found


def key_of(key: UUID | str) -> str:
    """Return where the screen is kept at hand."""
    return f"screen.device.{key}"


def _standing(device: ScreenDevice | None) -> Watching:
    if device is None or device.has_run_out:
        return UNKNOWN
    if device.revoked_at is not None:
        return OFF
    return WAITING if device.approved_at is None else Watching(Standing.SHOWING, contents_of(device))


def _heard_of(device: ScreenDevice) -> None:
    now = timezone.now()
    if device.seen_at is None or device.seen_at < now - SEEN_EVERY:
        long_ago = Q(seen_at__isnull=True) | Q(seen_at__lt=now - SEEN_EVERY)
        ScreenDevice.objects.filter(long_ago, pk=device.pk).update(seen_at=now)
