"""Office files and PDFs as strangers send them: as small as they can be, with one thing wrong or nothing."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


def office_file(kind: str, parts: Mapping[str, str | bytes] = MappingProxyType({})) -> bytes:
    """Return an Office file; each part is named by its path."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        members: dict[str, str | bytes] = {MAIN[kind]: f'<w:document xmlns:w="{WORD}"/>', **parts}
        for name, inside in members.items():
            archive.writestr(name, inside)
    return buffer.getvalue()


def relations(kind: str, target: str, mode: str = 'TargetMode="External"') -> str:
    """Return a part that says what the document is tied to."""
    one = f'<Relationship Id="a" Type="{OFFICE}/{kind}" Target="{target}" {mode}/>'
    return f'<Relationships xmlns="{RELATIONSHIPS}">{one}</Relationships>'


def fields(*runs: str) -> str:
    """Return a document with one field whose words are spread over these runs."""
    inside = "".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs)
    return f'<w:document xmlns:w="{WORD}"><w:p>{inside}</w:p></w:document>'


def pdf_file(*objects: bytes) -> bytes:
    return b"%PDF-1.7\n" + b"\n".join(objects) + b"\n%%EOF"


def packed_objects(inside: bytes, filters: bytes = b"/Filter /FlateDecode") -> bytes:
    """Return a stream of objects: where a PDF hides what it holds from a plain search."""
    data = zlib.compress(inside)
    head = b"5 0 obj << /Type /ObjStm /N 1 /First 4 " + filters + b" /Length %d >>" % len(data)
    return head + b"\nstream\n" + data + b"\nendstream\nendobj"
