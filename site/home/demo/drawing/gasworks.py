"""Scenes of coal gas: a leaking valve by a room, a boiler under repair, a bag filter that still holds gas."""

from home.demo.drawing.palette import EDGE, FLOOR, INK, PAPER, SIGNAL, STEEL, SUNK, SURFACE
from home.demo.drawing.pieces import gas, valve
from home.demo.drawing.sheet import Legend, Sheet


def gas_to_room(sheet: Sheet) -> Legend:
    """Gas leaks at a goggle valve and reaches the control room where people wait."""
    sheet.area([(-20, 500), (1300, 500), (1300, 600), (-20, 600)], FLOOR)
    sheet.box((-20, 120, 620, 230), STEEL, radius=0)
    for x in (100, 540):
        sheet.box((x - 20, 230, x + 20, 500), SUNK, radius=0)
    sheet.box((306, 92, 350, 258), INK, radius=4)
    sheet.oval((282, 30, 374, 122), STEEL)
    sheet.dot((328, 76), 22, PAPER)

    gas(sheet, ((420, 300, 56), (510, 340, 66), (610, 380, 70), (700, 420, 62), (770, 440, 50)))
    sheet.text((600, 376), "煤气")
    sheet.box((800, 230, 1210, 500), SURFACE)
    sheet.area([(770, 230), (1240, 230), (1240, 186), (770, 186)], STEEL)
    sheet.box((840, 350, 930, 500), PAPER)
    sheet.text((1070, 306), "控制室")
    sheet.box((990, 350, 1160, 430), PAPER)
    sheet.arrow([(340, 236), (420, 316)], SIGNAL, width=30)
    sheet.badge((440, 70), 1)
    sheet.badge((520, 440), 2)
    sheet.badge((1200, 132), 3)
    return ("眼镜阀处漏出煤气", "煤气散到控制室", "人正在控制室里等着")


def boiler_repair(sheet: Sheet) -> Legend:
    """Gas is in a boiler under repair. How it came in was not read."""
    sheet.area([(-20, 510), (1300, 510), (1300, 600), (-20, 600)], FLOOR)
    sheet.box((-20, 300, 520, 380), STEEL, radius=0)
    valve(sheet, (250, 340), 58)
    sheet.line([(250, 300), (250, 232)], INK, width=12)
    sheet.line([(196, 232), (304, 232)], INK, width=16)

    sheet.area([(500, 110), (1000, 110), (1000, 510), (500, 510)], SUNK)
    sheet.area([(560, 170), (940, 170), (940, 510), (560, 510)], PAPER)
    for x in (610, 690, 770, 850):
        sheet.line([(x, 176), (x, 240)], EDGE, width=14)
    sheet.box((690, 30, 790, 110), SUNK, radius=0)
    gas(sheet, ((640, 350, 52), (730, 330, 64), (830, 350, 60), (760, 390, 56)))
    sheet.text((736, 352), "煤气")
    sheet.dot((530, 340), 42, SIGNAL)
    sheet.text((530, 338), "?", fill=SURFACE, size=64)

    sheet.box((1000, 380, 1020, 510), INK, radius=0)
    for level in (300, 400):
        sheet.line([(1020, level), (1220, level)], INK, width=10)
    for x in (1050, 1200):
        sheet.line([(x, 230), (x, 510)], EDGE, width=10)
    sheet.text((1130, 262), "检修")
    sheet.badge((120, 250), 1)
    sheet.badge((1060, 150), 2)
    sheet.badge((620, 450), 3)
    return ("煤气管道和阀门", "锅炉正在检修", "煤气到了人跟前，怎么来的没有读到")


def bag_filter(sheet: Sheet) -> Legend:
    """A bag filter of a blast furnace, stopped, with gas left inside."""
    sheet.area([(-20, 510), (1300, 510), (1300, 600), (-20, 600)], FLOOR)
    sheet.box((-20, 130, 480, 200), STEEL, radius=0)
    valve(sheet, (240, 165), 52)
    sheet.box((800, 130, 1300, 200), STEEL, radius=0)
    valve(sheet, (1040, 165), 52)
    for x in (500, 780):
        sheet.line([(x, 380), (x, 510)], INK, width=16)
    sheet.area([(470, 100), (810, 100), (810, 380), (690, 490), (590, 490), (470, 380)], SURFACE)
    sheet.oval((470, 50, 810, 150), STEEL)
    gas(sheet, ((560, 300, 58), (640, 330, 70), (720, 300, 58), (640, 400, 50)))
    for x in (530, 600, 680, 750):
        sheet.box((x - 20, 150, x + 20, 290), SUNK, radius=10, width=6)
    sheet.text((640, 350), "煤气")
    sheet.box((790, 280, 850, 370), PAPER)
    sheet.arrow([(1010, 325), (870, 325)], SIGNAL, width=30)
    sheet.badge((880, 90), 1)
    sheet.badge((410, 330), 2)
    sheet.badge((1070, 325), 3)
    return ("布袋除尘器", "里面还有残余煤气", "人孔：没通风、没检测，不许进")
