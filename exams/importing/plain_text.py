"""Text files, whichever of the three ways their questions are written in: Aiken, GIFT, or as people write them."""

from __future__ import annotations

import re
from pathlib import Path

from exams.importing.aiken import read_aiken
from exams.importing.drafts import BadRow, QuestionDraft
from exams.importing.gift import read_gift
from exams.importing.text_file import decoded, read_text_file

AIKEN = re.compile(r"^\s*ANSWER\s*:\s*[A-Z]\s*$", re.MULTILINE)
GIFT = re.compile(r"^\s*::[^\n]*::|(?<!\\)\{\s*(?:[=~#]|T(?:RUE)?\s*[}#]|F(?:ALSE)?\s*[}#])", re.MULTILINE)


def read_plain_text(path: Path, *, filename: str) -> tuple[list[QuestionDraft], list[BadRow]]:
    """Return the questions of a text file. Raises BadFile."""
    text = decoded(path, filename=filename)
    if AIKEN.search(text):
        return read_aiken(path, filename=filename)
    if GIFT.search(text):
        return read_gift(path, filename=filename)
    return read_text_file(path, filename=filename)
