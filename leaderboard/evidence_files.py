"""Photos and films as phones take them: held against what they are inside; photos made small, and stripped."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from courses.uploads.films import read_film
from leaderboard.models import EvidenceKind
from organizations.archives import BadFile
from organizations.pictures import check_bytes, read_picture, webp

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

FILM_MAX_BYTES = 20 * 2**20
FILM_MAX_SECONDS = 30
LONGEST_SIDE = 1600  # pixels
QUALITY = 80  # of WebP
WEBM = b"\x1aE\xdf\xa3"
STILLS = frozenset({b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"})  # photos in a film's box


@dataclass(frozen=True, slots=True)
class Ready:
    """A file ready to be kept. `digest` is the SHA-256 of what was sent."""

    kind: EvidenceKind
    content: bytes = field(repr=False)
    extension: str
    content_type: str
    digest: str


def read_evidence(file: UploadedFile[Any]) -> Ready:
    """Return the file as it is kept: what it is is read from its bytes, whatever its name says.

    A photo comes out upright, with no side longer than 1600 pixels and without what the camera noted; a film as it
    is, of at most 30 seconds and 20 MB. Raises BadFile for anything else.
    """
    name, size = file.name or "", file.size or 0
    film = film_kind(file.read(12))
    if film:
        _check_film_bytes(size, name)
    else:
        check_bytes(size, filename=name)
    file.seek(0)
    content = file.read()
    digest = hashlib.sha256(content).hexdigest()
    if film:
        _check_film(content, name, film)
        return Ready(EvidenceKind.FILM, content, film, f"video/{film}", digest)
    photo = webp(read_picture(content, filename=name, longest=LONGEST_SIDE), longest=LONGEST_SIDE, quality=QUALITY)
    return Ready(EvidenceKind.PHOTO, photo, "webp", "image/webp", digest)


def film_kind(head: bytes) -> str:
    """Return mp4 or webm by the first twelve bytes, nothing for what is no film."""
    if head.startswith(WEBM):
        return "webm"
    return "mp4" if head[4:8] == b"ftyp" and head[8:12] not in STILLS else ""


def _check_film_bytes(size: int, name: str) -> None:
    if size > FILM_MAX_BYTES:
        raise BadFile(
            _("%(file)s has %(size)d MB; at most %(most)d MB are taken.")
            % {"file": name, "size": -(-size // 2**20), "most": FILM_MAX_BYTES // 2**20}
        )


def _check_film(content: bytes, name: str, kind: str) -> None:
    stem = name.rsplit(".", 1)[0] or name
    film = read_film(BytesIO(content), filename=f"{stem}.{kind}", size=len(content))
    if film.seconds > FILM_MAX_SECONDS:
        words = {"file": name, "seconds": film.seconds, "most": FILM_MAX_SECONDS}
        raise BadFile(_("%(file)s lasts %(seconds)d seconds; at most %(most)d are taken. Film the step alone.") % words)
