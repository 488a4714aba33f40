"""The certificate on paper: A4 across."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.conf import settings
from fpdf import FPDF
from PIL import Image

from exams.certificates.bell import Point
from exams.certificates.drawing import ACROSS, BELL, GREY, PALE, Ink, draw
from exams.certificates.said import Said
from organizations.pdf import blank_a4, draw_qr, legible
from organizations.pdf.page import FAMILY

SOLEMN_FONT = settings.SITE / "fonts" / "NotoSerifSC-Bold-subset.otf"
SOLEMN = "noto-serif"


def certificate_pdf(said: Said) -> bytes:
    """Return the certificate as a PDF of one page."""
    return drawn_pdf(f"{said.title} {said.number}", [lambda pen: draw(pen, said, ACROSS)])


def drawn_pdf(title: str, pages: Iterable[Callable[[PaperPen], None]], sheet: FPDF | None = None) -> bytes:
    """Return a PDF with a page for each that draws one: A4 across, unless `sheet` is one of another kind."""
    pdf = blank_a4(title, sheet or FPDF(orientation="landscape", format="A4"))
    pdf.add_font(SOLEMN, fname=SOLEMN_FONT)
    pen = PaperPen(pdf)
    for page in pages:
        pdf.add_page()
        page(pen)
    return bytes(pdf.output())


class PaperPen:
    """Draws into a PDF."""

    def __init__(self, pdf: FPDF) -> None:
        self.pdf = pdf

    def width(self, text: str, size: float, *, solemn: bool) -> float:
        self.pdf.set_font(SOLEMN if solemn else FAMILY, size=size)
        return self.pdf.get_string_width(legible(self.pdf, text))

    def text(self, x: float, y: float, text: str, size: float, *, solemn: bool, ink: Ink) -> None:
        self.pdf.set_font(SOLEMN if solemn else FAMILY, size=size)
        self.pdf.set_text_color(*ink)
        self.pdf.text(x, y, legible(self.pdf, text))

    def shape(self, outline: list[Point], ink: Ink) -> None:
        self.pdf.set_fill_color(*ink)
        self.pdf.polygon(outline, style="F")

    def frame(self, x: float, y: float, width: float, height: float, thick: float) -> None:
        self.pdf.set_draw_color(*BELL)
        self.pdf.set_line_width(thick)
        self.pdf.rect(x, y, width, height)

    def line(self, x: float, y: float, width: float) -> None:
        self.pdf.set_draw_color(*GREY)
        self.pdf.set_line_width(0.2)
        self.pdf.line(x, y, x + width, y)

    def circle(self, x: float, y: float, radius: float) -> None:
        self.pdf.set_draw_color(*PALE)
        self.pdf.set_line_width(0.3)
        self.pdf.set_dash_pattern(dash=1, gap=1)
        self.pdf.circle(x, y, radius)
        self.pdf.set_dash_pattern()

    def code(self, address: str, x: float, y: float, side: float) -> None:
        draw_qr(self.pdf, address, x, y, side)

    def image(self, picture: Image.Image, x: float, y: float, side: float) -> None:
        self.pdf.image(picture, x, y, side, side)
