"""Files of procedures, Excel and Word: one table for each post, its steps with their pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from docx.oxml.ns import qn
from docx.table import Table

from courses.procedures.columns import find_heading
from courses.procedures.tables import StepTable
from courses.uploads.office_files import open_word
from organizations.archives import BadFile
from organizations.spreadsheets import Sheet, plain, read_workbook
from organizations.workbook_pictures import CellPicture, Pictures, cell_pictures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

ENDINGS = (".xlsx", ".docx")
EMBEDDED = {qn("a:blip"): qn("r:embed"), "{urn:schemas-microsoft-com:vml}imagedata": qn("r:id")}
NOT_SHOWN = frozenset({"del", "moveFrom", "Fallback"})  # deleted, or the same once more for an old program
LABEL = frozenset({"岗位", "岗位名称", "工种"})


def read_tables(path: Path, *, filename: str, posts: Iterable[str]) -> list[StepTable]:
    """Return the tables of a .xlsx or .docx file; a sheet's name or the nearest line above a table may name a post.

    Raises BadFile.
    """
    known = list(posts)
    if filename.lower().endswith(".docx"):
        return _tables(open_word(path, filename=filename), known)
    if not filename.lower().endswith(".xlsx"):
        raise BadFile(_("%(file)s is neither .xlsx nor .docx: save it as one of them.") % {"file": filename})
    sheets = read_workbook(path, filename=filename)
    pictures = cell_pictures(path, sheets, filename=filename)
    shown = [replace(sheet, pictures=pictures.get(sheet.name, {})) for sheet in sheets]
    return [_step_table(sheet, known, named_post(sheet.name, known)) for sheet in shown]


def named_post(text: str, posts: Iterable[str]) -> str:
    """Return the post that a line names: the one of ours that stands in it, the longest; without one what it says.

    《井下采掘工岗位安全操作规程》 names 井下采掘工.
    """
    said = plain(text)
    inside = [post for post in posts if plain(post) and plain(post) in said]
    if inside:
        return max(inside, key=len)
    head, colon, name = said.partition(":")
    return name if colon and head in LABEL else ""


def _step_table(sheet: Sheet, posts: list[str], named: str, last: str = "") -> StepTable:
    """Return the table; what names its post is its name or a line above, else a line above its headings."""
    heading = find_heading(sheet)
    titles = sheet.numbered()[: heading.place] if heading else []
    above = (named_post(" ".join(dict.fromkeys(filter(None, row))), posts) for _number, row in titles)
    return StepTable(sheet, heading, named or next(filter(None, above), last))


def _tables(document: Document, posts: list[str]) -> list[StepTable]:
    found: list[StepTable] = []
    post, last = "", ""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            rows = tuple(tuple(" ".join(cell.text.split()) for cell in row.cells) for row in block.rows)
            sheet = Sheet(_("table %d") % (len(found) + 1), 1, rows, pictures=_pictures(document, block))
            found.append(_step_table(sheet, posts, post, last))
            post, last = "", ""
        elif text := block.text.strip():
            post, last = named_post(text, posts) or post, text[:40]
    return found


def _pictures(document: Document, table: Table) -> Pictures:
    """Return the pictures of each row of a table, wherever in the row they stand."""
    return {
        (number, 0): [_picture(document, *drawn) for drawn in found]
        for number, row in enumerate(table._tbl.tr_lst, 1)
        if (found := list(_drawn(row)))
    }


def _drawn(row: BaseOxmlElement) -> Iterator[tuple[str, str]]:
    """Return for each picture that a reader sees the key of its file, and what it shows in words."""
    for element in row.iter(*EMBEDDED):
        around = list(element.iterancestors())
        if any(str(each.tag).rpartition("}")[2] in NOT_SHOWN for each in around):
            continue
        about = next((each.find(qn("wp:docPr")) for each in around if each.find(qn("wp:docPr")) is not None), None)
        yield element.get(EMBEDDED[element.tag], ""), about.get("descr", "") if about is not None else ""


def _picture(document: Document, key: str, alt: str) -> CellPicture:
    part = document.part.related_parts.get(key)
    return CellPicture(part.partname.filename, alt, part.blob) if part is not None else CellPicture(key, alt, b"")
