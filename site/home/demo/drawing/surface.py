"""Scenes on the surface: a dump, two tailings ponds, an open pit."""

from home.demo.drawing.palette import BAD, EDGE, FLOOR, INK, LINE, PAPER, ROCK, SIGNAL, STEEL, SUNK, SURFACE, WATER
from home.demo.drawing.pieces import boulders, crack, house, rain, wheel
from home.demo.drawing.sheet import Legend, Point, Sheet, ring, smooth

TAILINGS = FLOOR


def dump_over_goaf(sheet: Sheet) -> Legend:
    """A plant stands on a dump, the dump over a goaf that nobody allowed."""
    sheet.area([(-20, 330), (1300, 330), (1300, 600), (-20, 600)], ROCK)
    dump = [(120, 330), (280, 236), (390, 236), (490, 166), (930, 166), (1010, 236), (1120, 236), (1230, 330)]
    sheet.area(dump, SUNK)
    rain(sheet, (60, 40, 400, 190))
    _plant(sheet)
    goaf = ring([(490, 470), (540, 416), (700, 398), (860, 412), (920, 470), (860, 520), (700, 528), (550, 522)])
    sheet.area(goaf, PAPER)
    crack(sheet, ((560, 170), (540, 250), (572, 330), (560, 404)), BAD)
    crack(sheet, ((860, 170), (880, 250), (846, 330), (858, 404)), BAD)
    sheet.arrow([(710, 220), (710, 410)], SIGNAL, width=34)
    sheet.text((710, 474), "采空区")
    sheet.badge((990, 466), 1)
    sheet.badge((300, 288), 2)
    sheet.badge((990, 110), 3)
    sheet.badge((628, 296), 4)
    return ("底下擅自开采，空了", "排土场压在空区上", "上面建了干选厂", "下雨，塌下去")


def _plant(sheet: Sheet) -> None:
    sheet.area([(600, 166), (600, 84), (690, 40), (780, 84), (780, 166)], SURFACE)
    sheet.area([(800, 166), (820, 70), (900, 70), (920, 166)], STEEL)
    sheet.line([(480, 150), (610, 96)], EDGE, width=14)
    sheet.box((640, 108, 740, 166), INK, radius=0)


def dam_break(sheet: Sheet) -> Legend:
    """An over-full pond breaks its dam; the mud runs down to where people are."""
    ground = smooth([(-20, 300), (160, 350), (420, 380), (640, 430), (900, 486), (1300, 510)])
    sheet.area([*ground, (1300, 600), (-20, 600)], ROCK)
    top = smooth([(400, 126), (470, 176), (570, 296), (760, 384), (980, 442), (1180, 486)])
    bottom = smooth([(1180, 508), (900, 488), (640, 432), (420, 382), (160, 352), (-20, 302)])
    sheet.area([(-20, 126), *top, *bottom], TAILINGS)
    for y in (176, 226, 276):
        sheet.line([(20, y), (330 + (y - 176) * 0.2, y)], EDGE, width=5)
    sheet.dashes([(410, 126), (500, 126), (650, 430)], INK, width=8)
    for left in (960, 1090):
        house(sheet, (left, 396, left + 96, 484))
    sheet.arrow(smooth([(470, 250), (600, 350), (820, 430)]), SIGNAL, width=32)
    sheet.badge((180, 82), 1)
    sheet.badge((640, 250), 2)
    sheet.badge((1076, 296), 3)
    return ("尾矿库装得过满", "坝垮了，泥浆冲下来", "下游有人的地方")


def drainage_well(sheet: Sheet) -> Legend:
    """The arch plates of a drainage well give way; tailings leave by the tunnel under the dam."""
    sheet.area([(-20, 420), (1300, 470), (1300, 600), (-20, 600)], ROCK)
    sheet.area([(-20, 190), (690, 190), (770, 446), (-20, 422)], TAILINGS)
    sheet.area([(-20, 150), (670, 150), (690, 190), (-20, 190)], WATER)
    sheet.area([(670, 120), (760, 120), (1010, 458), (772, 450)], SUNK)
    sheet.area([(350, 440), (1300, 476), (1300, 536), (350, 520)], PAPER)
    _well(sheet)
    sheet.area([(374, 452), (500, 474), (1290, 502), (1290, 530), (374, 514)], TAILINGS, outline=None)
    sheet.arrow([(590, 320), (440, 320)], SIGNAL, width=30)
    sheet.arrow([(980, 506), (1200, 513)], SURFACE, width=12)
    sheet.badge((424, 60), 1)
    sheet.badge((640, 250), 2)
    sheet.badge((1130, 420), 3)
    return ("排水井没按标准建", "拱板坏了", "泄漏 253 万立方米，没有人遇难")


def _well(sheet: Sheet) -> None:
    """The well in the pond: two columns and arch plates between them, four of them gone."""
    sheet.area([(366, 112), (482, 112), (482, 520), (366, 520)], PAPER)
    for row in range(10):
        if row not in (4, 5, 6):
            sheet.box((376, 116 + row * 34, 472, 146 + row * 34), STEEL, radius=0, width=4)
    sheet.line([(356, 100), (356, 524)], INK, width=18)
    sheet.line([(492, 100), (492, 252)], INK, width=18)
    sheet.line([(492, 354), (492, 440)], INK, width=18)
    sheet.line([(340, 104), (508, 104)], INK, width=14)


def steep_pit(sheet: Sheet) -> Legend:
    """Benches merged into one steep face, its toe dug away: the face comes down."""
    sheet.area([(-20, 110), (440, 110), (590, 480), (1300, 480), (1300, 600), (-20, 600)], ROCK)
    design = [(440, 110), (560, 110), (590, 200), (710, 200), (740, 290), (860, 290)]
    sheet.dashes(design, INK, width=8)
    slide = smooth([(250, 110), (300, 260), (400, 400), (590, 480)])
    sheet.area([*slide, (720, 480), (620, 380), (520, 280), (470, 160), (440, 110)], LINE)
    crack(sheet, ((160, 114), (176, 170), (164, 230)), BAD)
    boulders(sheet, ((700, 452, 34), (640, 440, 28), (770, 462, 22)))
    sheet.arrow(smooth([(384, 180), (440, 300), (560, 410)]), SIGNAL, width=34)
    _excavator(sheet, (900, 480))
    sheet.badge((790, 160), 1)
    sheet.badge((1050, 430), 2)
    sheet.badge((330, 330), 3)
    return ("台阶并掉，坡又高又陡", "坡脚还在不停地挖", "整个边坡垮下来（露天煤矿）")


def _excavator(sheet: Sheet, foot: Point) -> None:
    """An excavator facing left; `foot` is the ground under its middle."""
    x, y = foot
    sheet.box((x - 80, y - 40, x + 80, y - 4), INK, radius=18)
    sheet.area([(x - 50, y - 46), (x - 50, y - 110), (x + 84, y - 110), (x + 84, y - 46)], STEEL)
    sheet.box((x - 46, y - 158, x + 14, y - 104), SURFACE)
    sheet.line([(x - 40, y - 90), (x - 130, y - 150), (x - 176, y - 50)], INK, width=18)
    sheet.area([(x - 204, y - 58), (x - 150, y - 58), (x - 160, y - 8), (x - 196, y - 14)], STEEL)
    wheel(sheet, (x - 54, y - 22), 16)
    wheel(sheet, (x + 54, y - 22), 16)
