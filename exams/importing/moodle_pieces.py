"""What could be read of a question in Moodle's XML that is none here: the form that mends it begins with this."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING

from exams.importing.answers import Filled
from exams.importing.drafts import Pieces, UnreadableRow
from exams.importing.html_text import html_text
from exams.importing.moodle_answers import is_single, shown_in, unit_of, words_of_option
from exams.importing.moodle_pictures import weight_of
from exams.importing.row_pieces import as_pieces
from exams.importing.weighted import Choice
from exams.importing.weighted_pieces import FALSE_WORD, TRUE_WORD, accepted, lettered
from exams.models.questions import QuestionKind

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def pieces_of_moodle(question: Element, category: str) -> Pieces:
    """Return (name of the form's field, text) of one <question>, of whatever type."""
    words = (html_text(text.text or "")[0] for text in question.iter("text"))
    return as_pieces(
        stem=shown_in(question.find("questiontext"))[0],
        **_answers(question, question.get("type", "")),
        explanation=shown_in(question.find("generalfeedback"))[0],
        category=category,
        raw="\n".join(dict.fromkeys(word for word in words if word)),
        pictured="1" if question.find(".//file") is not None else "",
    )


def _answers(question: Element, kind: str) -> dict[str, str]:
    """Return kind, options and answer of the types that are ours, nothing of others."""
    choices = [_choice(answer) for answer in question.findall("answer")]
    match kind:
        case "multichoice":
            options, answer = lettered(choices)
            own = QuestionKind.SINGLE if is_single(question) else QuestionKind.MULTIPLE
            return {"kind": own, "options": options, "answer": answer}
        case "ordering":
            return {"kind": QuestionKind.ORDER, "options": lettered(choices)[0]}
        case "truefalse":
            right = {each.text.strip().lower() for each in choices if each.weight > 0}
            answer = {"true": TRUE_WORD, "false": FALSE_WORD}.get(right.pop(), "") if len(right) == 1 else ""
            return {"kind": QuestionKind.TRUE_FALSE, "answer": answer}
        case "shortanswer":
            return {"kind": QuestionKind.FILL, "answer": accepted(choices)}
        case "numerical":
            return {"kind": QuestionKind.FILL, "answer": _number(question, choices)}
    return {}


def _choice(answer: Element) -> Choice:
    weight = Decimal(0)
    with suppress(UnreadableRow):
        weight = weight_of(answer)
    return Choice(words_of_option(answer), weight)


def _number(question: Element, choices: Sequence[Choice]) -> str:
    """Return the first number that is wholly right, with its tolerance and unit."""
    number = accepted(choices).partition("；")[0]
    tolerance = (question.findtext("answer/tolerance") or "").strip()
    with suppress(ArithmeticError):  # a tolerance that is no number
        return Filled((number,), tolerance, unit_of(question)).words if number else ""
    return number
