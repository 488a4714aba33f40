"""Documents as people upload them: held against what they claim to be, and refused with a script inside."""

from __future__ import annotations

import re
from typing import IO

from django.utils.translation import gettext as _

from courses.uploads.films import extension
from courses.uploads.office_files import MAIN_PARTS, check_office
from courses.uploads.pdf_files import check_pdf
from organizations.archives import BadFile
from organizations.pictures import opened_picture

PHOTOS = frozenset({"jpg", "jpeg", "png", "webp"})
EVIDENCE_MAX_BYTES = 15 * 2**20
# A page or a drawing for a browser, whatever its name.
MARKUP = re.compile(
    r"^\s*(?:<!--.*?-->\s*)*<(?:!doctype|\?xml|html|head|body|script|svg|iframe)\b", re.IGNORECASE | re.DOTALL
)


def check_document(file: IO[bytes], *, filename: str) -> None:
    """Raise BadFile for a document that is not what its name says, or that would do something when it is opened."""
    kind = extension(filename)
    if kind in MAIN_PARTS:
        check_office(file, filename=filename, kind=kind)
    elif kind == "pdf":
        check_pdf(file.read(), filename=filename)
    elif kind == "txt":
        _check_text(file.read(), filename)
    file.seek(0)


def _check_text(content: bytes, filename: str) -> None:
    if b"\x00" in content or (text := _decoded(content)) is None:
        raise BadFile(_("%(file)s is no text inside: save it as text (UTF-8) again.") % {"file": filename})
    if MARKUP.match(text):
        raise BadFile(_("%(file)s is a web page inside: copy its words into a text.") % {"file": filename})


def _decoded(content: bytes) -> str | None:
    """Return the text in UTF-8 or in the older Chinese encoding, None for neither."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


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
    elif kind in {*MAIN_PARTS, "pdf", "txt"}:
        check_document(file, filename=filename)
    else:
        raise BadFile(_("%(file)s: photos (JPG, PNG, WebP), PDF and Office files are taken.") % {"file": filename})
    file.seek(0)


def _check_photo(file: IO[bytes], filename: str) -> None:
    with opened_picture(file.read(), filename=filename) as photo:
        photo.verify()
