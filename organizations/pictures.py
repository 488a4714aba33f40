"""Pictures as somebody brings them: held against what they are inside, turned upright, stripped, made light."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from organizations.archives import BadFile

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 65_000_000  # what the best phones take; unpacked it is 200 MB
LONGEST_SIDE = 1200  # pixels
QUALITIES = (75, 60, 45)  # of WebP; the first that is light enough
LIGHT_BYTES = 80 * 1024  # four seconds on a second-generation network
# what an office program writes where nobody described the picture
FILE_NAME = re.compile(r"\.(?:png|jpe?g|gif|bmp|webp|emf|wmf)$|^(?:IMG|图片|Picture) ?[\d_]*$", re.IGNORECASE)
DAMAGES = (
    *(UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError),
    *(Image.DecompressionBombError, Image.DecompressionBombWarning),
)


def read_picture(content: bytes, *, filename: str, longest: int = LONGEST_SIDE) -> Image.Image:
    """Return the picture upright, on white, and without what the camera noted; it will be shown no larger than that.

    Raises BadFile as `opened_picture` does.
    """
    with opened_picture(content, filename=filename) as picture:
        return upright(picture, longest=longest)


@contextmanager
def opened_picture(content: bytes, *, filename: str) -> Iterator[Image.Image]:
    """Give the picture, of which only the head has been read. What it is is read from the bytes, whatever its name.

    Raises BadFile for what is no JPEG, PNG or WebP, for one that turns out to be damaged while it is used, and, before
    it is unpacked, for one that is too large in bytes or in pixels.
    """
    check_bytes(len(content), filename=filename)
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            _check_pixels(picture, filename)
            yield picture
    except DAMAGES as error:
        raise BadFile(
            _("%(file)s is no picture that can be shown, or it is damaged: bring it as JPG, PNG or WebP.")
            % {"file": filename}
        ) from error


def check_bytes(size: int, *, filename: str) -> None:
    """Raise BadFile for a picture of more bytes than are taken, before any of them is read."""
    most = settings.PICTURE_MAX_BYTES
    if size > most:
        raise BadFile(
            _("%(file)s has %(size)s, more than %(most)s: make the picture smaller.")
            % {"file": filename, "size": filesizeformat(size), "most": filesizeformat(most)}
        )


def upright(picture: Image.Image, *, longest: int = LONGEST_SIDE) -> Image.Image:
    """Return an opened picture upright and on white; a JPEG is unpacked no larger than it will be shown.

    Of what the file says beside the pixels only the colours stay: not where it was taken, when, and with what.
    """
    picture.draft("RGB", (longest, longest))
    shown = _on_white(ImageOps.exif_transpose(picture))
    colours = shown.info.get("icc_profile")
    shown.info = {"icc_profile": colours} if colours else {}
    return shown


def webp(picture: Image.Image, *, longest: int, quality: int) -> bytes:
    """Return the picture, no side longer than that afterwards, as a WebP."""
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    buffer = BytesIO()
    picture.save(buffer, "WEBP", quality=quality, method=4)
    return buffer.getvalue()


def light_webp(picture: Image.Image) -> bytes:
    """Return the picture, no side longer than 1200 pixels afterwards, as a WebP of some tens of kilobytes."""
    content = b""
    for quality in QUALITIES:
        content = webp(picture, longest=LONGEST_SIDE, quality=quality)
        if len(content) <= LIGHT_BYTES:
            break
    return content


def said_of(words: str) -> str:
    """Return what a file says in words of a picture, on one line; the name of a file says nothing."""
    plain = " ".join(words.split())
    return "" if FILE_NAME.search(plain) else plain


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
