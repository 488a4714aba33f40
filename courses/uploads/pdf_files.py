"""PDF files from strangers: refused with a script, a program or another file inside, also where it is packed away.

A PDF may hold its objects in compressed streams, and may write any name with escapes (/J#61vaScript). So every stream
that can be unpacked is, and names are read without their escapes. What can't be looked into is refused: an encrypted
file, and objects packed in another way than the usual one. Not found is what a reader would have to decode further,
such as a script in the text of a script. Browsers show a PDF without running anything; this is for other readers.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from organizations.archives import MAX_UNPACKED_BYTES, BadFile

STREAM = re.compile(rb"stream\r?\n")
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
ACTS = re.compile(rb"/(?:JavaScript|Launch|Rendition|RichMedia|ImportData|SubmitForm|GoToE)\b")
CARRIES = re.compile(rb"/(?:EmbeddedFiles?|FileAttachment)\b")
ENCRYPTED = re.compile(rb"/Encrypt\b")
OBJECT_STREAM = re.compile(rb"/Type\s*/ObjStm\b")
FILTER = re.compile(rb"/Filter\s*(\[[^\]]*\]|/?[^/>\s]+)")
PIECE = 1 << 16
OVERLAP = 64  # bytes; longer than every name that is looked for


def check_pdf(content: bytes, *, filename: str) -> None:
    """Raise BadFile for what is no PDF, does something when it is opened, or can't be looked into."""
    if not content.lstrip()[:5] == b"%PDF-":
        raise BadFile(_("%(file)s is no PDF inside: save it as PDF again.") % {"file": filename})
    if ENCRYPTED.search(content):
        raise BadFile(
            _("%(file)s is locked, so nobody can look into it: print it to a new PDF and upload that.")
            % {"file": filename}
        )
    for piece in _pieces(content, filename):
        plain = _without_escapes(piece)
        if ACTS.search(plain):
            raise BadFile(_("%(file)s holds a script: print it to a new PDF and upload that.") % {"file": filename})
        if CARRIES.search(plain):
            raise BadFile(_("%(file)s holds another file: print it to a new PDF and upload that.") % {"file": filename})


def _pieces(content: bytes, filename: str) -> Iterator[bytes]:
    """Yield the file as it stands, then the inside of each of its streams."""
    yield content
    left = MAX_UNPACKED_BYTES
    for found in STREAM.finditer(content):
        _refuse_oddly_packed(content[content.rfind(b"obj", 0, found.start()) : found.start()], filename)
        for piece in _unpacked(content, found.end()):
            left -= len(piece)
            if left < 0:
                raise BadFile(
                    _("%(file)s unpacks to far too much: copy what is needed into a new file.") % {"file": filename}
                )
            yield piece


def _unpacked(content: bytes, start: int) -> Iterator[bytes]:
    """Yield what a stream unpacks to, piece by piece, each with the end of the one before; nothing for no zlib."""
    unpacker, pending, before = zlib.decompressobj(), b"", b""
    try:
        while not unpacker.eof:
            if not pending:
                pending, start = content[start : start + PIECE], start + PIECE
                if not pending:
                    return
            piece = unpacker.decompress(pending, PIECE)
            pending = unpacker.unconsumed_tail
            yield before + piece
            before = piece[-OVERLAP:]
    except zlib.error:
        return


def _refuse_oddly_packed(dictionary: bytes, filename: str) -> None:
    """Objects are read only where they are packed by Flate alone, without a predictor, as everybody does it."""
    dictionary = _without_escapes(dictionary)
    if not OBJECT_STREAM.search(dictionary):
        return
    packed = FILTER.search(dictionary)
    if packed and (packed.group(1).strip(b"[] /") != b"FlateDecode" or b"/Predictor" in dictionary):
        raise BadFile(
            _("%(file)s is packed in a way that can't be looked into: print it to a new PDF and upload that.")
            % {"file": filename}
        )


def _without_escapes(piece: bytes) -> bytes:
    return ESCAPE.sub(lambda found: bytes([int(found.group(1), 16)]), piece)
