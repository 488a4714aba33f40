"""QR codes on paper."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

import segno
from fpdf import FPDF

from organizations.pdf.page import INK


def draw_qr(pdf: FPDF, address: str, x: float, y: float, side: float) -> None:
    """Draw the code as rectangles, a row's neighbours in one: sharp on every printer. All in millimetres."""
    rows = _rows(address)
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


@lru_cache(maxsize=8)
def _rows(address: str) -> list[bytes]:
    """Each row of the code's squares, 1 for a dark one; the cards of one procedure bear the same code."""
    return [bytes(row) for row in segno.make(address, error="m", micro=False).matrix]
