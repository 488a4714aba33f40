"""Background work of the courses. Each task takes ids, can be repeated, and calls one service."""

from __future__ import annotations

from uuid import UUID

from courses.models import Session
from courses.services.attendance import write_records
from courses.services.picture_files import sweep_picture_files
from courses.services.procedure_files import PROCEDURES
from courses.services.studying import close_silent_openings
from organizations.models import User
from organizations.services.file_imports import check_file, write_file


def every_ten_minutes() -> int:
    """Record the openings of pages that nobody looks at any more."""
    return close_silent_openings()


def every_night() -> int:
    """Forget the files of pictures that the library does not know."""
    return sweep_picture_files()


def record_session(session_id: UUID) -> int:
    """Write the records of everybody who was at a session that has been closed."""
    return write_records(session=Session.objects.get(pk=session_id))


def check_procedures(import_id: UUID) -> None:
    """Read an uploaded file of procedures and say what would come of it."""
    check_file(PROCEDURES, import_id)


def write_procedure_import(import_id: UUID, accept_good: bool, by_id: int | None = None) -> None:
    """Write a checked file of procedures, if things are as they were when a person looked."""
    by = User.objects.filter(pk=by_id).first() if by_id else None
    write_file(PROCEDURES, import_id, accept_good=accept_good, by=by)
