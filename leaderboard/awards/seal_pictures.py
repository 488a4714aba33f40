"""The picture of a seal: held against what it is inside, and its ground made transparent. Pure."""

from __future__ import annotations

from io import BytesIO
from typing import cast

from django.utils.translation import gettext as _
from PIL import Image, ImageChops

from leaderboard.errors import SealRefused
from organizations.pictures import DAMAGES

MOST_BYTES = 500 * 1024
LEAST_SIDE, LONGEST_SIDE = 400, 4000  # pixels
KEPT_SIDE = 800
MOST_ASKEW = 1.15  # the longer side over the shorter
WHITE = 225  # of 255: the ground of a scanned sheet
LEAST_INK = 0.01  # of the picture


def seal_png(content: bytes, *, filename: str) -> bytes:
    """Return the seal as a square PNG of at most 800 pixels, the ground transparent, without what else the file held.

    Raises SealRefused for more than 500 KB, what is no PNG inside, a side below 400 pixels or above 4,000, what is far
    from square, a ground that is neither transparent nor white, and a picture with nothing on it.
    """
    if len(content) > MOST_BYTES:
        raise SealRefused(_("%s has more than 500 KB: save it smaller.") % filename)
    try:
        with Image.open(BytesIO(content), formats=("PNG",)) as opened:
            _check_size(opened, filename)
            picture = opened.convert("RGBA")
    except DAMAGES as error:
        raise SealRefused(_("%s is no PNG picture, or it is damaged.") % filename) from error
    return _encoded(_cut(_on_nothing(picture, filename), filename))


def _check_size(picture: Image.Image, filename: str) -> None:
    shorter, longer = sorted(picture.size)
    words = {"file": filename, "wide": picture.width, "high": picture.height}
    if shorter < LEAST_SIDE or longer > LONGEST_SIDE:
        raise SealRefused(
            _("%(file)s has %(wide)d × %(high)d pixels. A seal needs at least 400 on each side, and at most 4,000.")
            % words
        )
    if longer > shorter * MOST_ASKEW:
        raise SealRefused(
            _("%(file)s has %(wide)d × %(high)d pixels. Cut it square, with the seal in the middle.") % words
        )


def _on_nothing(picture: Image.Image, filename: str) -> Image.Image:
    """Return it with a transparent ground: what is white lets through, what is coloured does not."""
    red, green, blue, alpha = picture.split()
    lightest = ImageChops.darker(ImageChops.darker(red, green), blue)
    ground = [(_at(alpha, corner), _at(lightest, corner)) for corner in _corners(picture)]
    if all(opaque < 255 - WHITE for opaque, _light in ground):
        return picture
    if any(opaque and light < WHITE for opaque, light in ground):
        raise SealRefused(
            _("The ground of %s is neither transparent nor white. Scan the seal on white paper.") % filename
        )
    ink = lightest.point(lambda light: 0 if light >= WHITE else min(255, (WHITE - light) * 2))
    return Image.merge("RGBA", (red, green, blue, ImageChops.darker(alpha, ink)))


def _corners(picture: Image.Image) -> list[tuple[int, int]]:
    right, bottom = picture.width - 1, picture.height - 1
    return [(0, 0), (right, 0), (0, bottom), (right, bottom)]


def _at(band: Image.Image, place: tuple[int, int]) -> int:
    return cast("int", band.getpixel(place))


def _cut(picture: Image.Image, filename: str) -> Image.Image:
    """Return the ink alone, in a square."""
    ink = picture.getchannel("A").point(lambda opaque: 255 if opaque > 60 else 0)
    box = ink.getbbox()
    if box is None or ink.histogram()[255] < LEAST_INK * picture.width * picture.height:
        raise SealRefused(_("There is no seal on %s.") % filename)
    cut = picture.crop(box)
    side = max(cut.size)
    square = Image.new("RGBA", (side, side), (255, 255, 255, 0))
    square.paste(cut, ((side - cut.width) // 2, (side - cut.height) // 2))
    return square


def _encoded(picture: Image.Image) -> bytes:
    picture.thumbnail((KEPT_SIDE, KEPT_SIDE), Image.Resampling.LANCZOS)
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
