"""People who do not exist, the same ones at every run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from random import Random

from home.demo.county import WORKERS_EACH, DemoEnterprise
from organizations.models import Employment
from organizations.roster.layout import RosterRow

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟"
    "汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文焦牛原司苗申成庞安"
)
GIVEN_NAMES = """
建国 志强 国平 秀英 二虎 保田 桂香 月娥 玉林 贵生 有福 春梅 向东 小军 海龙 富贵 守义 永红 卫东 爱民 金山 树林 文明 建军
红霞 改花 彩云 天顺 长生 来福 双喜 满仓 进财 福海 喜旺 新民 晓红 俊杰 丽娟 淑珍 国庆 明亮 和平 成功 胜利 铁柱 栓柱 根生
水生 土生 大山 学文 学武 世英 世杰 玉珍 玉兰 秋菊 冬梅 雪莲 振华 振东 耀祖 兴旺 兴盛 德胜 德才 志刚 志明 志远 建华 建设
"""
GIVEN = GIVEN_NAMES.split()
DISPATCHED_EVERY = 9


def roster_of(enterprise: DemoEnterprise, *, seed: int, today: date) -> list[RosterRow]:
    """Return the enterprise's fifty invented people, spread over its teams; the same for the same seed."""
    rng = Random(seed)  # noqa: S311  (invented people, not secrets)
    names = _names(rng)
    places = cycle([(workshop, team) for workshop, teams in enterprise.workshops.items() for team in teams])
    posts = cycle(enterprise.posts)
    return [
        RosterRow(
            number=number + 1,
            name=next(names),
            employee_no=f"{number:04d}",
            workshop=workshop,
            team=team,
            post=next(posts),
            employment=Employment.DISPATCHED if number % DISPATCHED_EVERY == 0 else Employment.REGULAR,
            started_on=today - timedelta(days=rng.randint(200, 6000)),
        )
        for number, (workshop, team) in zip(range(1, WORKERS_EACH + 1), places, strict=False)
    ]


def _names(rng: Random) -> Iterator[str]:
    seen = set()
    while True:
        name = rng.choice(SURNAMES) + rng.choice(GIVEN)
        if name not in seen:
            seen.add(name)
            yield name
