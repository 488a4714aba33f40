"""Which files of questions are read, by their ending, and by whom."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Protocol

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from exams.importing.documents import read_document
from exams.importing.drafts import BadRow, QuestionDraft
from exams.importing.gift import read_gift
from exams.importing.json_bank import read_json_bank
from exams.importing.mapping import BadMapping, Mapping
from exams.importing.moodle_xml import read_moodle_xml
from exams.importing.plain_text import read_plain_text
from exams.importing.tables import read_tables
from organizations.archives import BadFile
from organizations.spreadsheets import check_name

Found = tuple[list[QuestionDraft], list[BadRow]]


class Reader(Protocol):
    def __call__(self, path: Path, *, filename: str) -> Found: ...


class TableReader(Protocol):
    def __call__(self, path: Path, filename: str, mapping: Mapping | None = None) -> Found: ...


WITH_TABLES: dict[str, TableReader] = {
    **dict.fromkeys((".xlsx", ".xls", ".csv"), read_tables),
    ".docx": read_document,
    ".txt": read_plain_text,
}
READERS: dict[str, Reader] = {
    **WITH_TABLES,
    ".gift": read_gift,
    ".json": read_json_bank,
    ".xml": read_moodle_xml,
}


def read_questions(path: Path, *, filename: str, mapping: Mapping | None = None) -> Found:
    """Return every question and every bad row of the file; `mapping` is for tables, alone or in a Word file.

    Raises BadMapping for a mapping of a file without tables, BadFile for an ending that nobody reads, for a file that
    is too large, and for what the reader refuses.
    """
    check_name(filename)
    ending = PurePath(filename).suffix.lower()
    reader = READERS.get(ending)
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
    if mapping is None:
        return reader(path, filename=filename)
    if ending not in WITH_TABLES:
        raise BadMapping(_("%s has no tables: a mapping says nothing of it.") % filename)
    return WITH_TABLES[ending](path, filename, mapping)
