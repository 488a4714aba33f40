"""Questions for Moodle in its XML (https://docs.moodle.org/en/Moodle_XML_format), as plain text but beside a picture.

Moodle has no place for difficulty, posts, industries and the basis in law: these stay out. The Excel file has them all.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import IO

from exams.exporting.gift import share, wild
from exams.exporting.moodle_categories import by_category
from exams.exporting.words import ILLEGAL, alt_words, whole_stem
from exams.importing.drafts import QuestionDraft
from exams.importing.moodle_pictures import KEPT_BESIDE
from exams.models.questions import TRUE, QuestionKind
from exams.pictures.alone import words_beside
from exams.pictures.carried import carrying_jpeg
from exams.pictures.shelf import EMPTY, Shelf
from organizations.pictures import LONGEST_SIDE

LONGEST_TITLE = 40
FILE = "picture.jpg"  # each text of Moodle has a folder of its own
TYPES = {
    QuestionKind.SINGLE: "multichoice",
    QuestionKind.MULTIPLE: "multichoice",
    QuestionKind.TRUE_FALSE: "truefalse",
    QuestionKind.FILL: "shortanswer",
    QuestionKind.ORDER: "ordering",
}
FORM = 'format="plain_text"'


def write_moodle_xml(
    questions: Iterable[QuestionDraft], stream: IO[bytes], shelf: Shelf = EMPTY
) -> list[QuestionDraft]:
    """Write the questions in UTF-8, category by category; return those that Moodle has no way to say: hazards.

    One question with its pictures is in memory at a time.
    """
    asked = list(questions)
    stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n')
    for path, group in by_category(question for question in asked if question.kind in TYPES):
        category = f'<question type="category"><category>{_text(path)}</category></question>\n'
        stream.write(category.encode())
        for question in group:
            for line in _question(question, Beside(question, shelf)):
                stream.write(f"{line}\n".encode())
    stream.write(b"</quiz>\n")
    return [question for question in asked if question.kind not in TYPES]


def _question(question: QuestionDraft, beside: Beside) -> Iterator[str]:
    number = bool(question.kind == QuestionKind.FILL and question.tolerance)
    kind = "numerical" if number else TYPES[QuestionKind(question.kind)]
    yield f'<question type="{kind}">'
    yield f"<name>{_text(' '.join(question.stem.split())[:LONGEST_TITLE])}</name>"
    yield f"<questiontext {beside.told('', whole_stem(question))}</questiontext>"
    yield f"<generalfeedback {FORM}>{_text(question.explanation)}</generalfeedback>"
    yield "<defaultgrade>1</defaultgrade>"
    yield from _answers(question, beside)
    yield "</question>"


def _answers(question: QuestionDraft, beside: Beside) -> Sequence[str]:
    if question.kind == QuestionKind.TRUE_FALSE:
        right = "true" if question.answer == (TRUE,) else "false"
        return [_answer(word, 100 if word == right else 0) for word in ("true", "false")]
    if question.kind == QuestionKind.FILL and question.tolerance:
        return _number(question)
    if question.kind == QuestionKind.FILL:
        return ["<usecase>0</usecase>", *(_answer(wild(text), 100) for text in question.answer)]
    if question.kind == QuestionKind.ORDER:
        texts = dict(question.options)
        return [_option(beside.told(key, texts[key]), place) for place, key in enumerate(question.answer, 1)]
    single = question.kind == QuestionKind.SINGLE
    right_share, wrong = (100, 0) if single else (share(len(question.answer)), -100)
    return [
        f"<single>{str(single).lower()}</single>",
        "<shuffleanswers>true</shuffleanswers>",
        "<answernumbering>ABCD</answernumbering>",
        *(
            _option(beside.told(key, text), right_share if key in question.answer else wrong)
            for key, text in question.options
        ),
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
    return _option(f"{FORM}>{_text(text)}", fraction)


def _option(told: str, fraction: object) -> str:
    return f'<answer fraction="{fraction}" {told}</answer>'


@dataclass(frozen=True, slots=True)
class Beside:
    """Tells texts of a question together with the pictures that stand beside them."""

    question: QuestionDraft
    shelf: Shelf

    def told(self, place: str, text: str) -> str:
        """Return what follows <questiontext or <answer: its format, the text, and the file of its picture."""
        picture = next((each for each in self.question.pictures if each.place == place), None)
        if picture is None:
            return f"{FORM}>{_text(text)}"
        lines = escape(words_beside(text, is_pictured=True), quote=False).splitlines()
        shown = (
            f'<p>{"<br>".join(lines)}</p><p><img src="{KEPT_BESIDE}{FILE}" alt="{escape(alt_words(picture.alt))}"></p>'
        )
        content = b64encode(carrying_jpeg(self.shelf.content(picture), longest_side=LONGEST_SIDE)).decode()
        return f'format="html">{_text(shown)}<file name="{FILE}" path="/" encoding="base64">{content}</file>'


def _text(text: str) -> str:
    return f"<text>{_escaped(text)}</text>"


def _escaped(text: str) -> str:
    return escape(ILLEGAL.sub("", text), quote=False).replace("\r", "&#13;")
