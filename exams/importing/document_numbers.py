"""The numbers that Word writes before paragraphs by itself; they stand nowhere in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document

DIGITS = "〇一二三四五六七八九"
LETTERS = frozenset({"upperLetter", "lowerLetter"})
CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCounting"}
)
UNNUMBERED = frozenset({"bullet", "none"})
DEEPEST_STYLE = 20  # styles that rest on each other in a circle


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts: its format, a text like "%1.", and its first number."""

    form: str
    text: str
    start: int


class Numbers:
    """Counts the paragraphs of a document as Word does."""

    def __init__(self, document: Document) -> None:
        self.levels: dict[str, dict[int, Level]] = {}
        self.lists: dict[str, str] = {}
        self.restarts: dict[tuple[str, int], int] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
        try:
            numbering = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
        except KeyError:
            return
        if not isinstance(numbering, XmlPart):
            return
        element: Any = numbering.element
        for abstract in element.iter(qn("w:abstractNum")):
            self.levels[abstract.get(qn("w:abstractNumId"))] = dict(map(_level, abstract.iter(qn("w:lvl"))))
        for listed in element.iter(qn("w:num")):
            number = listed.get(qn("w:numId"))
            self.lists[number] = _value(listed, "w:abstractNumId")
            for override in listed.iter(qn("w:lvlOverride")):
                if start := _value(override, "w:startOverride"):
                    self.restarts[number, int(override.get(qn("w:ilvl")))] = int(start)

    def before(self, paragraph: Any) -> str:
        """Return the number before a paragraph, like "3." or "A、", and count it; empty where there is none."""
        number, depth = self._place(paragraph)
        abstract = self.lists.get(number, "")
        level = self.levels.get(abstract, {}).get(depth)
        if level is None or level.form in UNNUMBERED:
            return ""
        counts = self.counts.setdefault(abstract, {})
        restart = self.restarts.pop((number, depth), None)
        counts[depth] = restart if restart is not None else counts.get(depth, level.start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        return re.sub(r"%(\d)", lambda found: self._written(abstract, int(found[1]) - 1), level.text)

    def _written(self, abstract: str, depth: int) -> str:
        level = self.levels[abstract].get(depth)
        if level is None:
            return ""
        return written(self.counts[abstract].get(depth, level.start), level.form)

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """Return the list and the level of a paragraph: its own, or those of its style."""
        properties = paragraph.find(qn("w:pPr"))
        style = _value(properties, "w:pStyle") if properties is not None else ""
        for _step in range(DEEPEST_STYLE):
            found = properties.find(qn("w:numPr")) if properties is not None else None
            if found is not None and (number := _value(found, "w:numId")):
                return number, int(_value(found, "w:ilvl") or 0)
            element = self.styles.get(style)
            if element is None:
                break
            properties, style = element.find(qn("w:pPr")), _value(element, "w:basedOn")
        return "", 0


def written(number: int, form: str) -> str:
    """Return a number as the format of a list writes it: 3, C, 三."""
    if form in LETTERS and number > 0:
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    if form in CHINESE and 0 < number < 100:
        tens, ones = divmod(number, 10)
        ten = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十"
        return f"{ten}{DIGITS[ones] if ones else ''}"
    return str(number)


def _level(element: Any) -> tuple[int, Level]:
    form, text, start = (_value(element, name) for name in ("w:numFmt", "w:lvlText", "w:start"))
    return int(element.get(qn("w:ilvl"))), Level(form or "decimal", text, int(start or 1))


def _value(element: Any, name: str) -> str:
    found = element.find(qn(name))
    return "" if found is None else found.get(qn("w:val"), "")
