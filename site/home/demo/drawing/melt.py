"""Scenes of molten metal: a ladle on its way, a mould at the end of pouring."""

from home.demo.drawing.palette import EDGE, FLOOR, INK, PAPER, SIGNAL, STEEL, SUNK, SURFACE, WARN, WARN_SOFT
from home.demo.drawing.pieces import ladle
from home.demo.drawing.sheet import Legend, Sheet


def ladle_over_room(sheet: Sheet) -> Legend:
    """A general-purpose crane carries a ladle towards the room where the shift gathers."""
    sheet.area([(-20, 500), (1300, 500), (1300, 600), (-20, 600)], FLOOR)
    sheet.box((60, 74, 1220, 120), STEEL, radius=0)
    sheet.box((40, 120, 92, 500), SUNK, radius=0)
    sheet.box((1188, 120, 1240, 500), SUNK, radius=0)
    sheet.box((330, 40, 520, 90), INK, radius=6)
    ladle(sheet, (440, 300), turned=16)
    sheet.line([(370, 90), (338, 250)], INK, width=8)
    sheet.line([(480, 90), (552, 312)], INK, width=8)
    sheet.dashes([(140, 476), (770, 476)], EDGE, width=6)

    sheet.box((800, 300, 1130, 500), SURFACE)
    sheet.area([(776, 300), (1154, 300), (1120, 250), (810, 250)], STEEL)
    sheet.text((965, 362), "交接班室")
    sheet.box((850, 408, 920, 500), INK, radius=0)
    sheet.box((980, 412, 1080, 468), PAPER)
    sheet.arrow([(610, 320), (776, 400)], SIGNAL, width=34)
    sheet.badge((620, 60), 1)
    sheet.badge((250, 300), 2)
    sheet.badge((965, 204), 3)
    return ("用普通吊车吊钢水", "控制故障，钢水包失控", "交接班室设在吊运路线上")


def mould_blast(sheet: Sheet) -> Legend:
    """A mould explodes while the last metal is poured. The cause was not read."""
    sheet.area([(-20, 516), (1300, 516), (1300, 600), (-20, 600)], FLOOR)
    sheet.box((410, 376, 880, 520), SUNK, radius=0)
    sheet.line([(410, 448), (880, 448)], INK, width=6)
    for x in (410, 880):
        sheet.box((x - 22, 430, x + 22, 466), INK, radius=4)
    sheet.area([(560, 376), (580, 430), (640, 430), (660, 376)], WARN_SOFT)
    sheet.line([(420, 16), (420, 100)], INK, width=10)
    sheet.line([(500, 146), (566, 190), (602, 270), (610, 400)], WARN, width=34)
    sheet.line([(500, 146), (566, 190), (602, 270), (610, 400)], WARN_SOFT, width=20)
    ladle(sheet, (420, 176), turned=24, size=0.8)
    sheet.burst((770, 372), 108, SIGNAL, points=12)
    sheet.badge((270, 176), 1)
    sheet.badge((500, 484), 2)
    sheet.badge((920, 270), 3)
    return ("夜里浇注，快结束了", "正在浇注的铸型", "铸型爆炸，为什么炸没有读到")
