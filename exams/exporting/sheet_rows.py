"""Rows of text cells as the XML of a sheet (ECMA-376 part 1, 18.3.1): openpyxl takes ten times as long for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.utils import get_column_letter

from organizations.excel import FORMULA_BEGINS

SHEET_XML = "xl/worksheets/sheet1.xml"
END = b"</sheetData>"
FLUSHED = 500  # rows


def with_rows(
    made: IO[bytes], rows: Iterable[Sequence[str]], stream: IO[bytes], *, first: int, style: int, quoted: int
) -> None:
    """Copy a workbook with these rows at the end of its first sheet, from the row of number `first` on.

    `style` is the number of the cells' style, `quoted` that of cells whose text begins like a formula.
    """
    with ZipFile(made) as source, ZipFile(stream, "w", ZIP_DEFLATED) as target:
        for member in source.infolist():
            with target.open(member.filename, "w") as file:
                content = source.read(member)
                if member.filename != SHEET_XML:
                    file.write(content)
                    continue
                before, _end, after = content.partition(END)
                file.write(before)
                for chunk in _chunks(rows, first, style, quoted):
                    file.write(chunk)
                file.write(END + after)


def _chunks(rows: Iterable[Sequence[str]], first: int, style: int, quoted: int) -> Iterator[bytes]:
    lines: list[str] = []
    letters: list[str] = []
    for number, row in enumerate(rows, first):
        letters = letters or [get_column_letter(place) for place in range(1, len(row) + 1)]
        cells = "".join(
            f'<c r="{letter}{number}" s="{quoted if text[0] in FORMULA_BEGINS else style}" t="inlineStr">'
            f'<is><t xml:space="preserve">{escape(text, quote=False)}</t></is></c>'
            for letter, text in zip(letters, row, strict=True)
            if text
        )
        lines.append(f'<row r="{number}">{cells}</row>')
        if len(lines) == FLUSHED:
            yield "".join(lines).encode()
            lines = []
    yield "".join(lines).encode()
