"""Word files as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

Rows = Sequence[Sequence[str]]


def document(*blocks: str | Rows) -> Document:
    """Return a document of these blocks: a text is a paragraph, rows of texts are a table."""
    made: Document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            made.add_paragraph(block)
        else:
            add_table(made, block)
    return made


def add_table(made: Document, rows: Rows) -> Any:
    table = made.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def content_of(made: Document) -> bytes:
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def element(name: str, text: str = "", **attributes: str) -> Any:
    made = OxmlElement(name)
    if text:
        made.text = text
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def tracked(paragraph: Paragraph, kind: str, text: str) -> None:
    """Add text that was inserted ("ins", "moveTo") or taken away ("del", "moveFrom") with changes tracked."""
    change, run = element(f"w:{kind}", author="安全科", id="1"), element("w:r")
    run.append(element("w:delText" if kind == "del" else "w:t", text))
    change.append(run)
    paragraph._p.append(change)


def numbering(made: Document, *levels: tuple[str, str]) -> int:
    """Add a list whose levels have these (format, text), like ("decimal", "%1."); return its number."""
    part: Any = made.part.numbering_part.element
    abstract = element("w:abstractNum", abstractNumId="90")
    for depth, (form, text) in enumerate(levels):
        level = element("w:lvl", ilvl=str(depth))
        level.extend([element("w:start", val="1"), element("w:numFmt", val=form), element("w:lvlText", val=text)])
        abstract.append(level)
    part.insert(0, abstract)
    listed = element("w:num", numId="90")
    listed.append(element("w:abstractNumId", val="90"))
    part.append(listed)
    return 90


def number(paragraph: Paragraph, listed: int, depth: int = 0) -> None:
    """Let Word number the paragraph."""
    properties = paragraph._p.get_or_add_pPr()
    place = element("w:numPr")
    place.extend([element("w:ilvl", val=str(depth)), element("w:numId", val=str(listed))])
    properties.append(place)
