"""Counting what somebody tries again and again, in the cache: a flood must cost neither rows nor patience."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from time import time

from django.core.cache import cache

WINDOW = timedelta(minutes=15)


def tried(what: str, who: str) -> int:
    """Count one more, and return how many there have been in this quarter of an hour.

    Two at the very same moment may count as one: it is a brake, not a record.
    """
    key = _key(what, who)
    count = int(cache.get(key, 0)) + 1
    cache.set(key, count, WINDOW.total_seconds())
    return count


def tries(what: str, who: str) -> int:
    """How many there have been in this quarter of an hour."""
    return int(cache.get(_key(what, who), 0))


def is_told(count: int) -> bool:
    """Whether the log should hear of it: of the first, the tenth, the hundredth, …: never of a million lines."""
    return str(count).rstrip("0") == "1"


def _key(what: str, who: str) -> str:
    # what comes from outside is no key: not every cache takes spaces, or any length
    digest = hashlib.sha256(f"{what} {who}".encode()).hexdigest()[:32]
    return f"flood:{digest}:{int(time() / WINDOW.total_seconds())}"
