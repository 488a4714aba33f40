"""Scenes under ground where water or rock came down: sections through the mine."""

from home.demo.drawing.palette import BAD, FLOOR, INK, PAPER, ROCK, SIGNAL, SURFACE, WATER
from home.demo.drawing.pieces import boulders, crack, headframe, rain
from home.demo.drawing.sheet import Legend, Sheet, ring, smooth


def flooded_stope(sheet: Sheet) -> Legend:
    """Rain breaks through a flood gully into a goaf, and from there into the stope."""
    surface = [*smooth([(-20, 200), (150, 186), (300, 206), (390, 262)]), (480, 262)]
    surface += smooth([(480, 262), (560, 220), (760, 210), (1300, 214)])
    sheet.area([*surface, (1300, 600), (-20, 600)], ROCK)
    rain(sheet, (280, 40, 640, 190))

    goaf = ring([(190, 400), (250, 346), (420, 330), (600, 340), (676, 410), (610, 480), (400, 494), (250, 480)])
    sheet.area([(392, 258), (478, 258), (524, 350), (346, 350)], WATER)
    sheet.area(goaf, WATER)
    sheet.area([(396, 266), (474, 266), (512, 360), (358, 360)], WATER, outline=None)
    sheet.dashes([(392, 262), (350, 346)], SURFACE)
    sheet.dashes([(478, 262), (520, 346)], SURFACE)
    sheet.text((440, 430), "1320 采空区", fill=SURFACE)

    sheet.area([(1110, 212), (1190, 213), (1190, 530), (760, 530), (760, 400), (1110, 400)], PAPER)
    sheet.area([(764, 484), (1186, 484), (1186, 526), (764, 526)], WATER, outline=None)
    headframe(sheet, 1150, 212)
    sheet.text((980, 444), "1310 采场")
    sheet.arrow([(636, 420), (856, 452)], SIGNAL, width=26)

    sheet.badge((590, 284), 1)
    sheet.badge((220, 110), 2)
    sheet.badge((272, 430), 3)
    sheet.badge((722, 340), 4)
    return ("沟底矿柱被采掉", "沟塌，雨水灌下去", "采空区有老空水", "薄岩层破，水涌进采场")


def trespassed_goaf(sheet: Sheet) -> Legend:
    """A drift is followed over the mine's border into the neighbour's sealed goaf, whose roof comes down."""
    sheet.area([(-20, 70), (1300, 70), (1300, 600), (-20, 600)], ROCK)
    roof = smooth([(640, 320), (660, 270), (740, 206), (860, 176), (1040, 190), (1170, 240), (1210, 330)])
    sheet.area([(-20, 320), *roof, (1220, 440), (-20, 440)], PAPER)
    sheet.dashes([(560, 20), (560, 548)], INK, width=8)
    sheet.text((536, 150), "本矿", anchor="rm")
    sheet.text((584, 150), "邻矿", anchor="lm")

    for left, top in ((644, 320), (690, 320), (624, 352), (670, 352), (700, 408)):
        sheet.box((left, top, left + 46, top + 32), FLOOR, radius=0, width=5)
    sheet.arrow([(60, 410), (800, 410)], INK, width=18)
    boulders(sheet, ((880, 416, 40), (960, 410, 52), (1050, 416, 44), (1130, 420, 36)))
    boulders(sheet, ((870, 250, 30), (1090, 268, 34)))
    sheet.arrow([(978, 200), (978, 330)], SIGNAL, width=30)
    sheet.badge((300, 360), 1)
    sheet.badge((610, 262), 2)
    sheet.badge((1060, 160), 3)
    return ("从自己的矿越界", "进了封闭的采空区", "顶板垮下来")


def roof_fall(sheet: Sheet) -> Legend:
    """Rock comes loose above a working place. Nothing more is known."""
    sheet.area([(-20, 70), (1300, 70), (1300, 600), (-20, 600)], ROCK)
    arch = smooth([(300, 520), (300, 360), (380, 220), (540, 168), (740, 168), (900, 220), (980, 360), (980, 520)])
    sheet.area(arch, PAPER)
    sheet.area([(-20, 516), (1300, 516), (1300, 600), (-20, 600)], FLOOR)
    for start in ((520, 176), (640, 164), (760, 176)):
        crack(sheet, (start, (start[0] - 14, start[1] - 40), (start[0] + 10, start[1] - 84)), BAD)
    boulders(sheet, ((700, 470, 56), (610, 486, 36), (790, 486, 34)))
    boulders(sheet, ((560, 236, 30), (720, 224, 36)))
    sheet.arrow([(640, 230), (640, 396)], SIGNAL, width=30)
    sheet.badge((390, 440), 1)
    sheet.badge((830, 330), 2)
    sheet.badge((860, 124), 3)
    return ("有人干活的地方", "岩石垮落", "上面为什么松，通报的原因部分没有读到")
