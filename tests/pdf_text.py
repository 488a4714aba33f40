"""The text of our own PDFs: what is written on each page, read back by the font's own table of letters."""

from __future__ import annotations

import re
import zlib

STREAM = re.compile(rb"stream\n(.*?)\nendstream", re.DOTALL)
SHOWN = re.compile(rb"\(((?:[^\\()]|\\.)*)\) Tj", re.DOTALL)
LETTER = re.compile(rb"^<([0-9A-F]{4})> <([0-9A-F]+)>$", re.MULTILINE)
ESCAPED = re.compile(rb"\\(.)", re.DOTALL)


def text_of_pages(pdf: bytes) -> list[str]:
    """Return the text of every page, without the breaks of its lines."""
    streams = [_unpacked(packed) for packed in STREAM.findall(pdf)]
    letters = {
        int(code, 16): bytes.fromhex(letter.decode()).decode("utf-16-be")
        for stream in streams
        if b"beginbfchar" in stream
        for code, letter in LETTER.findall(stream)
    }
    return [_text(stream, letters) for stream in streams if b") Tj" in stream]


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompress(packed)
    except zlib.error:
        return packed


def _text(stream: bytes, letters: dict[int, str]) -> str:
    pieces = [ESCAPED.sub(_plain, text) for text in SHOWN.findall(stream)]
    return "".join(
        letters[int.from_bytes(piece[place : place + 2])] for piece in pieces for place in range(0, len(piece), 2)
    )


def _plain(escaped: re.Match[bytes]) -> bytes:
    return b"\r" if escaped[1] == b"r" else escaped[1]
