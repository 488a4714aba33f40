"""Pictures of an .xlsx file: those that lie over its cells, and those that WPS puts into one (=DISPIMG)."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from organizations.workbook_scan import RELATION, damaged

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from organizations.spreadsheets import Place, Sheet

EMBED = RELATION.replace("}id", "}embed")
IN_A_CELL = re.compile(r"^=?(?:_xlfn\.)?DISPIMG\(\"(?P<id>[^\"]+)\"")
CELL_PICTURES = "xl/cellimages.xml"
MOST_PICTURES = 5000


@dataclass(frozen=True, slots=True)
class CellPicture:
    """A picture in or over a cell: its file's name and bytes, and what it shows in words where that was said.

    No bytes are there where the file names a picture that it does not hold.
    """

    name: str
    alt: str
    content: bytes = field(repr=False)


Pictures = Mapping["Place", Sequence[CellPicture]]


def cell_pictures(path: Path, sheets: Sequence[Sheet], *, filename: str) -> dict[str, Pictures]:
    """Return the pictures of each sheet by its name, each at (number of the row, column from 0). Raises BadFile."""
    try:
        with zipfile.ZipFile(path) as archive:
            lying, inside = _lying(archive), _inside(archive)
    except zipfile.BadZipFile:
        return {}  # an .xls holds them in a way of its own
    except (ParseError, DefusedXmlException, KeyError, ValueError, TypeError, OSError, EOFError) as error:
        raise damaged(filename) from error
    for sheet in sheets:
        for number, row in sheet.numbered():
            for column, cell in enumerate(row):
                if found := IN_A_CELL.match(cell):
                    missing = CellPicture(found["id"], "", b"")
                    lying[sheet.name][number, column].append(inside.get(found["id"], missing))
    return {name: dict(places) for name, places in lying.items()}


def _lying(archive: zipfile.ZipFile) -> defaultdict[str, defaultdict[Place, list[CellPicture]]]:
    found: defaultdict[str, defaultdict[Place, list[CellPicture]]] = defaultdict(lambda: defaultdict(list))
    targets = _relations(archive, "xl/workbook.xml")
    for sheet in _read(archive, "xl/workbook.xml").iterfind(".//{*}sheet"):
        member = targets.get(sheet.get(RELATION, ""), "")
        for drawing in _relations(archive, member).values():
            if "/drawings/drawing" not in drawing:
                continue
            for place, picture in _anchored(archive, drawing):
                found[sheet.get("name", "")][place].append(picture)
    return found


def _anchored(archive: zipfile.ZipFile, drawing: str) -> Iterator[tuple[Place, CellPicture]]:
    targets = _relations(archive, drawing)
    for anchor in list(_read(archive, drawing))[:MOST_PICTURES]:
        row, column = anchor.findtext("{*}from/{*}row"), anchor.findtext("{*}from/{*}col")
        if row is None or column is None:
            continue
        for picture in anchor.iterfind(".//{*}pic"):
            yield (int(row) + 1, int(column)), _picture(archive, picture, targets)


def _inside(archive: zipfile.ZipFile) -> dict[str, CellPicture]:
    if CELL_PICTURES not in archive.namelist():
        return {}
    targets = _relations(archive, CELL_PICTURES)
    found = {}
    for picture in list(_read(archive, CELL_PICTURES).iterfind(".//{*}pic"))[:MOST_PICTURES]:
        about = picture.find(".//{*}cNvPr")
        if about is not None:
            found[about.get("name", "")] = _picture(archive, picture, targets)
    return found


def _picture(archive: zipfile.ZipFile, picture: Element, targets: Mapping[str, str]) -> CellPicture:
    blip, about = picture.find(".//{*}blip"), picture.find(".//{*}cNvPr")
    member = targets.get(blip.get(EMBED, ""), "") if blip is not None else ""
    content = archive.read(member) if member in archive.namelist() else b""
    return CellPicture(posixpath.basename(member), about.get("descr", "") if about is not None else "", content)


def _relations(archive: zipfile.ZipFile, member: str) -> dict[str, str]:
    """Return what a part of the container refers to inside it, by the key it uses."""
    folder, name = posixpath.split(member)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return {}
    inside = (each for each in _read(archive, relations) if each.get("TargetMode") != "External")
    return {
        each.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))[1:]
        for each in inside
    }


def _read(archive: zipfile.ZipFile, member: str) -> Element:
    read: Element = fromstring(archive.read(member), forbid_dtd=True)
    return read
