"""What the answers of a question in Moodle's XML mean, by its type."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from exams.importing import weighted
from exams.importing.drafts import MAX_OPTIONS, UnreadableRow
from exams.importing.html_text import has_tags, html_text
from exams.importing.moodle_pictures import lettered, weight_of
from exams.importing.weighted import Choice, Meant
from exams.models.questions import FALSE, TRUE, QuestionKind
from exams.pictures.alone import PICTURE_ALONE

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def shown_in(element: Element | None) -> tuple[str, bool]:
    """Return what a reader sees of an element's <text>, and whether there is a picture in it."""
    if element is None:
        return "", False
    text, form = element.findtext("text") or "", element.get("format", "html")
    pictured = element.find("file") is not None
    if form == "html" or (form == "moodle_auto_format" and has_tags(text)):
        words, more = html_text(text)
        return words, pictured or more
    return text.strip(), pictured


def _choices(question: Element) -> list[Choice]:
    return [
        Choice(words_of_option(answer), weight_of(answer), shown_in(answer.find("feedback"))[0])
        for answer in lettered(question)
    ]


def words_of_option(answer: Element) -> str:
    words, pictured = shown_in(answer)
    return words or (PICTURE_ALONE if pictured else "")


def _plain_choices(question: Element) -> list[Choice]:
    """Return the answers of what is typed in: these are never HTML."""
    return [
        Choice((answer.findtext("text") or "").strip(), weight_of(answer), shown_in(answer.find("feedback"))[0])
        for answer in question.findall("answer")
    ]


def is_single(question: Element) -> bool:
    """Whether a multichoice has one right answer."""
    return (question.findtext("single") or "true").strip().lower() in ("true", "1")


def unit_of(question: Element) -> str:
    """Return the unit whose multiplier is 1, or nothing; in other units there would be other numbers."""
    units = (
        (unit.findtext("unit_name") or "").strip()
        for unit in question.iterfind("units/unit")
        if re.fullmatch(r"1(?:\.0*)?", (unit.findtext("multiplier") or "1").strip())
    )
    return next(units, "")


def _multichoice(question: Element) -> Meant:
    return weighted.choice(_choices(question), single=is_single(question))


def _truefalse(question: Element) -> Meant:
    choices = [(each.text.lower(), each) for each in _plain_choices(question)]
    right = {
        TRUE if word == "true" else FALSE for word, each in choices if each.weight > 0 and word in ("true", "false")
    }
    if len(right) != 1:
        raise UnreadableRow(_("The answer is missing."))
    return weighted.true_false(right.pop(), [each.feedback for _word, each in choices])


def _shortanswer(question: Element) -> Meant:
    return weighted.short_answer(_plain_choices(question))


def _numerical(question: Element) -> Meant:
    tolerances = [(answer.findtext("tolerance") or "").strip() for answer in question.findall("answer")]
    return weighted.number(_plain_choices(question), tolerances, unit_of(question))


def _ordering(question: Element) -> Meant:
    choices = _choices(question)
    if not 2 <= len(choices) <= MAX_OPTIONS or not all(step.text for step in choices):
        raise UnreadableRow(_("There are fewer than two options."))
    options = tuple(zip("ABCDEFGH", (step.text for step in choices), strict=False))
    return Meant(QuestionKind.ORDER, options, tuple(key for key, _text in options))


MEANINGS: dict[str, Callable[[Element], Meant]] = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "ordering": _ordering,
}
