"""The code on the wall of a hall: another one every half minute, so that a photo of it is soon worth nothing."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

WINDOW_SECONDS = 30
GOOD_FOR_WINDOWS = 10  # five minutes: time to unlock a phone, wait for a signal and type a PIN
LENGTH = 10


class Freshness(StrEnum):
    FRESH = "fresh"
    STALE = "stale"
    FALSE = "false"


def wall_code(secret: str, at: datetime) -> str:
    """Return what the wall shows at that moment: the number of the half minute and its seal."""
    window = _window(at)
    return f"{window:x}-{_seal(secret, window)}"


def freshness(secret: str, code: str, at: datetime) -> Freshness:
    """Say whether the code was on the wall within the last minutes, earlier, or never."""
    number, _dash, seal = code.partition("-")
    try:
        window = int(number, 16)
    except ValueError:
        return Freshness.FALSE
    if not hmac.compare_digest(_seal(secret, window).encode(), seal.encode()):
        return Freshness.FALSE
    age = _window(at) - window
    return Freshness.FRESH if age < GOOD_FOR_WINDOWS else Freshness.STALE


def shown_at(code: str) -> datetime:
    """Return when a true code came onto the wall."""
    return datetime.fromtimestamp(int(code.partition("-")[0], 16) * WINDOW_SECONDS, tz=UTC)


def _window(at: datetime) -> int:
    return int(at.timestamp()) // WINDOW_SECONDS


def _seal(secret: str, window: int) -> str:
    return hmac.new(secret.encode(), str(window).encode(), sha256).hexdigest()[:LENGTH]
