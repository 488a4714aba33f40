"""The receipt as pictures: its QR code for the page, and the whole of it to keep in the phone's album."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO

import segno
from django.utils.safestring import SafeString, mark_safe
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from organizations.pdf.page import FONT, INK, legible_in

WIDTH, MARGIN, LINE = 720, 48, 50  # pixels: as wide as a cheap phone's screen
QR_SIDE = 500
GREYS = 8  # of the palette: enough for smooth letters, and the file stays below 40 KB
WHITE, GREY = (255, 255, 255), (70, 84, 92)

Row = tuple[str, str]


def qr_svg(address: str) -> SafeString:
    """Return the code as SVG to stand in a page."""
    # made by segno from an address of ours: nothing in it comes from a stranger
    return mark_safe(_code(address).svg_inline(border=2, omitsize=True, dark="#14232b", light="#fff"))  # noqa: S308


def receipt_png(*, title: str, code: str, rows: Sequence[Row], foot: str, address: str) -> bytes:
    """Return the receipt as a PNG to keep: title, code, rows of (what, value), QR code, and a line below it."""
    lines = [(label, part) for label, value in rows for label, part in _broken(label, value)]
    height = 2 * MARGIN + 170 + LINE * len(lines) + QR_SIDE + 100
    sheet = Image.new("RGB", (WIDTH, height), WHITE)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((12, 12, WIDTH - 13, height - 13), outline=INK, width=4)
    pen.text((MARGIN, MARGIN), writable(title), font=_font(36), fill=INK)
    pen.text((MARGIN, MARGIN + 62), code, font=_font(72), fill=INK)
    for place, (label, value) in enumerate(lines):
        top = MARGIN + 176 + place * LINE
        pen.text((MARGIN, top), label, font=_font(28), fill=GREY)
        pen.text((WIDTH - MARGIN, top), value, font=_font(30), fill=INK, anchor="ra")
    code_drawn = qr_picture(address, QR_SIDE)
    left, top = (WIDTH - code_drawn.width) // 2, height - MARGIN - 60 - (QR_SIDE + code_drawn.height) // 2
    sheet.paste(code_drawn, (left, top))
    pen.text((WIDTH // 2, height - MARGIN - 30), writable(foot), font=_font(24), fill=GREY, anchor="ma")
    picture = BytesIO()
    sheet.quantize(GREYS).save(picture, "PNG", optimize=True)
    return picture.getvalue()


def _code(address: str) -> segno.QRCode:
    # the least redundancy: it is read off a screen or a whole sheet, and fewer squares are larger ones. Trying all the
    # masks takes 12 ms of a sitting; what a signature fills looks like noise, so that one is as good as another
    return segno.make(address, error="l", micro=False, boost_error=False, mask=3)


def qr_picture(address: str, most: int) -> Image.Image:
    """Return the code in whole pixels a square, at most so many pixels wide with the white that belongs round it.

    That white is not in the picture.
    """
    rows = [bytes(row) for row in _code(address).matrix]
    squares = Image.new("L", (len(rows), len(rows)))
    squares.putdata([0 if dark else 255 for row in rows for dark in row])
    step = most // (len(rows) + 4)
    return squares.resize((len(rows) * step, len(rows) * step), Image.Resampling.NEAREST).convert("RGB")


def _broken(label: str, value: str) -> list[Row]:
    """Return the row in as many lines as its value needs; only the first is labelled."""
    room = WIDTH - 2 * MARGIN - 130
    lines, line = [], ""
    for char in writable(value):
        if line and _font(30).getlength(line + char) > room:
            lines.append(line)
            line = ""
        line += char
    return [(label if place == 0 else "", part) for place, part in enumerate([*lines, line])]


def writable(text: str) -> str:
    """Return the text with a mark for a character that the pictures' font lacks."""
    return legible_in(_characters(), text)


@lru_cache(maxsize=1)
def _characters() -> frozenset[int]:
    with TTFont(FONT) as font:
        return frozenset(font.getBestCmap())


@lru_cache(maxsize=8)
def _font(pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), pixels)
