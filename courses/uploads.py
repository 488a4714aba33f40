"""Documents as people upload them: held against what they claim to be, and refused with a script inside."""

from __future__ import annotations

import re
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from courses.films import extension
from organizations.archives import BadFile, check_archive

OFFICE = frozenset({"docx", "xlsx", "pptx"})
PHOTOS = frozenset({"jpg", "jpeg", "png", "webp"})
EVIDENCE_MAX_BYTES = 15 * 2**20
# what runs by itself when a PDF is opened
PDF_SCRIPT = re.compile(rb"/(?:JavaScript|JS|Launch|OpenAction\s*<<[^>]*/JS)\b")


def check_document(file: IO[bytes], *, filename: str) -> None:
    """Raise BadFile for a document that is not what its name says, or that would do something when it is opened."""
    kind = extension(filename)
    if kind in OFFICE:
        check_archive(file, filename=filename)
    elif kind == "pdf":
        _check_pdf(file.read(), filename)
    elif kind == "txt":
        _check_text(file.read(), filename)
    file.seek(0)


def _check_pdf(content: bytes, filename: str) -> None:
    if not content.lstrip()[:5] == b"%PDF-":
        raise BadFile(_("%(file)s is no PDF inside: save it as PDF again.") % {"file": filename})
    if PDF_SCRIPT.search(content):
        raise BadFile(_("%(file)s holds a script: print it to a new PDF and upload that.") % {"file": filename})


def _check_text(content: bytes, filename: str) -> None:
    if b"\x00" in content:
        raise BadFile(_("%(file)s is no text inside: save it as text (UTF-8) again.") % {"file": filename})


def check_evidence(file: IO[bytes], *, filename: str, size: int) -> None:
    """Raise BadFile for a photo or document of a session that is too large or not what it says."""
    if size > EVIDENCE_MAX_BYTES:
        raise BadFile(
            _("%(file)s is too large; at most %(most)d MB are taken.")
            % {"file": filename, "most": EVIDENCE_MAX_BYTES // 2**20}
        )
    kind = extension(filename)
    if kind in PHOTOS:
        _check_photo(file, filename)
    elif kind in OFFICE | {"pdf", "txt"}:
        check_document(file, filename=filename)
    else:
        raise BadFile(_("%(file)s: photos (JPG, PNG, WebP), PDF and Office files are taken.") % {"file": filename})
    file.seek(0)


def _check_photo(file: IO[bytes], filename: str) -> None:
    try:
        with Image.open(file) as photo:
            photo.verify()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadFile(_("%(file)s is no photo, or it is damaged: take it again.") % {"file": filename}) from error
