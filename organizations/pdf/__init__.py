"""What is printed: A4 in the product's own font, drawn with the same few pieces everywhere."""

from organizations.pdf.cards import PrintedCard, cards_pdf
from organizations.pdf.page import FONT, INK, blank_a4, legible, write_bold, write_line
from organizations.pdf.qr import draw_qr

__all__ = [
    "FONT",
    "INK",
    "PrintedCard",
    "blank_a4",
    "cards_pdf",
    "draw_qr",
    "legible",
    "write_bold",
    "write_line",
]
