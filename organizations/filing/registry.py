"""What the apps above put into personal files and archives: they register it when they start.

Registering reads nothing; the functions are called when somebody asks for a file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from organizations.filing.archive_writer import Piece
    from organizations.filing.dossier import FileSection
    from organizations.models import Archive, Unit, User

SectionMaker = Callable[["User"], "FileSection"]
PartMaker = Callable[["Unit"], list["Piece"]]
ArchiveMaker = Callable[["Archive"], list["Piece"]]


@dataclass(frozen=True, slots=True)
class ArchiveKind:
    """A kind of archive: what it is called, and who says what is in one."""

    label: StrOrPromise
    pieces: ArchiveMaker


_sections: dict[int, SectionMaker] = {}
_parts: dict[int, PartMaker] = {}
_kinds: dict[str, ArchiveKind] = {}


def register_section(place: int, maker: SectionMaker) -> None:
    """Let every personal file have this section, in the order of the places."""
    _sections[place] = maker


def sections_of(person: User) -> list[FileSection]:
    """Return the person's sections. Their queries don't grow with what is in them."""
    return [_sections[place](person) for place in sorted(_sections)]


def register_part(place: int, maker: PartMaker) -> None:
    """Let the archive of every enterprise have these files, in the order of the places."""
    _parts[place] = maker


def parts_of(enterprise: Unit) -> list[Piece]:
    """Return the work that makes the enterprise's archive."""
    return [piece for place in sorted(_parts) for piece in _parts[place](enterprise)]


def register_archive(key: str, kind: ArchiveKind) -> None:
    """Let archives of this kind be asked for."""
    _kinds[key] = kind


def archive_kind(key: str) -> ArchiveKind:
    return _kinds[key]
