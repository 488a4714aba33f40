"""Excel files as strangers hand them in: ordinary ones, and evil ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROSTER_HEADINGS = ("姓名", "工号", "手机号", "车间", "班组")
Row = Sequence[object]


def workbook(*sheets: Sequence[Row], names: Sequence[str] = ()) -> bytes:
    """Return an .xlsx file with these sheets of rows; none given is one empty sheet. They are called 表1, 表2 …"""
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets or ((),), 1):
        sheet = book.create_sheet(names[number - 1] if names else f"表{number}")
        for row in rows:
            sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def roster(*rows: Row, headings: Row = ROSTER_HEADINGS) -> bytes:
    """Return a roster of these rows below the usual headings."""
    return workbook([headings, *rows])


def saved(folder: Path, content: bytes, name: str = "roster.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def upload(content: bytes, name: str = "roster.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=XLSX)


def with_member(content: bytes, name: str, inside: bytes) -> bytes:
    """Return the workbook with one more file in its container."""
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, inside)
    return file.getvalue()


def zip_bomb(megabytes: int = 32) -> bytes:
    """Return a small workbook whose one sheet unpacks to that much of nothing."""
    return with_member(workbook([["姓名"]]), "xl/worksheets/sheet99.xml", b"\0" * megabytes * 1024 * 1024)
