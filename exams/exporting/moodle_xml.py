"""Questions for Moodle in its XML (https://docs.moodle.org/en/Moodle_XML_format), as plain text throughout.

Moodle has no place for difficulty, posts, industries and the basis in law: these stay out. The Excel file has them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import IO

from exams.exporting.gift import share, wild
from exams.exporting.moodle_categories import by_category
from exams.exporting.words import whole_stem
from exams.importing.drafts import QuestionDraft
from exams.models.questions import TRUE, QuestionKind

LONGEST_TITLE = 40
# what no XML may hold
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TYPES = {
    QuestionKind.SINGLE: "multichoice",
    QuestionKind.MULTIPLE: "multichoice",
    QuestionKind.TRUE_FALSE: "truefalse",
    QuestionKind.FILL: "shortanswer",
    QuestionKind.ORDER: "ordering",
}
FORM = 'format="plain_text"'


def write_moodle_xml(questions: Iterable[QuestionDraft], stream: IO[bytes]) -> None:
    """Write the questions in UTF-8, category by category."""
    stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n')
    for path, group in by_category(questions):
        category = f'<question type="category"><category>{_text(path)}</category></question>\n'
        stream.write(category.encode())
        for question in group:
            stream.write(_question(question).encode())
    stream.write(b"</quiz>\n")


def _question(question: QuestionDraft) -> str:
    number = bool(question.kind == QuestionKind.FILL and question.tolerance)
    kind = "numerical" if number else TYPES[QuestionKind(question.kind)]
    lines = [
        f'<question type="{kind}">',
        f"<name>{_text(' '.join(question.stem.split())[:LONGEST_TITLE])}</name>",
        f"<questiontext {FORM}>{_text(whole_stem(question))}</questiontext>",
        f"<generalfeedback {FORM}>{_text(question.explanation)}</generalfeedback>",
        "<defaultgrade>1</defaultgrade>",
        *_answers(question),
        "</question>\n",
    ]
    return "\n".join(lines)


def _answers(question: QuestionDraft) -> Sequence[str]:
    if question.kind == QuestionKind.TRUE_FALSE:
        right = "true" if question.answer == (TRUE,) else "false"
        return [_answer(word, 100 if word == right else 0) for word in ("true", "false")]
    if question.kind == QuestionKind.FILL and question.tolerance:
        return _number(question)
    if question.kind == QuestionKind.FILL:
        return ["<usecase>0</usecase>", *(_answer(wild(text), 100) for text in question.answer)]
    if question.kind == QuestionKind.ORDER:
        texts = dict(question.options)
        return [_answer(texts[key], place) for place, key in enumerate(question.answer, 1)]
    single = question.kind == QuestionKind.SINGLE
    right_share, wrong = (100, 0) if single else (share(len(question.answer)), -100)
    return [
        f"<single>{str(single).lower()}</single>",
        "<shuffleanswers>true</shuffleanswers>",
        "<answernumbering>ABCD</answernumbering>",
        *(_answer(text, right_share if key in question.answer else wrong) for key, text in question.options),
    ]


def _number(question: QuestionDraft) -> Sequence[str]:
    answer = (
        f'<answer fraction="100" {FORM}>{_text(question.answer[0])}<tolerance>{question.tolerance}</tolerance></answer>'
    )
    if not question.unit:
        return [answer]
    unit = f"<unit><multiplier>1</multiplier><unit_name>{_escaped(question.unit)}</unit_name></unit>"
    return [answer, f"<units>{unit}</units>"]


def _answer(text: str, fraction: object) -> str:
    return f'<answer fraction="{fraction}" {FORM}>{_text(text)}</answer>'


def _text(text: str) -> str:
    return f"<text>{_escaped(text)}</text>"


def _escaped(text: str) -> str:
    return escape(ILLEGAL.sub("", text), quote=False).replace("\r", "&#13;")
