"""Background work of the courses. Each task takes ids, can be repeated, and calls one service."""

from __future__ import annotations

from uuid import UUID

from courses.models import Session
from courses.services.attendance import write_records
from courses.services.studying import close_silent_openings


def every_ten_minutes() -> int:
    """Record the openings of pages that nobody looks at any more."""
    return close_silent_openings()


def record_session(session_id: UUID) -> int:
    """Write the records of everybody who was at a session that has been closed."""
    return write_records(session=Session.objects.get(pk=session_id))
