"""Moodle's XML (https://docs.moodle.org/en/Moodle_XML_format): a quiz of questions, each with its type."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.utils.translation import gettext as _

from exams.importing import weighted
from exams.importing.drafts import MAX_OPTIONS, BadRow, QuestionDraft, UnreadableRow
from exams.importing.fitting import fitting
from exams.importing.html_text import has_tags, html_text
from exams.importing.moodle_categories import category_of_path
from exams.importing.moodle_pictures import lettered, pictures_of, weight_of
from exams.importing.row_pieces import pieces_of_text
from exams.importing.text_file import no_question
from exams.importing.weighted import Choice, Meant
from exams.models.questions import FALSE, TRUE, Category, QuestionKind
from exams.pictures.alone import PICTURE_ALONE
from organizations.archives import BadFile

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SHOWN = 60


def read_moodle_xml(path: Path, *, filename: str) -> tuple[list[QuestionDraft], list[BadRow]]:
    """Return the questions, places being FILE:XML:NUMBER OF THE QUESTION. Raises BadFile for what is no such XML.

    Nothing outside the file is looked at: one with a document type or entities is refused.
    """
    drafts: list[QuestionDraft] = []
    bad: list[BadRow] = []
    category: str = Category.GENERAL
    number = 0
    for question in _quiz(path, filename).iter("question"):
        if question.get("type") == "category":
            category = category_of_path(question.findtext("category/text") or "")
            continue
        number += 1
        place = f"{filename}:XML:{number}"
        try:
            drafts.append(fitting(read_question(question, category, place)))
        except UnreadableRow as reason:
            words = _shown(question.find("questiontext"))[0]
            pieces = pieces_of_text(words, is_pictured=question.find(".//file") is not None)
            bad.append(BadRow(place, str(reason), words[:SHOWN], pieces))
    if not number:
        raise BadFile(no_question(filename))
    return drafts, bad


def _quiz(path: Path, filename: str) -> Element:
    try:
        quiz: Element = fromstring(path.read_bytes(), forbid_dtd=True)
    except DefusedXmlException as error:
        raise BadFile(
            _("%(file)s declares a document type or entities: export it from Moodle again.") % {"file": filename}
        ) from error
    except ParseError as error:
        raise BadFile(
            _("%(file)s is no sound XML (line %(line)d): export it from Moodle again.")
            % {"file": filename, "line": error.position[0]}
        ) from error
    except (ValueError, LookupError) as error:
        raise BadFile(_("%(file)s is no text: save it as text in UTF-8.") % {"file": filename}) from error
    if quiz.tag != "quiz":
        raise BadFile(
            _("%(file)s is no question file of Moodle: its XML is about <%(tag)s>.")
            % {"file": filename, "tag": quiz.tag}
        )
    return quiz


def read_question(question: Element, category: str, place: str) -> QuestionDraft:
    """Return what one <question> asks. Raises UnreadableRow for a type that is none of ours, or a bad picture."""
    meaning = MEANINGS.get(question.get("type", ""))
    if meaning is None:
        raise UnreadableRow(
            _("Type “%s” of Moodle is no kind of question here: leave it out, or turn it into a choice.")
            % question.get("type", "")
        )
    pictures = pictures_of(question)
    stem = _shown(question.find("questiontext"))[0]
    if not stem:
        raise UnreadableRow(_("The question is empty."))
    meant = meaning(question)
    general = _shown(question.find("generalfeedback"))[0]
    explanation = "\n".join(filter(None, (general, meant.explanation)))
    return QuestionDraft(
        place,
        meant.kind,
        stem,
        meant.options,
        meant.answer,
        explanation,
        category,
        tolerance=meant.tolerance,
        unit=meant.unit,
        pictures=pictures,
    )


def _shown(element: Element | None) -> tuple[str, bool]:
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
        Choice(_words_of_option(answer), weight_of(answer), _shown(answer.find("feedback"))[0])
        for answer in lettered(question)
    ]


def _words_of_option(answer: Element) -> str:
    words, pictured = _shown(answer)
    return words or (PICTURE_ALONE if pictured else "")


def _plain_choices(question: Element) -> list[Choice]:
    """Return the answers of what is typed in: these are never HTML."""
    return [
        Choice((answer.findtext("text") or "").strip(), weight_of(answer), _shown(answer.find("feedback"))[0])
        for answer in question.findall("answer")
    ]


def _multichoice(question: Element) -> Meant:
    single = (question.findtext("single") or "true").strip().lower() in ("true", "1")
    return weighted.choice(_choices(question), single=single)


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
    """The number in the unit whose multiplier is 1; other units would be other numbers."""
    tolerances = [(answer.findtext("tolerance") or "").strip() for answer in question.findall("answer")]
    units = [
        (unit.findtext("unit_name") or "").strip()
        for unit in question.iterfind("units/unit")
        if re.fullmatch(r"1(?:\.0*)?", (unit.findtext("multiplier") or "1").strip())
    ]
    return weighted.number(_plain_choices(question), tolerances, units[0] if units else "")


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
