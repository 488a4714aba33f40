"""Parts that several scenes share: rain, headframe, house, flame, boulders, cloud of gas, ladle, lettered crate."""

from itertools import pairwise

from home.demo.drawing.palette import FLOOR, INK, PAPER, STEEL, SURFACE, WARN, WARN_SOFT, WATER
from home.demo.drawing.sheet import Box, Point, Sheet, moved, smooth


def rain(sheet: Sheet, box: Box) -> None:
    """Slanting strokes that fill the box."""
    left, top, right, bottom = box
    for row, y in enumerate(range(round(top), round(bottom) - 30, 52)):
        for x in range(round(left) + (row % 2) * 26, round(right), 54):
            sheet.line([(x, y), (x - 12, y + 32)], WATER, width=7)


def headframe(sheet: Sheet, middle: float, ground: float) -> None:
    """The steel tower over a shaft, 130 high."""
    sheet.line([(middle - 70, ground), (middle - 18, ground - 130), (middle + 18, ground - 130), (middle + 70, ground)])
    sheet.line([(middle - 44, ground - 65), (middle + 44, ground - 65)])
    sheet.oval((middle - 26, ground - 156, middle + 26, ground - 104), PAPER)


def house(sheet: Sheet, box: Box, *, roof: float = 46) -> None:
    """A plain house; `roof` is how high the ridge stands over the walls."""
    left, top, right, bottom = box
    sheet.box(box, SURFACE)
    sheet.area([(left - 18, top), ((left + right) / 2, top - roof), (right + 18, top)], STEEL)
    middle = (left + right) / 2
    sheet.box((middle - 18, bottom - 54, middle + 18, bottom), INK, radius=0)


def flame(sheet: Sheet, foot: Point, height: float, fill: str) -> None:
    outline = [
        (0, 0), (-0.34, -0.16), (-0.40, -0.42), (-0.22, -0.68), (-0.20, -0.50),
        (-0.04, -1.0), (0.16, -0.66), (0.24, -0.76), (0.40, -0.40), (0.32, -0.14), (0, 0),
    ]  # fmt: skip
    sheet.area(smooth([(foot[0] + x * height, foot[1] + y * height) for x, y in outline]), fill)


_BOULDER = ((-1.0, 0.2), (-0.6, -0.7), (0.2, -0.9), (0.9, -0.4), (1.0, 0.4), (0.3, 0.8), (-0.5, 0.8))


def boulders(sheet: Sheet, stones: tuple[tuple[float, float, float], ...], fill: str = FLOOR) -> None:
    """Each stone is x, y and radius; every next one lies turned a little further."""
    for index, (x, y, radius) in enumerate(stones):
        shape = [(a * radius, b * radius) for a, b in _BOULDER]
        sheet.area(moved(shape, by=(x, y), turned=index * 47), fill, width=6)


def crack(sheet: Sheet, points: tuple[Point, ...], fill: str = INK) -> None:
    """A jagged line through the points."""
    jagged: list[Point] = [points[0]]
    for index, (start, end) in enumerate(pairwise(points)):
        side = 14 if index % 2 == 0 else -14
        jagged += [((start[0] + end[0]) / 2 + side, (start[1] + end[1]) / 2), end]
    sheet.line(jagged, fill, width=7)


def gas(sheet: Sheet, puffs: tuple[tuple[float, float, float], ...], fill: str = WARN_SOFT, rim: str = WARN) -> None:
    """A cloud: one rim around all puffs, each given as x, y and radius."""
    for x, y, radius in puffs:
        sheet.dot((x, y), radius + 6, rim)
    for x, y, radius in puffs:
        sheet.dot((x, y), radius, fill)


def ladle(sheet: Sheet, middle: Point, *, turned: float = 0, size: float = 1.0) -> None:
    """A ladle of molten metal, 220 wide at its lip, hung by two pins; `turned` in degrees clockwise."""

    def placed(points: list[Point]) -> list[Point]:
        return moved([(x * size, y * size) for x, y in points], by=middle, turned=turned)

    sheet.area(placed([(-110, -90), (110, -90), (82, 110), (-82, 110)]), STEEL)
    sheet.area(placed([(-100, -84), (100, -84), (96, -52), (-96, -52)]), WARN_SOFT, width=5)
    sheet.line(placed([(-96, 10), (96, 10)]), width=6)
    for pin in placed([(-112, -20), (112, -20)]):
        sheet.dot(pin, 18 * size)


def crate(sheet: Sheet, box: Box, label: str) -> None:
    """A box with its contents written on it."""
    sheet.box(box, SURFACE)
    sheet.text(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), label, size=40)


def wheel(sheet: Sheet, centre: Point, radius: float) -> None:
    sheet.dot(centre, radius)
    sheet.dot(centre, radius * 0.42, PAPER)


def valve(sheet: Sheet, centre: Point, size: float = 40) -> None:
    """The sign of a shut-off valve on a level pipe."""
    x, y = centre
    sheet.area([(x - size, y - size), (x - size, y + size), (x, y)], SURFACE)
    sheet.area([(x + size, y - size), (x + size, y + size), (x, y)], SURFACE)
