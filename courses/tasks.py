"""Background work of the courses. Each task takes ids, can be repeated, and calls one service."""

from __future__ import annotations

from courses.services.studying import close_silent_openings


def every_ten_minutes() -> int:
    """Record the openings of pages that nobody looks at any more."""
    return close_silent_openings()
