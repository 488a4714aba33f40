"""Points as they are read."""

from __future__ import annotations

from decimal import Decimal


def points_words(points: Decimal) -> str:
    """Return points without the zeros that say nothing: 100 for 100.00, 2.5 for 2.50."""
    return f"{points.normalize():f}"
