"""Word files of procedures: one table for each post, below the heading that names it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import docx
from django.utils.translation import gettext as _
from docx.table import Table

from courses.procedures.tables import StepTable
from courses.uploads.office_files import check_office, check_xml
from organizations.archives import BadFile
from organizations.spreadsheets import Sheet, plain, read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document

ENDINGS = (".xlsx", ".docx")
LABEL = frozenset({"岗位", "岗位名称", "工种"})


def read_tables(path: Path, *, filename: str, posts: Iterable[str]) -> list[StepTable]:
    """Return the tables of a .xlsx or .docx file; a sheet's name, or the nearest line above a table, may name a post.

    Raises BadFile.
    """
    known = list(posts)
    if filename.lower().endswith(".docx"):
        return _tables(_opened(path, filename), known)
    if not filename.lower().endswith(".xlsx"):
        raise BadFile(_("%(file)s is neither .xlsx nor .docx: save it as one of them.") % {"file": filename})
    return [StepTable(sheet, named_post(sheet.name, known)) for sheet in read_workbook(path, filename=filename)]


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


def _opened(path: Path, filename: str) -> Document:
    if filename.startswith("~$"):
        raise BadFile(_("%(file)s is Word's lock file: choose the document itself.") % {"file": filename})
    with path.open("rb") as file:
        check_office(file, filename=filename, kind="docx")
    check_xml(path, filename=filename)
    try:
        return docx.Document(str(path))
    except (KeyError, ValueError, AttributeError, SyntaxError, docx.exceptions.PythonDocxError) as error:
        raise BadFile(_("%(file)s is damaged: save it again in WPS or Office.") % {"file": filename}) from error


def _tables(document: Document, posts: list[str]) -> list[StepTable]:
    found: list[StepTable] = []
    post, last = "", ""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            rows = tuple(tuple(" ".join(cell.text.split()) for cell in row.cells) for row in block.rows)
            found.append(StepTable(Sheet(_("table %d") % (len(found) + 1), 1, rows), post or last))
            post, last = "", ""
        elif text := block.text.strip():
            post, last = named_post(text, posts) or post, text[:40]
    return found
