"""One picture for all screens that show the same: made once in eight seconds, whoever asks, in whichever process."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from cachetools import TTLCache
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from leaderboard.screens.moments import in_ms
from leaderboard.screens.pace import FRESH_SECONDS
from leaderboard.screens.picture import picture_of

if TYPE_CHECKING:
    from leaderboard.screens.contents import Contents

KEPT_SECONDS, MAKING_SECONDS = 600, 10
MOST_AT_HAND = 256


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture as HTML, plain and packed; `made` in milliseconds of the server's clock. The tag knows no time."""

    body: bytes
    packed: bytes
    tag: str
    made: int

    def is_fresh(self, now: int) -> bool:
        return now - self.made < FRESH_SECONDS * 1000


_at_hand: TTLCache[str, Sheet] = TTLCache(MOST_AT_HAND, KEPT_SECONDS)
_lock = Lock()


def sheet_for(contents: Contents) -> Sheet:
    """Return the picture, at most some eight seconds old. No query but for whoever makes it.

    While one makes it the others take the older one; where there is none, each makes his own rather than wait.
    """
    key, now = f"screen.picture.{contents.key}.{get_language()}", in_ms(timezone.now())
    with _lock:
        mine = _at_hand.get(key)
    if mine is not None and mine.is_fresh(now):
        return mine
    shared: Sheet | None = cache.get(key)
    if shared is None or not shared.is_fresh(now):
        is_mine_to_make = cache.add(f"{key}.making", 1, MAKING_SECONDS)
        if is_mine_to_make or shared is None:
            shared = made_now(contents)
            cache.set(key, shared, KEPT_SECONDS)
            cache.delete(f"{key}.making")
    with _lock:
        _at_hand[key] = shared
    return shared


def forget_all() -> None:
    """Forget what this process has at hand."""
    with _lock:
        _at_hand.clear()


def made_now(contents: Contents) -> Sheet:
    """Return the picture as it is this moment."""
    now = in_ms(timezone.now())
    body = render_to_string("leaderboard/hall/_picture.html", {"picture": picture_of(contents)}).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    return Sheet(body, gzip.compress(body, 6, mtime=0), tag, now)
