"""The words by which people's files say what a question is about, how hard it is, and for whom."""

from __future__ import annotations

import re

from exams.models.questions import Category
from organizations.spreadsheets import plain

CATEGORY_WORDS = {
    "其他": Category.GENERAL,
    "复工复产准备": Category.RESUMPTION,
    "复工复产": Category.RESUMPTION,
    "法律法规": Category.LAW,
    "法律": Category.LAW,
    "法规": Category.LAW,
    "安全生产法律法规": Category.LAW,
    "防灾避险和应急处置": Category.EMERGENCY,
    "防灾避险应急处置": Category.EMERGENCY,
    "防灾避险": Category.EMERGENCY,
    "应急处置": Category.EMERGENCY,
    "应急": Category.EMERGENCY,
    "应急知识": Category.EMERGENCY,
    "应急救援": Category.EMERGENCY,
    "岗位安全操作规程": Category.PROCEDURE,
    "岗位操作规程": Category.PROCEDURE,
    "安全操作规程": Category.PROCEDURE,
    "操作规程": Category.PROCEDURE,
}
DIFFICULTY_WORDS = {
    **dict.fromkeys(("1", "易", "容易", "较易", "简单", "初级", "低", "easy", "★"), 1),
    **dict.fromkeys(("2", "中", "中等", "一般", "普通", "适中", "中级", "medium", "★★"), 2),
    **dict.fromkeys(("3", "难", "困难", "较难", "高级", "高", "hard", "difficult", "★★★"), 3),
}
BETWEEN = re.compile(r"[\s,，、;；/|]+")


def category_of(text: str) -> str | None:
    """Return the subject area that the text names: one of the four (R31) or 其他; None for another word."""
    return CATEGORY_WORDS.get(plain(text))


def difficulty_of(text: str) -> int | None:
    """Return 1, 2 or 3; 1 where nothing is said, None for a word that is unknown."""
    return DIFFICULTY_WORDS.get(plain(text).removesuffix("题")) if text else 1


def posts_of(text: str) -> tuple[str, ...]:
    """Return the names of kinds of post, each once."""
    return tuple(dict.fromkeys(name for name in BETWEEN.split(text) if name))
