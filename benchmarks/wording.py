"""Questions that differ as those of a real bank do: a page of fifty would else shrink to nothing when it is compressed.

Fifty of them compress to some five kilobytes, a little more than fifty of a safety officers' bank do.
"""

from __future__ import annotations

from random import Random

WHERE = (
    "采掘工作面",
    "井底车场",
    "尾矿库坝面",
    "熔炼炉前",
    "配电室",
    "提升机房",
    "溜井口",
    "排土场边",
    "有限空间内",
    "皮带机旁",
)
WHO = (
    "当班电工",
    "放炮员",
    "把钩工",
    "值班调度员",
    "新来的学徒",
    "带班矿领导",
    "铲车司机",
    "仓库保管员",
    "巡坝工",
    "炉前工",
)
SEES = (
    "听见顶板掉渣、支架作响",
    "发现淋水变大、颜色发浑",
    "闻到一股焦糊味",
    "看见浸润线比昨天高出半米",
    "量得一氧化碳浓度二十八",
    "看见钢丝绳断了好几股",
    "发现护栏被人拆走一段",
    "看到雷管和炸药放在一个箱里",
    "发现风筒脱节、风量不足",
    "看到冷却水管有水滴到铁水边",
)
ASKS = (
    "首先应该怎么做",
    "哪一种做法是对的",
    "下面哪一项违反了规程",
    "按岗位操作规程应当怎样处置",
    "谁有权下令停产撤人",
)
DOES = (
    "停下手里的活",
    "切断电源并挂牌上锁",
    "沿避灾路线往上风侧走",
    "拿灭火器对着根部喷",
    "叫上旁边的人一起",
    "戴好自救器再动",
    "先设警戒、不让人靠近",
)
THEN = (
    "再向调度室报告",
    "等通风半小时再进去看",
    "把情况写进交接班记录",
    "由班组长清点人数",
    "不经检查不得恢复作业",
    "请监护人守在入口",
    "用长杆敲帮问顶",
)
BUT = (
    "绝不自己逞能",
    "干完这一班再说",
    "能省一道是一道",
    "照老师傅说的来",
    "拍张照发到群里",
    "先把设备搬出来",
    "留一个人看着",
)


def question(number: int) -> tuple[str, tuple[str, ...]]:
    """Return a stem and four options, the same ones for a number each time."""
    draw = Random(number)
    stem = f"{draw.choice(WHERE)}，{draw.choice(WHO)}{draw.choice(SEES)}，这时{draw.choice(ASKS)}（{number}）？"
    options = tuple(f"{draw.choice(DOES)}，{draw.choice(THEN)}，{draw.choice(BUT)}" for _option in range(4))
    return stem, options
