"""Moments as a screen counts them."""

from __future__ import annotations

from datetime import datetime


def in_ms(moment: datetime) -> int:
    """Return the milliseconds of the server's clock."""
    return int(moment.timestamp() * 1000)
