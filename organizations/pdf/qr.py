"""QR codes on paper."""

from __future__ import annotations

from itertools import groupby

import segno
from fpdf import FPDF

from organizations.pdf.page import INK


def draw_qr(pdf: FPDF, address: str, x: float, y: float, side: float) -> None:
    """Draw the code as rectangles, a row's neighbours in one: sharp on every printer. All in millimetres."""
    code = segno.make(address, error="m", micro=False)
    rows = [bytes(row) for row in code.matrix]
    step = side / len(rows)
    pdf.set_fill_color(*INK)
    for line, row in enumerate(rows):
        column = 0
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                # a hair more than its height, or a thin white line shows between the rows
                pdf.rect(x + column * step, y + line * step, width * step, step * 1.02, style="F")
            column += width
