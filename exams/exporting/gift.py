"""Questions for Moodle in GIFT (https://docs.moodle.org/en/GIFT_format), which knows no pictures.

Moodle has no place for difficulty, posts, industries and the basis in law: these stay out. The Excel file has them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import IO

from exams.exporting.moodle_categories import by_category
from exams.exporting.words import whole_stem
from exams.importing.drafts import QuestionDraft
from exams.models.questions import TRUE, QuestionKind
from exams.pictures.alone import PICTURE_ALONE

SPECIAL = re.compile(r"[\\~=#{}:]")
# a text that begins so would be taken for a weight or a format
MISTAKEN = re.compile(r"[%\[]")
LONGEST_TITLE = 40


def write_gift(questions: Iterable[QuestionDraft], stream: IO[bytes]) -> list[QuestionDraft]:
    """Write the questions in UTF-8, category by category; return those that GIFT has no way to say."""
    left_out = []
    for path, group in by_category(questions):
        stream.write(f"$CATEGORY: {path}\n\n".encode())
        for question in group:
            if _can_say(question):
                stream.write(_passage(question).encode())
            else:
                left_out.append(question)
    return left_out


def _can_say(question: QuestionDraft) -> bool:
    """Steps and hazards have no form in GIFT, options that are pictures alone nothing to tell them by; and a short
    answer with -> would be taken for matching.
    """
    if question.kind in (QuestionKind.ORDER, QuestionKind.HAZARD) or PICTURE_ALONE in dict(question.options).values():
        return False
    return question.kind != QuestionKind.FILL or not any("->" in text for text in question.answer)


def _passage(question: QuestionDraft) -> str:
    title = _escaped(" ".join(question.stem.split())[:LONGEST_TITLE])
    unit = f"（单位：{question.unit}）" if question.unit else ""
    explanation = f"\n####{_escaped(question.explanation)}" if question.explanation else ""
    return f"::{title}::[plain]{_escaped(whole_stem(question) + unit)}{{{_answers(question)}{explanation}\n}}\n\n"


def _answers(question: QuestionDraft) -> str:
    if question.kind == QuestionKind.TRUE_FALSE:
        return "TRUE" if question.answer == (TRUE,) else "FALSE"
    if question.kind == QuestionKind.FILL and question.tolerance:
        return f"#{question.answer[0]}:{question.tolerance}"
    if question.kind == QuestionKind.FILL:
        return "".join(f"\n={_short(text)}" for text in question.answer)
    if question.kind == QuestionKind.SINGLE:
        return "".join(f"\n{'=' if key in question.answer else '~'}{_option(text)}" for key, text in question.options)
    right = share(len(question.answer))
    return "".join(f"\n~%{right if key in question.answer else -100}%{_option(text)}" for key, text in question.options)


def share(right: int) -> Decimal:
    """Return the weight in per cent of one of so many right answers, as Moodle lists it: 33.33333, 14.28571 …"""
    weight = (Decimal(100) / right).quantize(Decimal("0.00001"), ROUND_HALF_UP)
    return weight.normalize() if weight % 10 else weight.quantize(Decimal(1))


def wild(text: str) -> str:
    r"""Return a short answer in which * is the character itself: Moodle takes it for any letters unless it is \*."""
    return text.replace("*", r"\*")


def _option(text: str) -> str:
    return f"{'[plain]' if MISTAKEN.match(text) else ''}{_escaped(text)}"


def _short(text: str) -> str:
    return f"{'%100%' if text.startswith('%') else ''}{_escaped(wild(text))}"


def _escaped(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return SPECIAL.sub(r"\\\g<0>", lines).replace("\n", r"\n")
