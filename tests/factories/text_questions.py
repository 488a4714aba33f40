"""Questions as people type them into a text."""

from __future__ import annotations

from exams.importing.drafts import BadRow, QuestionDraft
from exams.importing.text_file import read_text

STEM = "发现有人触电，首先应当怎么做？"
OPTIONS = "A.切断电源\nB.用手去拉\nC.泼水\nD.等人来\n"


def read(text: str) -> tuple[list[QuestionDraft], list[BadRow]]:
    """Read the text as the file 题.txt."""
    return read_text(text, filename="题.txt")


def only(text: str) -> QuestionDraft:
    """Return the one question of a text."""
    drafts, bad = read(text)
    assert bad == []
    (draft,) = drafts
    return draft


def keyed(*texts: str) -> tuple[tuple[str, str], ...]:
    """Return the texts as options A, B, C …"""
    return tuple(zip("ABCDEFGH", texts, strict=False))
