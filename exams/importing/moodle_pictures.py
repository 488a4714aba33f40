"""Pictures inside Moodle's XML: the file stands in base64 beside the text that shows it."""

from __future__ import annotations

import base64
import binascii
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote

from django.utils.translation import gettext as _

from exams.importing.drafts import UnreadableRow
from exams.importing.html_text import PICTURES
from exams.importing.pictures import described, not_carried, taken
from exams.pictures.drafts import DraftPicture

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

KEPT_BESIDE = "@@PLUGINFILE@@/"
WITH_PICTURES = frozenset({"multichoice", "ordering"})  # the options of others have no keys, or other ones
KEYS = "ABCDEFGH"


def pictures_of(question: Element) -> tuple[DraftPicture, ...]:
    """Return the pictures of the question and its options. Raises UnreadableRow for one that is missing or not taken.

    One a place: where several stand together, or beside an explanation, a person has to say what is meant.
    """
    answers = lettered(question)
    if any(_shows(element) for element in question.iter("generalfeedback")):
        raise UnreadableRow(not_carried())
    if any(question.findtext(name) for name in ("image", "image_base64")):
        raise UnreadableRow(not_carried())
    if question.get("type") not in WITH_PICTURES and any(map(_shows, answers)):
        raise UnreadableRow(not_carried())
    placed = [("", question.find("questiontext")), *zip(KEYS, answers, strict=False)]
    found = (_picture(place, element) for place, element in placed if element is not None)
    return tuple(picture for picture in found if picture)


def lettered(question: Element) -> list[Element]:
    """Return the answers in the order of their letters here: steps stand in the right order, or are numbered by their
    fraction. Raises UnreadableRow for a fraction that is no number.
    """
    answers = question.findall("answer")
    return sorted(answers, key=weight_of) if question.get("type") == "ordering" else answers


def weight_of(answer: Element) -> Decimal:
    """Return what an answer counts, in per cent. Raises UnreadableRow."""
    said = answer.get("fraction", "0")
    with suppress(InvalidOperation):
        weight = Decimal(said.strip())
        if weight.is_finite():
            return weight
    raise UnreadableRow(_("“%s” is no number.") % said)


def _picture(place: str, element: Element) -> DraftPicture | None:
    if not _shows(element):
        return None
    reader = _read(element)
    if reader.others or len(reader.pictures) != 1:
        raise UnreadableRow(not_carried())
    source, alt = reader.pictures[0]
    name = unquote(source.removeprefix(KEPT_BESIDE))
    file = next((each for each in element.findall("file") if each.get("name") == name), None)
    if file is None or not source.startswith(KEPT_BESIDE):
        raise UnreadableRow(
            _("The picture “%s” is missing in the file: export the questions again with their pictures.") % name
        )
    try:
        content = base64.b64decode("".join((file.text or "").split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise UnreadableRow(_("The picture “%s” is damaged in the file.") % name) from error
    return DraftPicture(place, described(alt), taken(content, name))


def _shows(element: Element) -> bool:
    reader = _read(element)
    return bool(reader.pictures or reader.others) or element.find("file") is not None


def _read(element: Element) -> _Shown:
    reader = _Shown()
    if element.get("format", "html") in ("html", "moodle_auto_format"):
        reader.feed(element.findtext("text") or "")
        reader.close()
    return reader


class _Shown(HTMLParser):
    """Gathers (source, alt) of each <img>, and whether something else stands there that is no text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pictures: list[tuple[str, str]] = []
        self.others = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "img":
            self.pictures.append((said.get("src") or "", said.get("alt") or ""))
        elif tag in PICTURES:
            self.others = True
