"""Pictures in the cells of an Excel file: below the words of the question, or of the option they belong to."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from openpyxl.drawing.fill import Blip
from openpyxl.drawing.geometry import PresetGeometry2D
from openpyxl.drawing.image import Image
from openpyxl.drawing.picture import PictureFrame
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils.units import pixels_to_EMU

from exams.exporting.layout import COLUMNS
from exams.exporting.words import alt_words
from exams.pictures.carried import carrying_jpeg

if TYPE_CHECKING:
    from exams.importing.drafts import QuestionDraft
    from exams.pictures.drafts import DraftPicture
    from exams.pictures.shelf import Shelf

COLUMN_OF = {column.field: place for place, column in enumerate(COLUMNS)}
# pixels
CHARACTER, MARGIN, LINE, APART = 7, 5, 20, 4
HIGHEST, HIGHEST_OF_OPTION, HIGHEST_ROW = 200, 110, 540
SHARP = 800  # the longest side of what a cell shows; the picture itself travels inside
POINTS = 0.75  # of a pixel


class CellImage(Image):
    """A picture that openpyxl asks for when it writes the container: no other is in memory then."""

    def __init__(self, read: Callable[[], bytes], anchor: OneCellAnchor) -> None:
        self.read, self.anchor, self.format = read, anchor, "jpeg"

    def _data(self) -> bytes:
        return self.read()


def lay_pictures(sheet: Any, number: int, row: Sequence[str], question: QuestionDraft, shelf: Shelf) -> None:
    """Lay the pictures of a question into the row, before it is written; it becomes as high as words and pictures."""
    heights = [_height_of(text, COLUMNS[column].width) for column, text in enumerate(row)]
    for picture in question.pictures:
        column = COLUMN_OF[picture.place or "stem"]
        width, height = _shown_size(picture, column, shelf)
        top = min(heights[column], HIGHEST_ROW - height - 2 * APART) + APART
        begin = AnchorMarker(col=column, colOff=pixels_to_EMU(APART), row=number - 1, rowOff=pixels_to_EMU(top))
        size = XDRPositiveSize2D(pixels_to_EMU(width), pixels_to_EMU(height))
        anchor = OneCellAnchor(_from=begin, ext=size, pic=_frame(picture, len(sheet._images) + 1))
        sheet.add_image(CellImage(_reader(picture, shelf), anchor))
        heights[column] = top + height + APART
    sheet.row_dimensions[number].height = min(max(heights), HIGHEST_ROW) * POINTS


def _reader(picture: DraftPicture, shelf: Shelf) -> Callable[[], bytes]:
    return lambda: carrying_jpeg(shelf.content(picture), longest_side=SHARP)


def _shown_size(picture: DraftPicture, column: int, shelf: Shelf) -> tuple[int, int]:
    """Return width and height in the cell, pixels."""
    width, height = shelf.size(picture)
    room = COLUMNS[column].width * CHARACTER + MARGIN - 2 * APART
    scale = min(1.0, room / width, (HIGHEST_OF_OPTION if picture.place else HIGHEST) / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _height_of(text: str, characters: int) -> int:
    """Return how high a text stands in a column of so many half-width characters, pixels; rather too high."""
    lines = (sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in line) for line in text.split("\n"))
    return sum(max(1, math.ceil(wide / (characters - 1))) for wide in lines) * LINE if text else 0


def _frame(picture: DraftPicture, number: int) -> PictureFrame:
    frame = PictureFrame()
    about = frame.nvPicPr.cNvPr
    about.id, about.name, about.descr = number, f"Picture {number}", alt_words(picture.alt)
    frame.blipFill.blip = Blip(cstate="print")
    frame.spPr.prstGeom, frame.spPr.ln = PresetGeometry2D(prst="rect"), None
    return frame
