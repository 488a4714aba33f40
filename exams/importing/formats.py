"""Which files of questions are read, by their ending, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePath

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from exams.importing.drafts import BadRow, QuestionDraft
from exams.importing.mapping import Mapping
from exams.importing.tables import read_tables
from organizations.archives import BadFile
from organizations.spreadsheets import check_name

Found = tuple[list[QuestionDraft], list[BadRow]]
READERS: dict[str, Callable[[Path, str], Found]] = {
    ".xlsx": read_tables,
    ".xls": read_tables,
    ".csv": read_tables,
}


def read_questions(path: Path, *, filename: str, mapping: Mapping | None = None) -> Found:
    """Return every question and every bad row of the file; `mapping` is for tables alone.

    Raises BadFile for an ending that nobody reads, for a file that is too large, and for what the reader refuses.
    """
    check_name(filename)
    reader = READERS.get(PurePath(filename).suffix.lower())
    if reader is None:
        raise BadFile(
            _("%(file)s can't be read as questions. What can: %(endings)s.")
            % {"file": filename, "endings": "、".join(READERS)}
        )
    size, most = path.stat().st_size, settings.QUESTION_FILE_MAX_BYTES
    if size > most:
        raise BadFile(
            _("%(file)s has %(size)s, more than %(most)s. Leave out pictures and sheets that don't belong.")
            % {"file": filename, "size": filesizeformat(size), "most": filesizeformat(most)}
        )
    return read_tables(path, filename, mapping) if mapping else reader(path, filename)
