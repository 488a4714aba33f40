"""A sheet of A4 in the product's font, and lines on it."""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from typing import TYPE_CHECKING, cast

from django.conf import settings
from fpdf import FPDF
from fpdf.enums import XPos, YPos

if TYPE_CHECKING:
    from fpdf.fonts import TTFFont

FONT = settings.SITE / "fonts" / "NotoSansSC-subset.otf"
FAMILY = "noto"
INK = (20, 35, 43)
SMALLEST = 6  # points


def blank_a4(title: str, pdf: FPDF | None = None) -> FPDF:
    """Return an empty A4 document that knows the font; `pdf` is one of a kind of one's own."""
    pdf = pdf or FPDF(format="A4")
    pdf.set_auto_page_break(auto=False)
    pdf.set_title(title)
    pdf.set_lang("zh-Hans")
    pdf.add_font(FAMILY, fname=FONT)
    pdf.set_font(FAMILY, size=10)
    pdf.set_text_color(*INK)
    return pdf


def legible(pdf: FPDF, text: str) -> str:
    """Return the text with 〔U+2CE88〕 for a character that the font lacks: it must not vanish from a name."""
    return legible_in(cast("TTFFont", pdf.fonts[FAMILY]).cmap, text)


def legible_in(drawn: Container[int], text: str) -> str:
    """The same, for a font that has these characters."""
    return "".join(_shown(char, drawn) for char in unicodedata.normalize("NFC", text))


def _shown(char: str, drawn: Container[int]) -> str:
    if ord(char) in drawn or char == "\n":
        return char
    return " " if char.isspace() else f"〔U+{ord(char):04X}〕"


def write_line(pdf: FPDF, text: str, size: float, *, width: float = 0) -> None:
    """Write one line and go below it; a text too long for the width is set smaller until it fits."""
    text = legible(pdf, text)
    pdf.set_font(FAMILY, size=size)
    while width and size > SMALLEST and pdf.get_string_width(text) > width:
        size -= 0.5
        pdf.set_font(FAMILY, size=size)
    pdf.cell(width, size * 0.5, text, new_x=XPos.LEFT, new_y=YPos.NEXT)


def write_bold(pdf: FPDF, text: str, size: float, *, width: float = 0) -> None:
    """The one weight that the font has, with a thin outline."""
    with pdf.local_context(text_mode="FILL_STROKE", line_width=size * 0.01, draw_color=INK):
        write_line(pdf, text, size, width=width)
