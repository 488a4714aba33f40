"""The words by which people's files say of which kind a question is."""

from __future__ import annotations

import re

from exams.models.questions import QuestionKind
from organizations.spreadsheets import plain

KIND_WORDS = {
    "单选": QuestionKind.SINGLE,
    "单项选择": QuestionKind.SINGLE,
    "单项": QuestionKind.SINGLE,
    "single": QuestionKind.SINGLE,
    "singlechoice": QuestionKind.SINGLE,
    "radio": QuestionKind.SINGLE,
    "多选": QuestionKind.MULTIPLE,
    "多项选择": QuestionKind.MULTIPLE,
    "多项": QuestionKind.MULTIPLE,
    "multiple": QuestionKind.MULTIPLE,
    "multi": QuestionKind.MULTIPLE,
    "multiplechoice": QuestionKind.MULTIPLE,
    "checkbox": QuestionKind.MULTIPLE,
    "判断": QuestionKind.TRUE_FALSE,
    "判断正误": QuestionKind.TRUE_FALSE,
    "是非": QuestionKind.TRUE_FALSE,
    "对错": QuestionKind.TRUE_FALSE,
    "tf": QuestionKind.TRUE_FALSE,
    "truefalse": QuestionKind.TRUE_FALSE,
    "judge": QuestionKind.TRUE_FALSE,
    "judgment": QuestionKind.TRUE_FALSE,
    "judgement": QuestionKind.TRUE_FALSE,
    "boolean": QuestionKind.TRUE_FALSE,
    "填空": QuestionKind.FILL,
    "数字类选择": QuestionKind.FILL,
    "fill": QuestionKind.FILL,
    "fillin": QuestionKind.FILL,
    "blank": QuestionKind.FILL,
    "排序": QuestionKind.ORDER,
    "order": QuestionKind.ORDER,
    "ordering": QuestionKind.ORDER,
}
ANY_NUMBER_RIGHT = frozenset({"不定项选择", "不定项", "不定向选择"})  # a multiple choice where one option may be all
CHOICE_WORDS = frozenset({"选择", "choice", "客观"})  # one right option or several: the answer says
NUMBERING = re.compile(r"^(?:第?[一二三四五六七八九十\d]+(?:部分|大题)?[、.:)])+")
REMARK = re.compile(r"[(\[【<《].*?(?:[)\]】>》]|$)")
CODE_FIRST = re.compile(r"(\d)\W*([^\W\d_]+)")
WORD_FIRST = re.compile(r"([^\W\d_]+)\W*(\d)")


def kind_of(text: str) -> str | None:
    """Return the kind that a bank's own word means, or None: for a word that is unknown, and for 选择题."""
    word = _word(text)
    return QuestionKind.MULTIPLE if word in ANY_NUMBER_RIGHT else KIND_WORDS.get(word)


def leaves_kind_open(text: str) -> bool:
    """Whether a cell says no more than that it is a choice, or nothing at all."""
    return _word(text) in {"", *CHOICE_WORDS}


def any_number_is_right(text: str) -> bool:
    """Whether the word allows a multiple choice with a single right option."""
    return _word(text) in ANY_NUMBER_RIGHT


def kind_in_name(name: str) -> str | None:
    """Return the kind that the name of a sheet or file speaks of; None where it names none, or more than one."""
    whole = kind_of(name)
    if whole:
        return whole
    inside = {kind for word, kind in KIND_WORDS.items() if not word.isascii() and word in plain(name)}
    return inside.pop() if len(inside) == 1 else None


def kind_codes(heading: str) -> dict[str, str]:
    """Return what the figures of a column mean where its heading says so: 题型（0单选，1判断，2多选）."""
    remark = plain(heading).partition("(")[2]
    found = [(code, word) for code, word in CODE_FIRST.findall(remark)]
    if remark[:1] and not remark[0].isdigit():
        found = [(code, word) for word, code in WORD_FIRST.findall(remark)]
    return {code: kind for code, word in found if (kind := kind_of(word))}


def _word(text: str) -> str:
    word = REMARK.sub("", NUMBERING.sub("", plain(text)))
    return re.sub(r"[\W_]", "", word).removesuffix("questions").removesuffix("question").removesuffix("题")
