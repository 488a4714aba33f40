"""Three questions, to be written in every layout in which people keep theirs."""

from __future__ import annotations

from pathlib import Path

from exams.importing.drafts import BadRow, QuestionDraft
from exams.importing.formats import read_questions
from exams.models import QuestionKind
from tests.factories.workbooks import saved

SINGLE, MULTIPLE, TRUE_FALSE = QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE
GAS = "进入有限空间前先做什么？"
GAS_OPTIONS = ("通风并检测气体", "直接进去", "喊一声再进去", "等天亮")
HELMET = "下列哪些属于个体防护装备？"
HELMET_OPTIONS = ("安全帽", "防尘口罩", "对讲机", "安全带")
LIFT = "吊物下面可以站人。"
ANSWERS = {GAS: (SINGLE, ("A",)), HELMET: (MULTIPLE, ("A", "B", "D")), LIFT: (TRUE_FALSE, ("F",))}


def read(folder: Path, content: bytes, name: str = "题.xlsx") -> tuple[list[QuestionDraft], list[BadRow]]:
    """Read a file of this name and content."""
    return read_questions(saved(folder, content, name), filename=name)


def in_one_cell(options: tuple[str, ...], style: str = "**{}.{}") -> str:
    """Return the options as they stand in one cell; `style` takes the letter and the text."""
    return "".join(style.format(letter, text) for letter, text in zip("ABCD", options, strict=False))
