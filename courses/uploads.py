"""Documents as people upload them: held against what they claim to be, and refused with a script inside."""

from __future__ import annotations

import re
from typing import IO

from django.utils.translation import gettext as _

from courses.films import extension
from organizations.archives import BadFile, check_archive

OFFICE = frozenset({"docx", "xlsx", "pptx"})
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
