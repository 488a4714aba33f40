"""Word, Excel and PowerPoint files from strangers: nothing inside may act by itself, or fetch something from elsewhere.

Looked at are the parts by which an Office file acts: macros, embedded objects, ActiveX, what it loads from another
place, and fields that start a program. What a cell or a picture holds is not judged.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import IO, TYPE_CHECKING

import docx
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.utils.translation import gettext as _

from organizations.archives import BadFile, check_archive

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from docx.document import Document

# What a file of this kind holds at least. A docx whose inside is a workbook opens in another program than it says.
MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
MACROS = re.compile(r"(?i)vba(?:project|data)|macrosheets/|\.(?:xlsm|docm|pptm|xlam|dotm|potm|ppam)$")
# Charts bring their figures along as a workbook, and that is looked into as well. A .bin is a program's own object.
OBJECTS = re.compile(r"(?i)activex|(?:embeddings/[^/]*(?<!\.xlsx)(?<!\.docx)(?<!\.pptx)$)|customui")
PACKED_OFFICE = re.compile(r"(?i)embeddings/[^/]*\.(xlsx|docx|pptx)$")
# A link that somebody clicks loads nothing, and a template on the writer's own disk is found by nobody else.
CLICKED = "/hyperlink"
OWN_DISK = re.compile(r"(?i)file:///[a-z]:")
FIELDS = re.compile(r"(?i)(?:word/[^/]+\.xml|xl/externalLinks/[^/]+\.xml)$")
STARTS_A_PROGRAM = re.compile(r"(?i)\bDDE(?:AUTO)?\b")
MAX_XML_BYTES = 40 * 1024 * 1024  # ten thousand questions are about five
DEEPEST = 1  # an Office file in an Office file; not one in that


def check_office(file: IO[bytes], *, filename: str, kind: str, depth: int = 0) -> None:
    """Raise BadFile for an Office file that is none, or that would do something when it is opened."""
    check_archive(file, filename=filename)
    file.seek(0)
    try:
        _check_parts(file, filename, kind, depth)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        raise BadFile(
            _("%(file)s is damaged or locked: save it again in WPS or Office, without a password.") % {"file": filename}
        ) from error


def check_xml(path: Path, *, filename: str) -> None:
    """Raise BadFile for too much text, and for entities in the parts that `check_office` passes over."""
    with zipfile.ZipFile(path) as archive:
        parts = [part for part in archive.infolist() if part.filename.lower().endswith((".xml", ".rels"))]
        if sum(part.file_size for part in parts) > MAX_XML_BYTES:
            raise BadFile(
                _("%(file)s unpacks to far too much: copy what is needed into a new file.") % {"file": filename}
            )
        try:
            for part in parts:
                fromstring(archive.read(part), forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError) as error:
            raise BadFile(_("%(file)s is damaged: save it again in WPS or Office.") % {"file": filename}) from error


def open_word(path: Path, *, filename: str) -> Document:
    """Return a .docx file opened to be read. Raises BadFile for anything else, and for one that acts or is damaged."""
    if filename.startswith("~$"):
        raise BadFile(_("%(file)s is Word's lock file: choose the document itself.") % {"file": filename})
    if not filename.lower().endswith(".docx"):
        raise BadFile(_("%(file)s is no .docx file: save it in Word or WPS as .docx.") % {"file": filename})
    with path.open("rb") as file:
        check_office(file, filename=filename, kind="docx")
    check_xml(path, filename=filename)
    try:
        return docx.Document(str(path))
    except (KeyError, ValueError, AttributeError, SyntaxError, docx.exceptions.PythonDocxError) as error:
        raise BadFile(_("%(file)s is damaged: save it again in WPS or Office.") % {"file": filename}) from error


def _check_parts(file: IO[bytes], filename: str, kind: str, depth: int) -> None:
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        if MAIN_PARTS[kind] not in names:
            raise BadFile(
                _("%(file)s is no %(kind)s file inside: save it again in WPS or Office.")
                % {"file": filename, "kind": kind.upper()}
            )
        if any(MACROS.search(name) for name in names):
            raise BadFile(_("%(file)s holds macros: save it without them.") % {"file": filename})
        if any(OBJECTS.search(name) for name in names):
            raise BadFile(_("%(file)s holds an embedded object: take it out, or save as PDF.") % {"file": filename})
        for name in names:
            _check_part(archive, name, filename, depth)


def _check_part(archive: zipfile.ZipFile, name: str, filename: str, depth: int) -> None:
    if name.lower().endswith(".rels") and _loads_from_elsewhere(_parsed(archive, name, filename)):
        raise BadFile(
            _("%(file)s loads something from another place when it is opened: paste it in, or save as PDF.")
            % {"file": filename}
        )
    if FIELDS.search(name) and _starts_a_program(_parsed(archive, name, filename)):
        raise BadFile(_("%(file)s holds a field that starts a program: save it as PDF.") % {"file": filename})
    if (packed := PACKED_OFFICE.search(name)) is not None:
        if depth >= DEEPEST:
            raise BadFile(_("%(file)s holds an embedded object: take it out, or save as PDF.") % {"file": filename})
        with archive.open(name) as inner:
            check_office(inner, filename=filename, kind=packed.group(1).lower(), depth=depth + 1)


def _parsed(archive: zipfile.ZipFile, name: str, filename: str) -> Element:
    try:
        root: Element = fromstring(archive.read(name))
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise BadFile(_("%(file)s is damaged: save it again in WPS or Office.") % {"file": filename}) from error
    return root


def _loads_from_elsewhere(relations: Element) -> bool:
    return any(
        relation.get("TargetMode", "").lower() == "external"
        and not relation.get("Type", "").endswith(CLICKED)
        and not OWN_DISK.match(relation.get("Target", ""))
        for relation in relations.iter()
    )


def _starts_a_program(part: Element) -> bool:
    """The words of a field may be spread over several runs of text, so they are read together."""
    names = {element.tag.rpartition("}")[2] for element in part.iter()}
    if names & {"ddeLink", "oleLink"}:
        return True
    simple = [value for element in part.iter() for key, value in element.items() if key.endswith("}instr")]
    words = [element.text or "" for element in part.iter() if element.tag.endswith("}instrText")]
    return bool(STARTS_A_PROGRAM.search("".join(words)) or any(map(STARTS_A_PROGRAM.search, simple)))
