"""Old .xls files: just as much of the format ([MS-XLS] in [MS-CFB]) as one sheet of texts and numbers needs."""

from __future__ import annotations

import struct
from collections.abc import Sequence

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SMALLEST_STREAM = 4096  # what is shorter would lie in a place of its own


def old_workbook(rows: Sequence[Sequence[str | float]], name: str = "表1") -> bytes:
    """Return an .xls file with one sheet."""
    stream = _stream(rows, name).ljust(SMALLEST_STREAM, b"\0")
    sectors = -(-len(stream) // SECTOR)
    chain = [FAT, END, *range(3, 2 + sectors), END]
    table = struct.pack("<128I", *chain, *([FREE] * (128 - len(chain))))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, 1, 0, SMALLEST_STREAM, END, 0, END, 0) + struct.pack("<109I", 0, *([FREE] * 108))
    folder = _entry("Root Entry", 5, 1, END, 0) + _entry("Workbook", 2, FREE, 2, len(stream)) + bytes(256)
    return header + table + folder + stream.ljust(sectors * SECTOR, b"\0")


def _stream(rows: Sequence[Sequence[str | float]], name: str) -> bytes:
    label = name.encode("utf-16-le")
    start = len(_begin(5)) + 4 + 8 + len(label) + 4
    sheet = struct.pack("<IBBBB", start, 0, 0, len(name), 1) + label
    cells = b"".join(_cell(row, column, value) for row, line in enumerate(rows) for column, value in enumerate(line))
    extent = struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0)
    return (
        _begin(5) + _record(0x85, sheet) + _record(0x0A) + _begin(0x10) + _record(0x200, extent) + cells + _record(0x0A)
    )


def _begin(kind: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 6))


def _cell(row: int, column: int, value: str | float) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        return _record(0x204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return _record(0x203, place + struct.pack("<d", value))


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    label = (name + "\0").encode("utf-16-le")
    links = struct.pack("<HBBIII", len(label), kind, 1, FREE, FREE, child)
    return label.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)
