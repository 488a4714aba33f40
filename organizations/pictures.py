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


@contextmanager
def opened_picture(content: bytes, *, filename: str) -> Iterator[Image.Image]:
    """Give the picture, of which only the head has been read. What it is is read from the bytes, whatever its name.

    Raises BadFile for what is no JPEG, PNG or WebP, for one that turns out to be damaged while it is used, and, before
    it is unpacked, for one that is too large in bytes or in pixels.
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
            yield picture
    except DAMAGES as error:
        raise BadFile(
            _("%(file)s is no picture that can be shown, or it is damaged: bring it as JPG, PNG or WebP.")
            % {"file": filename}
        ) from error


def upright(picture: Image.Image) -> Image.Image:
    """Return an opened picture upright and on white; a JPEG is unpacked no larger than it will be shown."""
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    return _on_white(ImageOps.exif_transpose(picture))


def light_webp(picture: Image.Image) -> bytes:
    """Return the picture, no side longer than 1200 pixels afterwards, as a WebP of some tens of kilobytes."""
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    content = b""
    for quality in QUALITIES:
        buffer = BytesIO()
        picture.save(buffer, "WEBP", quality=quality, method=4)
        content = buffer.getvalue()
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
