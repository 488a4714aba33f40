"""A look at the XML of an .xlsx file before it is read: how far its sheets reach, and what the reader doesn't tell.

The reader gives every cell between the first and the last one its place in memory, so one stray cell in the last row
and column of a small file would ask for 500 GB. It hands over 0.05 where a person sees 5%, and nothing for #REF!.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.utils.translation import gettext as _

from organizations.archives import BadFile

MOST_ROWS = 100_000
MOST_CELLS = 5_000_000  # 24 bytes each: 120 MB
CHUNK, LONGEST_TAG = 1 << 20, 1 << 20  # bytes
# a cell is empty when it closes itself, and when nothing or an empty value stands in it
TAG = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*?)(/>|>(?:<v\s*/>|<v></v>)?</(?:\w+:)?c>|>)")
REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})(\d{0,7})["']""")
STYLE = re.compile(rb"""\bs\s*=\s*["'](\d+)["']""")
TYPE = re.compile(rb"""\bt\s*=\s*["'](\w+)["']""")
PERCENT_FORMATS = frozenset({9, 10})  # 0% and 0.00%, which every workbook knows
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Marks:
    """Cells of one sheet that show a percentage, and those whose formula failed, as (row, column) from 0."""

    percents: frozenset[tuple[int, int]] = frozenset()
    errors: frozenset[tuple[int, int]] = frozenset()


@dataclass(slots=True)
class Extent:
    """How far the filled cells of one sheet reach, and what was found among them."""

    rows: int = 0
    columns: int = 0
    filled: int = 0
    percents: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)

    @property
    def marks(self) -> Marks:
        return Marks(frozenset(self.percents), frozenset(self.errors))


def scan(path: Path, *, filename: str) -> dict[str, Marks]:
    """Return the marks of each sheet by its name.

    Raises BadFile for a sheet that reaches too far, or a container that can't be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _scan(archive, filename)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError) as error:
        raise damaged(filename) from error


def damaged(filename: str) -> BadFile:
    """The refusal of a file that is no table inside."""
    return BadFile(_("%(file)s is damaged: open it in Excel or WPS and save it again.") % {"file": filename})


def _scan(archive: zipfile.ZipFile, filename: str) -> dict[str, Marks]:
    try:
        styles, names = _percent_styles(archive), _sheet_names(archive)
    except (ParseError, DefusedXmlException, KeyError, ValueError, TypeError):
        styles, names = frozenset(), {}
    found: dict[str, Marks] = {}
    for member in archive.namelist():
        if not member.startswith("xl/media/"):
            with archive.open(member) as file:
                found[names.get(member, member)] = _extent(file, styles, filename).marks
    return found


def _extent(file: IO[bytes], percent_styles: frozenset[int], filename: str) -> Extent:
    """Follow the tags of one sheet; cells without content count for nothing, as empty rows often carry a format."""
    extent = Extent()
    row, column = -1, -1
    for kind, attributes, closed in _tags(file, filename):
        reference = REFERENCE.search(attributes)
        if kind == b"row":
            row, column = int(reference[2]) - 1 if reference and reference[2] else row + 1, -1
            continue
        column = _number_of(reference[1]) - 1 if reference and reference[1] else column + 1
        row = int(reference[2]) - 1 if reference and reference[2] else row
        if closed != b">":
            continue
        extent.filled += 1
        extent.rows, extent.columns = max(extent.rows, row + 1), max(extent.columns, column + 1)
        if max(extent.rows * extent.columns, extent.filled) > MOST_CELLS or extent.rows > MOST_ROWS:
            raise too_large(filename, row + 1)
        _mark(extent, (row, column), attributes, percent_styles)
    return extent


def _mark(extent: Extent, place: tuple[int, int], attributes: bytes, percent_styles: frozenset[int]) -> None:
    style, kind_of_value = STYLE.search(attributes), TYPE.search(attributes)
    kind = kind_of_value[1] if kind_of_value else b"n"
    if kind == b"e":
        extent.errors.add(place)
    elif kind == b"n" and style and int(style[1]) in percent_styles:
        extent.percents.add(place)


def too_large(filename: str, row: int) -> BadFile:
    """The refusal of a table that reaches further than memory should."""
    return BadFile(
        _(
            "%(file)s is too large: something stands in row %(row)s. At most %(most)s rows are read: delete what is "
            "left over far below or far right, or cut the table into several files."
        )
        % {"file": filename, "row": row, "most": MOST_ROWS}
    )


def _tags(file: IO[bytes], filename: str) -> Iterator[tuple[bytes, bytes, bytes]]:
    rest = b""
    while chunk := file.read(CHUNK):
        data = rest + chunk
        end = _end_of_whole_cells(data)
        for tag in TAG.finditer(data, 0, end):
            yield tag[1], tag[2], tag[3]
        rest = data[end:]
        if len(rest) > LONGEST_TAG:
            if b"<" not in rest:
                rest = b""
                continue
            raise damaged(filename)
    for tag in TAG.finditer(rest):
        yield tag[1], tag[2], tag[3]


def _end_of_whole_cells(data: bytes) -> int:
    """Return where the last cell begins whose end may still be to come, else the end of the last tag."""
    end, cell = data.rfind(b">") + 1, data.rfind(b"<c ")
    return cell if cell > 0 and b"</" not in data[cell:end] and b"/>" not in data[cell:end] else end


def _number_of(letters: bytes) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _percent_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """Return the numbers of the cell styles that show a number as a percentage."""
    styles = fromstring(archive.read("xl/styles.xml"))
    formats = set(PERCENT_FORMATS)
    formats |= {
        int(each.get("numFmtId")) for each in styles.iterfind(".//{*}numFmt") if "%" in each.get("formatCode", "")
    }
    uses = styles.iterfind("./{*}cellXfs/{*}xf")
    return frozenset(place for place, use in enumerate(uses) if int(use.get("numFmtId", "0")) in formats)


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the name that a person sees of each sheet's file in the container."""
    relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): posixpath.join("/xl", each.get("Target"))[1:] for each in relations}
    sheets = fromstring(archive.read("xl/workbook.xml")).iterfind(".//{*}sheet")
    return {targets[each.get(RELATION)]: each.get("name") for each in sheets}
