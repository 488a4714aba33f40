"""What a reader of a Word file sees in a paragraph or a table: changes taken in, blanks as lines, pictures noticed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from docx.oxml.ns import qn

from exams.importing.pictures import not_carried

# text that was deleted or moved away counts no more; text that was inserted counts
GONE = frozenset({"del", "moveFrom"})
AROUND = frozenset(
    {"ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo"}
)
FORMULAS = frozenset({"oMath", "oMathPara"})
DRAWN = frozenset({"drawing", "pict", "object"})
SHAPES = frozenset({"wsp", "wgp", "chart", "relIds", "textbox", "txbxContent"})
LETTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
# ticks and crosses of the fonts Wingdings and Wingdings 2
SYMBOLS = {"F0FC": "√", "F0FE": "√", "F0FB": "×", "F0FD": "×", "F050": "√", "F04F": "×", "F052": "√", "F051": "×"}
BLANK = "____"
HERE = "\ufffc"  # Unicode's own sign for an object in a text


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture in the text: under which name the file has it, and what it shows in words."""

    name: str
    alt: str


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a paragraph or a cell; `odd` says what else is there that is no text.

    `drawn` are its pictures: for each of them a sign stands in `marked`, which is the text otherwise.
    """

    marked: str
    odd: str = ""
    drawn: tuple[Drawn, ...] = ()

    @property
    def text(self) -> str:
        return self.marked.replace(HERE, "")

    def __add__(self, other: Words) -> Words:
        return Words(self.marked + other.marked, self.odd or other.odd, self.drawn + other.drawn)

    def lines(self) -> Iterator[Words]:
        """Return the lines, each with the pictures that stand in it."""
        left = self.drawn
        for line in self.marked.split("\n"):
            count = line.count(HERE)
            yield Words(line, self.odd, left[:count])
            left = left[count:]


def words_of(element: Any) -> Words:
    """Return what a reader sees of a paragraph, or of another piece of running text."""
    found = Words("")
    for child in element:
        name = _name(child)
        if name == "r":
            found += _run(child)
        elif name in AROUND:
            found += words_of(child)
        elif name in FORMULAS:
            found += Words("", formula())
    return found


def mark_is_deleted(paragraph: Any) -> bool:
    """Whether the end of the paragraph was deleted, so that the next one goes on with it."""
    return any(paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn(f'w:{name}')}") is not None for name in GONE)


def rows_of(table: Any) -> list[list[Words]]:
    """Return the cells of each row that was not deleted; tables inside a cell are read line by line."""
    return [
        [_cell(cell) for cell in _inside(row, "tc")]
        for row in _inside(table, "tr")
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None
    ]


def blocks_of(element: Any) -> Iterator[Any]:
    """Return the paragraphs and tables in the order in which they stand."""
    for child in element:
        name = _name(child)
        if name in ("p", "tbl"):
            yield child
        elif name in AROUND:
            yield from blocks_of(child)


def formula() -> str:
    return _("There is a formula in it: write it as text, like 3/4 or m².")


def _cell(cell: Any) -> Words:
    parts: list[Words] = []
    for block in blocks_of(cell):
        if _name(block) == "p":
            parts.append(words_of(block))
        else:
            parts += [each for row in rows_of(block) for each in row]
    marked, odd = "\n".join(part.marked for part in parts).strip(), next((part.odd for part in parts if part.odd), "")
    return Words(marked, odd, tuple(drawn for part in parts for drawn in part.drawn))


def _run(run: Any) -> Words:
    text, odd, pictures = "", "", []
    for child in run:
        name = _name(child)
        if name == "t":
            text += (child.text or "").replace(HERE, "")
        elif name == "sym":
            text += SYMBOLS.get(child.get(qn("w:char"), "").upper(), "")
        elif name in LETTERS:
            text += LETTERS[name]
        elif name in DRAWN or name == "AlternateContent":
            if drawn := _drawn(child):
                text += HERE
                pictures.append(drawn)
            else:
                odd = odd or not_carried()
    if text and not text.strip(" \t\u3000\u00a0") and _is_underlined(run):
        text = BLANK
    return Words(text, odd, tuple(pictures))


def _drawn(element: Any) -> Drawn | None:
    """Return the one picture of a drawing; None for shapes, charts, embedded objects and several in one."""
    if _name(element) == "AlternateContent":
        element = next((child for child in element if _name(child) == "Choice"), element)
    names = [(_name(child), child) for child in element.iter()]
    if _name(element) == "object" or any(name in SHAPES for name, _child in names):
        return None
    files = [child.get(qn("r:embed")) for name, child in names if name == "blip"]
    files += [child.get(qn("r:id")) for name, child in names if name == "imagedata"]
    alt = next((child.get("descr") or "" for name, child in names if name == "docPr"), "")
    return Drawn(files[0], alt) if len(files) == 1 and files[0] else None


def _is_underlined(run: Any) -> bool:
    line = run.find(f"{qn('w:rPr')}/{qn('w:u')}")
    return line is not None and line.get(qn("w:val"), "single") not in ("none", "0", "false")


def _inside(element: Any, name: str) -> Iterator[Any]:
    """Return the children of that name, also where something is put around them."""
    for child in element:
        if _name(child) == name:
            yield child
        elif _name(child) in AROUND:
            yield from _inside(child, name)


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
