"""Drawings of how the demonstration's accidents unfolded, made by this project: plain shapes, numbered parts."""

from PIL import Image

from home.demo.case_data import CaseData
from home.demo.drawing.dust import dust_collector, dusty_workshop
from home.demo.drawing.fire import runaway_ramp, shaft_blast, timber_fire
from home.demo.drawing.gasworks import bag_filter, boiler_repair, gas_to_room
from home.demo.drawing.melt import ladle_over_room, mould_blast
from home.demo.drawing.sheet import HEIGHT, WIDTH, Legend, Scene, Sheet
from home.demo.drawing.surface import dam_break, drainage_well, dump_over_goaf, steep_pit
from home.demo.drawing.underground import flooded_stope, roof_fall, trespassed_goaf

_SCENES: dict[str, Scene] = {
    "angang-2012": mould_blast,
    "dahongcai-2021": flooded_stope,
    "hushan-2021": shaft_blast,
    "jingcheng-2022": dump_over_goaf,
    "lianshan-2015": timber_fire,
    "luming-2020": drainage_well,
    "qinghe-2007": ladle_over_room,
    "qingda-2019": trespassed_goaf,
    "shenrong-2024": dusty_workshop,
    "shuigang-2018": boiler_repair,
    "songshan-2018": gas_to_room,
    "wangzhuang-2019": bag_filter,
    "xinjing-2023": steep_pit,
    "xinta-2008": dam_break,
    "yinman-2019": runaway_ramp,
    "yunbeishan-2023": roof_fall,
    "zhongrong-2014": dust_collector,
}


class NoScene(LookupError):
    """Nobody has drawn this case yet."""


def draw_case(case: CaseData, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Image.Image:
    """A picture of `size` pixels. Raises NoScene for a case without a drawing."""
    sheet, _ = _drawn(case, size)
    return sheet.finished()


def alt_text(case: CaseData) -> str:
    """The drawing in words, for who can't see it: its numbered parts in order."""
    _, legend = _drawn(case, (WIDTH // 8, HEIGHT // 8))
    return f"{case.short_title}示意图：" + "；".join(f"{number} {part}" for number, part in enumerate(legend, start=1))


def _drawn(case: CaseData, size: tuple[int, int]) -> tuple[Sheet, Legend]:
    try:
        scene = _SCENES[case.slug]
    except KeyError as missing:
        raise NoScene(case.slug) from missing
    sheet = Sheet(size)
    legend = scene(sheet)
    sheet.legend(legend)
    sheet.note()
    return sheet, legend
