"""Office files from strangers are zip archives: what is refused before anything inside is read."""

from __future__ import annotations

import zipfile
from typing import IO, TYPE_CHECKING

from django.utils.translation import gettext as _

from organizations.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path

MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_RATIO = 200  # a roster of 50,000 rows unpacks to about ten times its size
MAX_MEMBERS = 2000


class BadFile(Refused):
    """The file can't be taken; the message names it and says what to do."""


def check_archive(source: Path | IO[bytes], *, filename: str) -> None:
    """Raise BadFile for what is no Office file inside, for macros, and for what unpacks to far too much."""
    try:
        with zipfile.ZipFile(source) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError) as error:
        raise BadFile(
            _("%(file)s is no Office file inside: save it again in WPS or Office.") % {"file": filename}
        ) from error
    if any(member.filename.lower().endswith("vbaproject.bin") for member in members):
        raise BadFile(_("%(file)s holds macros: save it without them.") % {"file": filename})
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if unpacked > MAX_UNPACKED_BYTES or len(members) > MAX_MEMBERS or unpacked > packed * MAX_RATIO:
        raise BadFile(_("%(file)s unpacks to far too much: copy what is needed into a new file.") % {"file": filename})
