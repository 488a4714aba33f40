"""Moodle's XML (https://docs.moodle.org/en/Moodle_XML_format): a quiz of questions, each with its type."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.utils.translation import gettext as _

from exams.importing.drafts import BadRow, QuestionDraft, UnreadableRow
from exams.importing.fitting import fitting
from exams.importing.moodle_answers import MEANINGS, shown_in
from exams.importing.moodle_categories import category_of_path
from exams.importing.moodle_pictures import pictures_of
from exams.importing.moodle_pieces import pieces_of_moodle
from exams.importing.text_file import no_question
from exams.models.questions import Category
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
            words = shown_in(question.find("questiontext"))[0]
            bad.append(BadRow(place, str(reason), words[:SHOWN], pieces_of_moodle(question, category)))
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
    stem = shown_in(question.find("questiontext"))[0]
    if not stem:
        raise UnreadableRow(_("The question is empty."))
    meant = meaning(question)
    general = shown_in(question.find("generalfeedback"))[0]
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
