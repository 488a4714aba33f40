"""Scenes under ground of fire, explosives and wheels."""

from home.demo.drawing.palette import BAD, EDGE, FLOOR, INK, INK_3, PAPER, ROCK, SIGNAL, STEEL, SURFACE, WARN_SOFT
from home.demo.drawing.pieces import crate, flame, gas, headframe, wheel
from home.demo.drawing.sheet import Legend, Point, Sheet, moved, smooth


def shaft_blast(sheet: Sheet) -> Legend:
    """Hot work at the mouth of the return shaft, explosives of all kinds together below."""
    sheet.area([(-20, 200), (1300, 200), (1300, 600), (-20, 600)], ROCK)
    sheet.area([(300, 200), (420, 200), (420, 380), (1180, 380), (1180, 524), (300, 524)], PAPER)
    sheet.area([(304, 190), (416, 190), (416, 210), (304, 210)], PAPER, outline=None)
    headframe(sheet, 360, 196)
    sheet.text((250, 300), "回风井", anchor="rm")

    for left in (580, 644):
        sheet.box((left, 96, left + 50, 200), STEEL, radius=18)
    sheet.line(smooth([(604, 96), (560, 70), (520, 110), (500, 132)]), EDGE, width=8)
    sheet.line([(500, 132), (452, 172)], INK, width=16)
    sheet.burst((432, 180), 36, BAD, points=8)

    crate(sheet, (610, 420, 754, 524), "雷管")
    crate(sheet, (772, 420, 950, 524), "导爆索")
    crate(sheet, (968, 420, 1112, 524), "炸药")
    sheet.burst((500, 450), 68, SIGNAL)
    sheet.badge((1110, 330), 1)
    sheet.badge((760, 140), 2)
    sheet.badge((360, 452), 3)
    return ("井下三样混放在一起", "回风井口在动火", "井下爆炸")


def timber_fire(sheet: Sheet) -> Legend:
    """Welding sets the timber of a support alight; the smoke takes the way of old workings."""
    sheet.area([(-20, 70), (1300, 70), (1300, 600), (-20, 600)], ROCK)
    old = smooth([(540, 350), (600, 250), (690, 196), (800, 176), (880, 220), (930, 300)])
    back = smooth([(990, 300), (930, 160), (810, 106), (670, 126), (560, 196), (470, 350)])
    sheet.area([(-20, 340), (640, 340), (640, 500), (-20, 500)], PAPER)
    sheet.area([(880, 290), (1300, 290), (1300, 450), (880, 450)], PAPER)
    sheet.area([*old, *back], EDGE)
    sheet.area([(474, 336), (536, 336), (536, 356), (474, 356)], EDGE, outline=None)
    sheet.area([(934, 284), (986, 284), (986, 304), (934, 304)], EDGE, outline=None)

    for left in (70, 250, 430):
        sheet.box((left - 14, 348, left + 14, 496), WARN_SOFT, radius=0, width=6)
    sheet.box((40, 344, 470, 372), WARN_SOFT, radius=0, width=6)
    gas(sheet, ((505, 376, 36), (555, 386, 40), (604, 374, 28)), fill=EDGE, rim=INK_3)
    gas(sheet, ((962, 330, 40), (1030, 342, 46), (1100, 330, 36)), fill=EDGE, rim=INK_3)
    sheet.arrow(smooth([(506, 330), (560, 238), (680, 164), (810, 140), (910, 196), (956, 276)]), SURFACE, width=12)
    flame(sheet, (340, 496), 150, SIGNAL)
    sheet.text((1120, 414), "有人干活")
    sheet.badge((180, 436), 1)
    sheet.badge((730, 270), 2)
    sheet.badge((1210, 340), 3)
    return ("烧焊引着木背板", "毒烟进了老巷道", "一氧化碳窜到有人的地方")


def runaway_ramp(sheet: Sheet) -> Legend:
    """A surface vehicle, overloaded, without brakes on the way down."""
    sheet.area([(290, 66), (1300, 66), (1300, 310), (290, 96)], ROCK)
    sheet.area([(-20, 264), (1300, 540), (1300, 600), (-20, 600)], FLOOR)
    _bus(sheet, (520, 374), slope=11.8)
    sheet.arrow([(800, 366), (1030, 414)], SIGNAL, width=34)
    for height, length in ((258, 90), (306, 130), (352, 90)):
        start = (300 - (352 - height) * 0.2, height - 40)
        sheet.line([start, (start[0] - length, start[1] - length * 0.209)], INK, width=8)
    sheet.badge((100, 180), 1)
    sheet.badge((520, 460), 2)
    sheet.badge((900, 312), 3)
    return ("地面的车开进了井下", "车上严重超载", "斜坡道上刹车失灵（初步通报）")


def _bus(sheet: Sheet, foot: Point, *, slope: float) -> None:
    """A plain bus 420 long standing on the slope; `foot` is the road under its middle."""

    def placed(points: list[Point]) -> list[Point]:
        return moved(points, by=foot, turned=slope)

    sheet.area(placed([(-210, -32), (-210, -176), (170, -176), (212, -110), (212, -32)]), SURFACE)
    for left in (-180, -90, 0):
        sheet.area(placed([(left, -158), (left + 66, -158), (left + 66, -114), (left, -114)]), INK, outline=None)
    sheet.area(placed([(92, -158), (160, -158), (190, -108), (92, -108)]), INK, outline=None)
    label = placed([(-10, -76)])[0]
    sheet.text(label, "超载", size=40)
    for x in (-130, 130):
        wheel(sheet, placed([(x, -34)])[0], 40)
