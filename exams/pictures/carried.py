"""A picture of a bank as a JPEG for programs that know no WebP, with the picture itself inside.

It lies in APP11 segments, which every reader of JPEG passes over (ITU-T T.81, B.2.4.6): who brings the file in again
has the picture byte for byte. A program that saves the JPEG anew drops them, and then what it saved is what is meant.
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image

MARK = b"JINGZHONG\0"
APP, LONGEST = b"\xff\xeb", 65_000  # bytes of one segment, which can have 65,533
QUALITY = 85


def carrying_jpeg(content: bytes, *, longest_side: int) -> bytes:
    """Return a JPEG that shows the WebP, no side longer than so many pixels, and carries it."""
    with Image.open(BytesIO(content), formats=("WEBP",)) as picture:
        shown = picture.convert("RGB")
    shown.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
    buffer = BytesIO()
    shown.save(buffer, "JPEG", quality=QUALITY, extra=_segments(content))
    return buffer.getvalue()


def carried(picture: Image.Image) -> bytes | None:
    """Return the bytes that an opened JPEG carries; None for none."""
    segments = getattr(picture, "applist", ())
    pieces = [piece for name, piece in segments if name == "APP11" and piece.startswith(MARK)]
    return b"".join(piece[len(MARK) :] for piece in pieces) or None


def is_bare_webp(content: bytes) -> bool:
    """Whether it is a WebP with the picture alone, lossy and opaque, and nothing beside or behind it.

    https://developers.google.com/speed/webp/docs/riff_container, "Simple File Format (Lossy)".
    """
    is_lossy = content[:4] == b"RIFF" and content[8:16] == b"WEBPVP8 "
    inside = int.from_bytes(content[16:20], "little")
    return is_lossy and int.from_bytes(content[4:8], "little") + 8 == len(content) == 20 + inside + inside % 2


def _segments(content: bytes) -> bytes:
    pieces = (content[begin : begin + LONGEST] for begin in range(0, len(content), LONGEST))
    return b"".join(APP + (2 + len(MARK) + len(piece)).to_bytes(2, "big") + MARK + piece for piece in pieces)
