"""A picture as somebody brings it, made small: held against what it is inside, turned upright, stripped, encoded."""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, field
from io import BytesIO
from typing import Any, Self

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from exams.pictures.carried import carried, is_bare_webp
from organizations.archives import BadFile

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 65_000_000  # what the best phones take; unpacked it is 200 MB
LONGEST_SIDE = 1200  # pixels
QUALITIES = (75, 60, 45)  # of WebP; the first that is light enough
LIGHT_BYTES = 80 * 1024  # four seconds on a second-generation network
DAMAGES = (
    *(UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError),
    *(Image.DecompressionBombError, Image.DecompressionBombWarning),
)


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
    most = settings.QUESTION_PICTURE_MAX_BYTES
    if len(content) > most:
        raise BadFile(
            _("%(file)s has %(size)s, more than %(most)s: make the picture smaller.")
            % {"file": filename, "size": filesizeformat(len(content)), "most": filesizeformat(most)}
        )
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            _check_pixels(picture, filename)
            kept = carried(picture)
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = _on_white(ImageOps.exif_transpose(picture))
    except DAMAGES as error:
        raise BadFile(
            _("%(file)s is no picture that can be shown, or it is damaged: bring it as JPG, PNG or WebP.")
            % {"file": filename}
        ) from error
    if kept is not None and is_bare_webp(kept):
        return small_picture(kept, filename=filename)
    is_small = is_bare_webp(content) and max(upright.size) <= LONGEST_SIDE and len(content) <= LIGHT_BYTES
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    small = content if is_small else _encoded(upright)
    return SmallPicture(small, upright.width, upright.height, hashlib.sha256(small).hexdigest())


def _check_pixels(picture: Image.Image, filename: str) -> None:
    """Only the head has been read so far: a small file that unpacks to a wall of pixels stops here."""
    if picture.width * picture.height > MOST_PIXELS:
        raise BadFile(
            _("%(file)s is %(width)d × %(height)d pixels, far more than a screen shows: make the picture smaller.")
            % {"file": filename, "width": picture.width, "height": picture.height}
        )


def _on_white(picture: Image.Image) -> Image.Image:
    """A drawing with a see-through ground could not be read on a dark screen."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    ground = Image.new("RGB", layer.size, "white")
    ground.paste(layer, mask=layer)
    return ground


def _encoded(picture: Image.Image) -> bytes:
    content = b""
    for quality in QUALITIES:
        buffer = BytesIO()
        picture.save(buffer, "WEBP", quality=quality, method=4)
        content = buffer.getvalue()
        if len(content) <= LIGHT_BYTES:
            break
    return content
