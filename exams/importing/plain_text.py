"""Text files and pasted text, whichever way their questions are written: a table, Aiken, GIFT, or as people write."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from django.utils.translation import gettext as _

from exams.importing.aiken import read_aiken
from exams.importing.drafts import BadRow, QuestionDraft
from exams.importing.gift import read_gift
from exams.importing.mapping import BadMapping, Mapping
from exams.importing.tables import UnknownColumns, read_tables
from exams.importing.text_file import decoded, read_text_file
from exams.importing.text_tables import is_table
from organizations.archives import BadFile

AIKEN = re.compile(r"^\s*ANSWER\s*:\s*[A-Z]\s*$", re.MULTILINE)
GIFT = re.compile(r"^\s*::[^\n]*::|(?<!\\)\{\s*(?:[=~#]|T(?:RUE)?\s*[}#]|F(?:ALSE)?\s*[}#])", re.MULTILINE)
Found = tuple[list[QuestionDraft], list[BadRow]]


def read_plain_text(path: Path, filename: str, mapping: Mapping | None = None) -> Found:
    """Return the questions of a text file. Raises BadFile; for a table what `read_tables` does."""
    text = decoded(path, filename=filename)
    if mapping and not is_table(text):
        raise BadMapping(_("%s has no tables: a mapping says nothing of it.") % filename)
    if mapping:
        return read_tables(path, filename, mapping)
    if AIKEN.search(text):
        return read_aiken(path, filename=filename)
    if GIFT.search(text):
        return read_gift(path, filename=filename)
    return _read_table(path, filename) if is_table(text) else read_text_file(path, filename=filename)


def _read_table(path: Path, filename: str) -> Found:
    """Return the questions of what looks like a table; a text may have tabs too, before each of its options."""
    try:
        return read_tables(path, filename)
    except UnknownColumns:
        with suppress(BadFile):
            drafts, bad = read_text_file(path, filename=filename)
            if len(drafts) > len(bad):
                return drafts, bad
        raise
