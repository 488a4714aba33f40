"""Scenes of metal dust: a workshop that fills with it, a collector that was never emptied."""

from home.demo.drawing.palette import BAD, EDGE, FLOOR, PAPER, SIGNAL, STEEL, SUNK, SURFACE
from home.demo.drawing.pieces import crack, crate
from home.demo.drawing.sheet import Legend, Point, Sheet, smooth

DUST = EDGE


def dusty_workshop(sheet: Sheet) -> Legend:
    """Dust on machines, floor and beams, because the equipment was not run as designed."""
    sheet.area([(60, 200), (640, 60), (1220, 200)], STEEL)
    sheet.area([(90, 200), (1190, 200), (1190, 520), (90, 520)], SURFACE)
    sheet.area([(-20, 516), (1300, 516), (1300, 600), (-20, 600)], FLOOR)
    sheet.box((130, 236, 1150, 276), SUNK, radius=0)
    for x in (260, 500, 900):
        sheet.box((x - 20, 276, x + 20, 360), SUNK, radius=0)
        _grinder(sheet, (x, 512))
    sheet.area([*smooth([(130, 232), (340, 214), (640, 224), (900, 212), (1150, 232)]), (1150, 240), (130, 240)],
               DUST, outline=None)  # fmt: skip
    for start, end in ((330, 440), (580, 800), (990, 1170)):
        middle = (start + end) / 2
        sheet.area([*smooth([(start, 514), (middle, 466), (end, 514)]), (start, 516)], DUST, width=5)
    crate(sheet, (320, 300, 440, 376), "设计")
    sheet.line([(312, 380), (448, 296)], BAD, width=12)
    sheet.burst((690, 370), 96, SIGNAL)
    sheet.badge((380, 420), 1)
    sheet.badge((1080, 440), 2)
    sheet.badge((820, 310), 3)
    return ("设备没照设计运行", "铝粉越积越多", "应急处置不对，粉尘爆炸")


def _grinder(sheet: Sheet, foot: Point) -> None:
    x, y = foot
    sheet.area([(x - 60, y), (x - 60, y - 90), (x + 60, y - 90), (x + 60, y)], STEEL)
    sheet.dot((x, y - 100), 40)
    sheet.dot((x, y - 100), 14, PAPER)


def dust_collector(sheet: Sheet) -> Legend:
    """A collector full of dust, a rusted bucket, damp powder that heats itself, and nowhere for a blast to go."""
    sheet.area([(-20, 516), (1300, 516), (1300, 600), (-20, 600)], FLOOR)
    sheet.area([(40, 190), (560, 190), (560, 516), (40, 516)], SURFACE)
    sheet.area([(10, 190), (300, 110), (590, 190)], STEEL)
    for x in (120, 230, 340, 450):
        sheet.box((x - 34, 430, x + 34, 516), STEEL, radius=4)
        sheet.line([(x, 430), (x, 306)], EDGE, width=12)
    sheet.box((60, 262, 800, 306), SUNK, radius=0)

    sheet.area([(780, 120), (1130, 120), (1130, 320), (1010, 430), (900, 430), (780, 320)], SURFACE)
    sheet.area([(786, 250), (1124, 250), (1124, 318), (1008, 426), (902, 426), (786, 318)], DUST, outline=None)
    for x in (840, 920, 1000, 1080):
        sheet.box((x - 22, 126, x + 22, 290), SUNK, radius=10, width=6)
    sheet.area([(890, 446), (1020, 446), (1006, 516), (904, 516)], STEEL)
    for x in (910, 1000):
        crack(sheet, ((x, 456), (x + 6, 482), (x - 2, 508)), BAD)
    sheet.dashes([(860, 112), (860, 66), (960, 66), (960, 112)], BAD, width=10)
    sheet.burst((954, 420), 66, SIGNAL, points=9)
    sheet.badge((1180, 250), 1)
    sheet.badge((1090, 476), 2)
    sheet.badge((800, 80), 3)
    sheet.badge((300, 370), 4)
    return ("除尘器没清灰", "桶锈了，铝粉受潮发热", "没有泄爆的口子", "连着很多人的车间")
