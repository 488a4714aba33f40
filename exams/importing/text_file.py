"""Text files of questions, and text that was pasted."""

from __future__ import annotations

import codecs
from pathlib import Path

from django.utils.translation import gettext as _

from exams.importing.drafts import BadRow, QuestionDraft
from exams.importing.lines import read_lines
from exams.importing.pieces import Line
from organizations.archives import BadFile

# what Notepad writes, and what Chinese Windows wrote before; a BOM tells its own
ENCODINGS = ("utf-8-sig", "gb18030")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text_file(path: Path, *, filename: str) -> tuple[list[QuestionDraft], list[BadRow]]:
    """Return the questions of a text file in UTF-8 or GBK. Raises BadFile for what is no text or holds no question."""
    return read_text(decoded(path, filename=filename), filename=filename)


def read_text(text: str, *, filename: str) -> tuple[list[QuestionDraft], list[BadRow]]:
    """Return the questions of a text, places being FILE:文本:LINE. Raises BadFile where there is nothing like one."""
    lines = (Line(number, line) for number, line in enumerate(text_lines(text), 1))
    drafts, bad = read_lines(lines, place=lambda line: f"{filename}:文本:{line}")
    if not drafts and not bad:
        raise BadFile(no_question(filename))
    return drafts, bad


def no_question(filename: str) -> str:
    """Return the sentence for a file in which nothing looks like a question."""
    return _("%(file)s holds no question: each needs its words, its options and its answer.") % {"file": filename}


def decoded(path: Path, *, filename: str) -> str:
    """Return the text of a file, with \\n at the end of each line. Raises BadFile for what is no text."""
    content = path.read_bytes()
    for encoding in ("utf-16",) if content.startswith(UTF_16) else ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise BadFile(_("%(file)s is no text: save it as text in UTF-8.") % {"file": filename})


def text_lines(text: str) -> list[str]:
    """Return the lines that an editor shows; other separators of Unicode end none."""
    return text.split("\n")
