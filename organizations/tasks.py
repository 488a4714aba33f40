"""Background work on units and people. Each task takes ids, can be repeated, and calls one service."""

from __future__ import annotations

from uuid import UUID

from organizations.models import User
from organizations.services import archives
from organizations.services.file_imports import check_file, write_file
from organizations.services.roster_files import ROSTER, forget_old_rosters


def check_roster(import_id: UUID) -> None:
    """Read an uploaded roster and say what it would change."""
    check_file(ROSTER, import_id)


def write_roster_import(import_id: UUID, accept_good: bool, by_id: int | None = None) -> None:
    """Write a checked roster, if things are as they were when a person looked."""
    by = User.objects.filter(pk=by_id).first() if by_id else None
    write_file(ROSTER, import_id, accept_good=accept_good, by=by)


def make_archive(archive_id: UUID) -> None:
    """Make an archive that somebody asked for."""
    archives.make_archive(archive_id)


def every_night() -> dict[str, int]:
    """Forget the rosters and take away the archives that nobody needs any more."""
    return {"rosters": forget_old_rosters(), "archives": archives.take_away_old_archives()}
