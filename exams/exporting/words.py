"""The words that our files use, in every language of the screen the same: an import has to know them again."""

from __future__ import annotations

import re

from exams.importing.drafts import QuestionDraft
from exams.models.questions import TRUE, Category, QuestionKind

KIND_NAMES: dict[str, str] = {
    QuestionKind.SINGLE: "单选题",
    QuestionKind.MULTIPLE: "多选题",
    QuestionKind.TRUE_FALSE: "判断题",
    QuestionKind.FILL: "填空题",
    QuestionKind.ORDER: "排序题",
    QuestionKind.HAZARD: "找隐患题",
}
# what no XML may hold
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CATEGORY_NAMES: dict[str, str] = {
    Category.RESUMPTION: "复工复产准备",
    Category.LAW: "法律法规",
    Category.EMERGENCY: "防灾避险和应急处置",
    Category.PROCEDURE: "岗位安全操作规程",
    Category.GENERAL: "其他",
}

DIFFICULTY_NAMES = {1: "易", 2: "中", 3: "难"}


def truth_word(question: QuestionDraft) -> str:
    """Return what the answer of a true or false is called."""
    return "正确" if question.answer == (TRUE,) else "错误"


def alt_words(alt: str) -> str:
    """Return what a picture shows as an attribute of XML can say it: one line, without what no XML holds."""
    return " ".join(ILLEGAL.sub("", alt).split())


def whole_stem(question: QuestionDraft) -> str:
    """Return the question with what happened above it, for files that tell both in one."""
    return f"{question.background}\n\n{question.stem}" if question.background else question.stem
