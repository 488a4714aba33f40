"""A picture with its squares drawn over it, each with its name: how hazards are asked for on paper."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from exams.hazard_grid import COLUMNS, Grid

QUALITY = 85
UNDER, OVER = "white", "black"


def with_grid(content: bytes, grid: Grid) -> bytes:
    """Return a JPEG of the WebP with lines between the squares, and in the corner of each what it is called."""
    with Image.open(BytesIO(content), formats=("WEBP",)) as picture:
        shown = picture.convert("RGB")
    draw = ImageDraw.Draw(shown)
    width, height = shown.width / len(COLUMNS), shown.height / grid.rows
    thin = max(1, shown.width // 400)
    font = ImageFont.load_default(size=max(8, min(width, height) / 5))
    for colour, wide in ((UNDER, 3 * thin), (OVER, thin)):
        for column in range(1, len(COLUMNS)):
            draw.line([(column * width, 0), (column * width, shown.height)], fill=colour, width=wide)
        for row in range(1, grid.rows):
            draw.line([(0, row * height), (shown.width, row * height)], fill=colour, width=wide)
    for square in grid.squares:
        corner = (COLUMNS.index(square[0]) * width + 3 * thin, (int(square[1:]) - 1) * height + 2 * thin)
        draw.text(corner, square, fill=OVER, font=font, stroke_width=2 * thin, stroke_fill=UNDER)
    buffer = BytesIO()
    shown.save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()
