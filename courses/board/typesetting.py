"""Setting Chinese type in lines: what fits in a width, and where a line may break."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from fpdf.fonts import TTFFont

from organizations.pdf import FONT, INK

if TYPE_CHECKING:
    from fpdf import FPDF

FAMILY = "noto"
MISSING = "〓"  # the printers' own mark for a character they don't have
LEADING = 1.45  # of the size
MILLIMETRES = 25.4 / 72  # a point
# Digits, units and Latin words stay whole; every other character may begin a line, save these.
PIECE = re.compile(r"[0-9A-Za-z.,%:/+~-]+|.", re.DOTALL)
NEVER_FIRST = frozenset("，。、；：？！）》」』”’】…—·%")
NEVER_LAST = frozenset("（《「『“‘【□")


class Type:
    """The one font on the sheet, measured once a character."""

    def __init__(self, pdf: FPDF) -> None:
        self.pdf = pdf
        self.missing: set[str] = set()
        self._widths: dict[str, float] = {}
        pdf.add_font(FAMILY, fname=FONT)
        pdf.set_text_color(*INK)

    @cached_property
    def _known(self) -> frozenset[int]:
        font = self.pdf.fonts[FAMILY]
        assert isinstance(font, TTFFont)  # noqa: S101  (what add_font makes of a file)
        return frozenset(font.cmap)

    def plain(self, text: str) -> str:
        """Return the text on one line, with a mark for every character that the font lacks: none vanishes silently."""
        text = " ".join(text.split())
        lacking = {character for character in text if ord(character) not in self._known}
        self.missing |= lacking
        return "".join(MISSING if character in lacking else character for character in text)

    def width(self, text: str, size: float) -> float:
        """Millimetres."""
        return sum(self._width(character) for character in text) * size

    def _width(self, character: str) -> float:
        if character not in self._widths:
            self.pdf.set_font(FAMILY, size=100)
            self._widths[character] = self.pdf.get_string_width(character) / 100
        return self._widths[character]

    def wrap(self, text: str, size: float, width: float, *, most: int) -> list[str]:
        """Return at most so many lines, together the text itself; one that needs more ends in an ellipsis."""
        # no line has room for more characters than this, so nothing longer need be measured
        enough = most * int(width / (size * MILLIMETRES) * 4 + 1)
        lines = [""]
        for piece in _pieces(text[:enough]):
            if lines[-1] and self.width(lines[-1] + piece, size) > width:
                lines.append("")
            for part in [piece] if self.width(piece, size) <= width else piece:
                if lines[-1] and self.width(lines[-1] + part, size) > width:
                    lines.append("")
                lines[-1] += part
        if len(lines) <= most and len(text) <= enough:
            return lines
        last = lines[most - 1]
        while last and self.width(f"{last}…", size) > width:
            last = last[:-1]
        return [*lines[: most - 1], f"{last}…"]

    def fitting(self, text: str, sizes: tuple[float, ...], width: float, *, lines: int) -> float:
        """Return the largest of these sizes at which the text needs no more lines than that, else the smallest."""
        fits = (size for size in sizes if len(self.wrap(text, size, width, most=lines + 1)) <= lines)
        return next(fits, sizes[-1])

    def write(self, text: str, x: float, y: float, size: float, *, bold: bool = False) -> None:
        """Write one line with its top at y."""
        self.pdf.set_font(FAMILY, size=size)
        baseline = y + to_baseline(size)
        if bold:  # the one weight that the font has, with a thin outline
            with self.pdf.local_context(text_mode="FILL_STROKE", line_width=size * 0.01, draw_color=INK):
                self.pdf.text(x, baseline, text)
        else:
            self.pdf.text(x, baseline, text)


def line_height(size: float) -> float:
    """Millimetres from line to line."""
    return size * MILLIMETRES * LEADING


def to_baseline(size: float) -> float:
    """Millimetres from the top of a line to where its characters stand."""
    return size * MILLIMETRES * (LEADING / 2 + 0.35)


def _pieces(text: str) -> list[str]:
    """Return what is not broken: a character with the punctuation that must follow it, or come before it."""
    pieces: list[str] = []
    for piece in PIECE.findall(text):
        if pieces and (piece in NEVER_FIRST or pieces[-1][-1] in NEVER_LAST):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces
