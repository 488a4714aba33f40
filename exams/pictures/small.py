"""A picture of a question as somebody brings it, made small, with what tells it from others."""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from exams.pictures.carried import carried, is_bare_webp
from organizations.pictures import LIGHT_BYTES, LONGEST_SIDE, light_webp, opened_picture, upright


@dataclass(frozen=True, slots=True)
class SmallPicture:
    """A picture ready to be kept: WebP, with its size in pixels and the SHA-256 of the bytes."""

    content: bytes = field(repr=False)
    width: int
    height: int
    digest: str

    def as_data(self) -> dict[str, Any]:
        return {**asdict(self), "content": b64encode(self.content).decode()}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        return cls(**{**data, "content": b64decode(data["content"])})


def small_picture(content: bytes, *, filename: str) -> SmallPicture:
    """Return the picture with no side longer than 1200 pixels, upright, on white, without what the camera noted.

    One that is so already stays as it is, byte for byte, and so does one that came out of a bank (see
    exams.pictures.carried): nothing gets worse on its way out and in again. What it is is read from the bytes, whatever
    the name says. Raises BadFile for what is no JPEG, PNG or WebP, for one that is damaged, and, before it is unpacked,
    for one that is too large in bytes or in pixels.
    """
    with opened_picture(content, filename=filename) as picture:
        kept = carried(picture)
        shown = upright(picture)
    if kept is not None and is_bare_webp(kept):
        return small_picture(kept, filename=filename)
    is_small = is_bare_webp(content) and max(shown.size) <= LONGEST_SIDE and len(content) <= LIGHT_BYTES
    small = content if is_small else light_webp(shown)
    return SmallPicture(small, shown.width, shown.height, hashlib.sha256(small).hexdigest())
