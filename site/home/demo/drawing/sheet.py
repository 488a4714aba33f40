"""A sheet to draw on: so many units whatever its size in pixels, smooth edges, numbered parts, a legend below."""

import math
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from home.demo.drawing.palette import INK, INK_3, PAPER, SIGNAL, SURFACE

FONT = Path(__file__).resolve().parents[3] / "fonts" / "NotoSansSC-subset.otf"

WIDTH, HEIGHT = 1280, 720
SCENE_HEIGHT = 548
TEXT = 44  # units; on a phone 328 px wide that is a little over 11 px
LEGEND_TEXT = 48
SMALL_TEXT = 34  # the smallest that is ever used
STROKE = 8

Point = tuple[float, float]
Box = tuple[float, float, float, float]
Legend = tuple[str, ...]

_OVERSAMPLING = 2


@lru_cache(maxsize=32)
def _font(pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), pixels)


class Sheet:
    """What a scene draws on, `units` wide and high. All coordinates are units from the top left; a scene with a legend
    ends at SCENE_HEIGHT.
    """

    def __init__(self, size: tuple[int, int], *, units: tuple[int, int] = (WIDTH, HEIGHT)) -> None:
        self._size, self._units = size, units
        self._scale = min(size[0] / units[0], size[1] / units[1]) * _OVERSAMPLING
        self._image = Image.new("RGB", (self._px(units[0]), self._px(units[1])), PAPER)
        self._draw = ImageDraw.Draw(self._image)

    def finished(self) -> Image.Image:
        """The picture in the size that was asked for, centred on paper where that has another shape."""
        width, height = self._units
        scale = min(self._size[0] / width, self._size[1] / height)
        picture = self._image.resize((round(width * scale), round(height * scale)), Image.Resampling.LANCZOS)
        page = Image.new("RGB", self._size, PAPER)
        page.paste(picture, ((self._size[0] - picture.width) // 2, (self._size[1] - picture.height) // 2))
        return page

    def area(self, points: Sequence[Point], fill: str, *, outline: str | None = INK, width: float = STROKE) -> None:
        self._draw.polygon([self._at(point) for point in points], fill=fill)
        if outline:
            self.line([*points, points[0]], outline, width=width)

    def line(self, points: Sequence[Point], fill: str = INK, *, width: float = STROKE) -> None:
        self._draw.line([self._at(point) for point in points], fill=fill, width=self._px(width), joint="curve")
        for point in (points[0], points[-1]):
            self.dot(point, width / 2, fill)

    def dashes(self, points: Sequence[Point], fill: str = INK, *, width: float = 6, dash: float = 22) -> None:
        for start, end in pairwise(points):
            length = math.dist(start, end)
            steps = max(1, round(length / (2 * dash)))
            for step in range(steps):
                near, far = step / steps, (step + 0.5) / steps
                self.line([_between(start, end, near), _between(start, end, far)], fill, width=width)

    def oval(self, box: Box, fill: str | None, *, outline: str | None = INK, width: float = STROKE) -> None:
        self._draw.ellipse(self._box(box), fill=fill, outline=outline, width=self._px(width))

    def dot(self, centre: Point, radius: float, fill: str = INK) -> None:
        x, y = centre
        self._draw.ellipse(self._box((x - radius, y - radius, x + radius, y + radius)), fill=fill)

    def box(
        self, box: Box, fill: str | None, *, radius: float = 6, outline: str | None = INK, width: float = STROKE
    ) -> None:
        self._draw.rounded_rectangle(
            self._box(box), radius=self._px(radius), fill=fill, outline=outline, width=self._px(width)
        )

    def text(self, at: Point, text: str, *, fill: str = INK, size: float = TEXT, anchor: str = "mm") -> None:
        """`anchor` is Pillow's: mm centred on the point, lm to its right."""
        self._draw.text(
            self._at(at), text, fill=fill, font=_font(self._px(size)), anchor=anchor,
            stroke_width=self._px(size / 60), stroke_fill=fill,
        )  # fmt: skip

    def badge(self, centre: Point, number: int) -> None:
        """The number of a part, to be found again in the legend."""
        self.dot(centre, 36, SURFACE)
        self.dot(centre, 31, INK)
        self.text((centre[0], centre[1] - 1), str(number), fill=SURFACE, size=42)

    def arrow(self, points: Sequence[Point], fill: str = INK, *, width: float = 16, head: float = 3.0) -> None:
        """A line with a head at its last point; `head` is its width in widths of the line."""
        (x0, y0), (x, y) = points[-2], points[-1]
        turn = math.atan2(y - y0, x - x0)
        size = width * head / 2
        neck = (x - math.cos(turn) * size * 1.6, y - math.sin(turn) * size * 1.6)
        side = (math.sin(turn) * size, -math.cos(turn) * size)
        shaft = [point for point in points[:-1] if math.dist(point, (x, y)) > size * 1.6]
        self.line([*shaft, neck], fill, width=width)
        self.area([(x, y), (neck[0] + side[0], neck[1] + side[1]), (neck[0] - side[0], neck[1] - side[1])],
                  fill, outline=None)  # fmt: skip

    def burst(self, centre: Point, radius: float, fill: str = SIGNAL, *, points: int = 11) -> None:
        """A star for an explosion."""
        self.area(
            [
                _on_circle(centre, radius * (1 if corner % 2 == 0 else 0.56), corner / (2 * points))
                for corner in range(2 * points)
            ],
            fill,
            outline=INK,
        )

    def legend(self, entries: Legend) -> None:
        """The parts in words, two in a row; an odd last one has the whole row."""
        self._draw.rectangle(self._box((0, SCENE_HEIGHT, WIDTH, HEIGHT)), fill=SURFACE)
        self.line([(0, SCENE_HEIGHT), (WIDTH, SCENE_HEIGHT)], width=6)
        for index, entry in enumerate(entries):
            x, y = (40 if index % 2 == 0 else 660), 594 + 76 * (index // 2)
            self.badge((x + 31, y), index + 1)
            self.text((x + 78, y), entry, anchor="lm", size=LEGEND_TEXT)

    def note(self) -> None:
        self.text((WIDTH - 24, 34), "示意图，不按比例", fill=INK_3, size=SMALL_TEXT, anchor="rm")

    def _px(self, units: float) -> int:
        return max(1, round(units * self._scale))

    def _at(self, point: Point) -> Point:
        return point[0] * self._scale, point[1] * self._scale

    def _box(self, box: Box) -> Box:
        return box[0] * self._scale, box[1] * self._scale, box[2] * self._scale, box[3] * self._scale


Scene = Callable[[Sheet], Legend]


def smooth(points: Sequence[Point], *, steps: int = 14) -> list[Point]:
    """A soft curve through the points (Catmull-Rom)."""
    padded = [points[0], *points, points[-1]]
    curve = [
        _spline(padded[index : index + 4], step / steps) for index in range(len(points) - 1) for step in range(steps)
    ]
    return [*curve, points[-1]]


def ring(points: Sequence[Point], *, steps: int = 14) -> list[Point]:
    """A soft closed curve through the points."""
    count = len(points)
    return [
        _spline([points[(index + offset) % count] for offset in (-1, 0, 1, 2)], step / steps)
        for index in range(count)
        for step in range(steps)
    ]


def moved(points: Iterable[Point], *, by: Point = (0, 0), turned: float = 0) -> list[Point]:
    """The points turned about the origin by degrees clockwise, then moved."""
    sine, cosine = math.sin(math.radians(turned)), math.cos(math.radians(turned))
    return [(x * cosine - y * sine + by[0], x * sine + y * cosine + by[1]) for x, y in points]


def _spline(four: Sequence[Point], t: float) -> Point:
    def one(axis: int) -> float:
        a, b, c, d = (point[axis] for point in four)
        return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)

    return one(0), one(1)


def _between(start: Point, end: Point, part: float) -> Point:
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _on_circle(centre: Point, radius: float, turn: float) -> Point:
    angle = 2 * math.pi * turn - math.pi / 2
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)
