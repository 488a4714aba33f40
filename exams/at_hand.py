"""What a web process keeps at hand of the questions that are being asked: their versions, and markup made of them.

A version never changes, and a whole county is asked the same ones within an hour. What stands beside a version and may
change (its subject, the case it rests on) is read anew after KEPT_SECONDS.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from threading import Lock
from typing import Any, TypeVar

from cachetools import TTLCache

from exams.models import QuestionVersion
from exams.pictures.placed import with_pictures

Made = TypeVar("Made")
KEPT_SECONDS = 600
MOST_VERSIONS = 10_000  # about 5 KB each with its markup

_versions: TTLCache[int, QuestionVersion] = TTLCache(MOST_VERSIONS, KEPT_SECONDS)
_made: TTLCache[Hashable, Any] = TTLCache(3 * MOST_VERSIONS, KEPT_SECONDS)
_lock = Lock()


def versions_at_hand(wanted: Iterable[int]) -> dict[int, QuestionVersion]:
    """Return these versions, each with its question and its pictures; nobody may change them. Two queries at most.

    Of the question only what the version says too is as it is now.
    """
    keys = list(wanted)
    with _lock:
        found = {key: version for key in keys if (version := _versions.get(key)) is not None}
    missing = [key for key in keys if key not in found]
    if missing:
        read = QuestionVersion.objects.select_related("question").prefetch_related(with_pictures()).in_bulk(missing)
        with _lock:
            _versions.update(read)
        found |= read
    return found


def at_hand(key: Hashable, make: Callable[[], Made]) -> Made:
    """Return what was made under that key; where nothing is at hand, what `make` makes of versions."""
    with _lock:
        known: Made | None = _made.get(key)
    if known is None:
        known = make()
        with _lock:
            _made[key] = known
    return known


def clear() -> None:
    """Forget everything."""
    with _lock:
        _versions.clear()
        _made.clear()
