"""A picture on which hazards are to be found: the head of a conveyor, a puddle, a way out. Drawn by this project."""

from PIL import Image

from home.demo.drawing.palette import (
    EDGE,
    FLOOR,
    INK,
    INK_3,
    LINE,
    PAPER,
    ROCK,
    STEEL,
    SUNK,
    SURFACE,
    WARN,
    WATER,
    WATER_SOFT,
)
from home.demo.drawing.sheet import Point, Sheet, ring, smooth

# six columns of 200, five rows of 192: the squares of exams.hazard_grid over a picture of this form
SIZE = (1200, 960)
HAZARDS = (
    "皮带机头滚筒没有防护罩：B3 C3",
    "安全出口被杂物堵住：E2 F2 E3 F3 E4 F4 E5 F5",
    "带接头的电缆泡在水里：C5 D5",
)
SHOWS = "皮带机头室：左边是皮带机，地上有一摊水和一根电缆，右边是安全出口，门前放着木箱和钢管"
YELLOW, GREEN, RED = "#f2b705", "#0b7a3b", "#b3261e"
GROUND = 680  # units from the top: where the wall meets the floor


def head_room() -> Image.Image:
    """Return the picture; what is safe in it looks as it should: a guarded pulley, a helmet, an extinguisher."""
    sheet = Sheet(SIZE, units=SIZE)
    _room(sheet)
    _rules(sheet, (50, 50))
    _extinguisher(sheet, (300, 60))
    _way_out(sheet)
    _puddle(sheet)
    _conveyor(sheet)
    _cable(sheet)
    _worker(sheet, (110, 920))
    return sheet.finished()


def _room(sheet: Sheet) -> None:
    sheet.area([(-20, -20), (1220, -20), (1220, GROUND), (-20, GROUND)], SUNK, outline=None)
    sheet.area([(-20, GROUND), (1220, GROUND), (1220, 980), (-20, 980)], ROCK, outline=None)
    sheet.line([(-20, GROUND), (1220, GROUND)], EDGE, width=8)
    sheet.line([(600, -20), (600, 44)], INK, width=6)
    sheet.area([(540, 44), (660, 44), (700, 90), (500, 90)], INK)
    sheet.oval((566, 78, 634, 120), "#fff6d8", width=5)


def _rules(sheet: Sheet, corner: Point) -> None:
    x, y = corner
    sheet.box((x, y, x + 190, y + 220), SURFACE, width=6)
    sheet.text((x + 95, y + 38), "操作规程", size=36)
    for row, length in enumerate((150, 130, 150, 100)):
        sheet.line([(x + 20, y + 84 + row * 32), (x + 20 + length, y + 84 + row * 32)], INK_3, width=6)


def _extinguisher(sheet: Sheet, corner: Point) -> None:
    x, y = corner
    sheet.box((x, y + 46, x + 70, y + 200), RED, radius=20, width=6)
    sheet.box((x + 22, y + 18, x + 48, y + 50), INK, radius=4, width=4)
    sheet.line([(x + 14, y + 18), (x + 62, y + 8)], INK, width=10)
    sheet.line(smooth([(x + 50, y + 30), (x + 92, y + 60), (x + 88, y + 130)]), INK, width=8)
    sheet.box((x + 14, y + 96, x + 56, y + 140), SURFACE, radius=4, width=4)


def _way_out(sheet: Sheet) -> None:
    """A double door under its green sign; crates and pipes stand before it."""
    sheet.box((840, 270, 1160, GROUND), STEEL, radius=0)
    sheet.line([(1000, 270), (1000, GROUND)], INK, width=8)
    for x in (970, 1030):
        sheet.line([(x, 470), (x, 530)], INK, width=12)
    sheet.box((880, 200, 1120, 258), GREEN, radius=6, width=4)
    sheet.text((1000, 228), "安全出口", fill=SURFACE, size=42)
    for number in range(4):
        sheet.line([(826, 862 - number * 24), (1184, 880 - number * 24)], INK, width=26)
        sheet.line([(826, 862 - number * 24), (1184, 880 - number * 24)], EDGE, width=18)
    for left, top, right, bottom in ((850, 620, 1010, 800), (1014, 600, 1180, 800), (900, 456, 1070, 620)):
        _crate(sheet, left, top, right, bottom)


def _crate(sheet: Sheet, left: float, top: float, right: float, bottom: float) -> None:
    wood, plank = "#c89b5a", "#8a6431"
    sheet.box((left, top, right, bottom), wood, radius=0)
    sheet.line([(left + 12, top + 12), (right - 12, bottom - 12)], plank, width=10)
    for y in (top + 16, bottom - 16):
        sheet.line([(left + 8, y), (right - 8, y)], plank, width=8)


def _puddle(sheet: Sheet) -> None:
    shore = [(424, 868), (470, 812), (560, 794), (650, 800), (740, 822), (784, 868), (740, 918), (620, 936), (490, 922)]
    sheet.area(ring(shore), "#6fa8dc", outline=WATER, width=6)
    for left, y, width in ((480, 850, 90), (650, 846, 80), (520, 902, 70)):
        sheet.line([(left, y), (left + width, y)], WATER_SOFT, width=7)


def _conveyor(sheet: Sheet) -> None:
    """The belt comes from the left; its near pulley is guarded, its head pulley turns in the open."""
    for x in (240, 370, 484):
        sheet.line([(x, 470), (x - 18, 700)], INK, width=18)
    sheet.line([(-20, 396), (484, 396)], INK, width=22)
    sheet.line([(-20, 544), (484, 544)], INK, width=14)
    for x in (210, 300, 386):
        sheet.dot((x, 418), 16, EDGE)
    ore = [(-20, 386), (40, 354), (90, 374), (150, 346), (210, 376), (270, 352), (330, 374), (390, 358), (430, 386)]
    sheet.area([*ore, (430, 388), (-20, 388)], FLOOR, width=5)
    _guarded(sheet, (12, 402, 196, 562))
    sheet.oval((410, 396, 558, 544), STEEL, width=14)
    sheet.oval((442, 428, 526, 512), PAPER, width=6)
    for end in ((484, 430), (484, 510), (444, 470), (524, 470)):
        sheet.line([(484, 470), end], INK, width=8)
    sheet.dot((484, 470), 20)
    sheet.arrow(smooth([(560, 408), (586, 466), (566, 528)]), WARN, width=11)


def _guarded(sheet: Sheet, box: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = box
    sheet.oval((left + 20, top + 6, right - 20, bottom - 10), STEEL, width=8)
    sheet.box(box, None, radius=4, outline=YELLOW, width=16)
    for x in range(round(left) + 28, round(right) - 10, 28):
        sheet.line([(x, top + 8), (x, bottom - 8)], YELLOW, width=6)
    for y in range(round(top) + 28, round(bottom) - 10, 28):
        sheet.line([(left + 8, y), (right - 8, y)], YELLOW, width=6)


def _cable(sheet: Sheet) -> None:
    """From the box on the wall down into the puddle, where it has been joined with tape, and on to the drive."""
    sheet.box((660, 300, 770, 450), LINE, radius=6)
    sheet.box((684, 324, 746, 372), YELLOW, radius=4, width=5)
    sheet.area([(718, 328), (702, 352), (714, 352), (708, 370), (730, 344), (716, 344)], INK, outline=None)
    sheet.line([(690, 420), (740, 420)], INK, width=8)
    path = [(716, 452), (716, 600), (722, 720), (740, 800), (700, 872), (600, 880), (520, 864), (470, 790), (440, 690)]
    sheet.line(smooth(path), INK, width=14)
    sheet.line(smooth([(560, 874), (600, 880), (646, 880)]), "#e6e1d6", width=24)
    for x in (574, 594, 614, 634):
        sheet.line([(x - 6, 868), (x + 4, 890)], INK, width=4)
    sheet.box((392, 620, 486, 700), "#4d6b7a", radius=10)
    for x in (416, 438, 460):
        sheet.line([(x, 634), (x, 686)], INK, width=5)


def _worker(sheet: Sheet, foot: Point) -> None:
    """He wears what he should; `foot` is the ground between his feet."""
    x, y = foot
    trousers, jacket, skin = "#25465a", "#e07b1f", "#e3b58e"
    for side in (-1, 1):
        sheet.line([(x + side * 20, y - 130), (x + side * 24, y - 14)], trousers, width=34)
        sheet.line([(x + side * 24, y - 6), (x + side * 40, y - 6)], INK, width=22)
        sheet.line([(x + side * 44, y - 246), (x + side * 62, y - 140)], jacket, width=28)
        sheet.dot((x + side * 63, y - 126), 16, skin)
    sheet.box((x - 46, y - 270, x + 46, y - 118), jacket, radius=22, width=6)
    for y_band in (y - 210, y - 162):
        sheet.line([(x - 40, y_band), (x + 40, y_band)], "#f4f1c4", width=14)
    sheet.oval((x - 34, y - 342, x + 34, y - 268), skin, width=6)
    sheet.area(
        smooth([(x - 46, y - 316), (x - 38, y - 352), (x, y - 372), (x + 38, y - 352), (x + 46, y - 316)]),
        YELLOW,
        width=6,
    )
