"""The certificate as a picture for the phone's album: upright."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from exams.certificates.bell import Point
from exams.certificates.drawing import BELL, GREY, PALE, UPRIGHT, WHITE, Ink, draw
from exams.certificates.paper import SOLEMN_FONT
from exams.certificates.said import Said
from exams.receipts.pictures import qr_picture, writable
from organizations.pdf import FONT

PIXELS = 1080  # wide
SCALE = PIXELS / UPRIGHT.width  # pixels a millimetre
POINT = SCALE * 25.4 / 72  # pixels
COLOURS = 24  # of the palette: enough for smooth letters in three inks
FINER = 4  # shapes are drawn so much larger, and made smaller to be smooth
DASHES = 60


def certificate_png(said: Said) -> bytes:
    """Return the certificate as a PNG, 1080 pixels wide."""
    return drawn_png(lambda pen: draw(pen, said, UPRIGHT), UPRIGHT.height, COLOURS)


def drawn_png(draws: Callable[[PicturePen], None], height: float, colours: int) -> bytes:
    """Return a sheet 210 mm wide and so many high as a PNG, 1080 pixels wide, with that many colours."""
    sheet = Image.new("RGB", (PIXELS, round(height * SCALE)), WHITE)
    draws(PicturePen(sheet))
    file = BytesIO()
    sheet.quantize(colours, Image.Quantize.MAXCOVERAGE).save(file, "PNG", optimize=True)
    return file.getvalue()


class PicturePen:
    """Draws into a picture."""

    def __init__(self, sheet: Image.Image) -> None:
        self.sheet = sheet
        self.pen = ImageDraw.Draw(sheet)

    def width(self, text: str, size: float, *, solemn: bool) -> float:
        return _font(size, solemn=solemn).getlength(writable(text)) / SCALE

    def text(self, x: float, y: float, text: str, size: float, *, solemn: bool, ink: Ink) -> None:
        place = x * SCALE, y * SCALE
        self.pen.text(place, writable(text), font=_font(size, solemn=solemn), fill=ink, anchor="ls")

    def shape(self, outline: list[Point], ink: Ink) -> None:
        mask = Image.new("L", (self.sheet.width, self.sheet.height))
        left, top = (int(min(values) * SCALE) for values in zip(*outline, strict=True))
        right, bottom = (int(max(values) * SCALE) + 2 for values in zip(*outline, strict=True))
        finer = Image.new("L", ((right - left) * FINER, (bottom - top) * FINER))
        points = [((x * SCALE - left) * FINER, (y * SCALE - top) * FINER) for x, y in outline]
        ImageDraw.Draw(finer).polygon(points, fill=255)
        mask.paste(finer.resize((right - left, bottom - top), Image.Resampling.BOX), (left, top))
        self.sheet.paste(ink, mask=mask)

    def frame(self, x: float, y: float, width: float, height: float, thick: float) -> None:
        corners = [round(edge * SCALE) for edge in (x, y, x + width, y + height)]
        self.pen.rectangle(tuple(corners), outline=BELL, width=max(1, round(thick * SCALE)))

    def line(self, x: float, y: float, width: float) -> None:
        self.pen.line((x * SCALE, y * SCALE, (x + width) * SCALE, y * SCALE), fill=GREY, width=1)

    def circle(self, x: float, y: float, radius: float) -> None:
        box = tuple(edge * SCALE for edge in (x - radius, y - radius, x + radius, y + radius))
        step = 360 / DASHES
        for dash in range(DASHES):
            self.pen.arc(box, dash * step, (dash + 0.5) * step, fill=PALE, width=2)

    def code(self, address: str, x: float, y: float, side: float) -> None:
        code = qr_picture(address, round(side * SCALE))
        spare = round(side * SCALE) - code.width
        self.sheet.paste(code, (round(x * SCALE) + spare // 2, round(y * SCALE) + spare))

    def image(self, picture: Image.Image, x: float, y: float, side: float) -> None:
        small = picture.resize((round(side * SCALE), round(side * SCALE)), Image.Resampling.LANCZOS)
        self.sheet.paste(small, (round(x * SCALE), round(y * SCALE)), small)


@lru_cache(maxsize=64)
def _font(points: float, *, solemn: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(SOLEMN_FONT if solemn else FONT), points * POINT)
