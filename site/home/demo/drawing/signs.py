"""Four safety signs in the shapes and colours that tell what they want: forbid, warn, oblige, point out the way.

Shapes and colours are those of GB 2894; the figures in them are drawn by this project.
"""

from collections.abc import Callable

from PIL import Image

from home.demo.drawing.sheet import Sheet, smooth

SIDE = 320  # pixels, and units
RED, YELLOW, BLUE, GREEN, WHITE, BLACK = "#c1121f", "#f7c600", "#0b4ea2", "#0b7a3b", "#ffffff", "#111111"


def no_open_fire() -> Image.Image:
    """Return a red ring with a slash over a burning match."""
    sheet = _blank()
    sheet.line([(112, 232), (186, 150)], BLACK, width=16)
    flame = [(186, 150), (168, 124), (184, 92), (196, 70), (208, 100), (220, 124), (204, 150), (186, 150)]
    sheet.area(smooth(flame), BLACK, outline=None)
    sheet.oval((30, 30, 290, 290), None, outline=RED, width=30)
    sheet.line([(78, 78), (242, 242)], RED, width=28)
    return sheet.finished()


def live_parts() -> Image.Image:
    """Return a yellow triangle with a bolt."""
    sheet = _blank()
    sheet.area([(160, 34), (296, 270), (24, 270)], YELLOW, outline=BLACK, width=20)
    sheet.area(
        [(166, 108), (122, 190), (154, 190), (138, 248), (196, 166), (162, 166), (180, 108)], BLACK, outline=None
    )
    return sheet.finished()


def helmet_on() -> Image.Image:
    """Return a blue disc with a head that wears a helmet."""
    sheet = _blank()
    sheet.dot((160, 160), 136, BLUE)
    sheet.area(
        [(108, 262), (112, 236), (136, 220), (184, 220), (208, 236), (212, 262), (160, 282)], WHITE, outline=None
    )
    sheet.oval((118, 122, 202, 218), WHITE, outline=None)
    dome = [(84, 150), (92, 110), (122, 78), (160, 68), (198, 78), (228, 110), (236, 150)]
    sheet.area([*smooth(dome), (236, 150), (84, 150)], WHITE, outline=BLUE, width=7)
    sheet.line([(76, 154), (244, 154)], WHITE, width=16)
    sheet.line([(160, 70), (160, 136)], BLUE, width=8)
    return sheet.finished()


def way_out() -> Image.Image:
    """Return a green square with somebody who runs to a door."""
    sheet = _blank()
    sheet.box((28, 28, 292, 292), GREEN, radius=10, outline=None)
    sheet.box((196, 70, 270, 252), WHITE, radius=0, outline=None)
    sheet.dot((142, 86), 21, WHITE)
    for limb in (
        ((136, 112), (118, 172)),
        ((136, 122), (172, 146), (192, 132)),
        ((134, 122), (96, 132), (84, 162)),
        ((120, 170), (156, 196), (158, 244)),
        ((118, 170), (104, 214), (64, 226)),
    ):
        sheet.line(list(limb), WHITE, width=20)
    return sheet.finished()


def _blank() -> Sheet:
    sheet = Sheet((SIDE, SIDE), units=(SIDE, SIDE))
    sheet.box((-10, -10, SIDE + 10, SIDE + 10), WHITE, radius=0, outline=None)
    return sheet


SIGNS: dict[str, Callable[[], Image.Image]] = {
    "红色圆圈加斜杠，里面是一根点着的火柴": no_open_fire,
    "黄色三角形，里面是一道闪电": live_parts,
    "蓝色圆形，里面是戴着安全帽的人头": helmet_on,
    "绿色方块，里面是跑向门口的人": way_out,
}
