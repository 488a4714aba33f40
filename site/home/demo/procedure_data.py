"""The demonstration's procedures: what underground supporters and blasters have to do, in our own words."""

from __future__ import annotations

from courses.procedures.steps import StepDraft

SUPPORT_POST, BLAST_POST = "支护工", "爆破工"
SUPPORT_CHANGES = "第二步写明撬棍长度和站位；加了“试拉锚杆”一步。"

BEFORE_WORK = StepDraft(
    "进工作面前先通风、先看班前记录",
    "炮烟中毒，上一班留下的隐患",
    "通风不少于30分钟，便携仪报警就退出来",
    "不带便携仪、炮烟没散就进去",
    "安全帽、矿灯、自救器、矿靴",
)
SCALING = StepDraft(
    "敲帮问顶，撬下浮石",
    "浮石掉落砸人",
    "由外向里、由顶到帮，一人撬，一人照明监护；退路上没有杂物",
    "没撬完就进去干活，站在浮石正下方撬",
    "安全帽、矿靴、手套、护目镜",
    is_critical=True,
)
DRILLING = StepDraft(
    "打锚杆眼",
    "断钎伤人，粉尘伤肺",
    "湿式打眼，眼位按支护图，眼深误差不超过50毫米",
    "干打眼，戴手套扶钎",
    "安全帽、防尘口罩、护目镜、耳塞",
)
BOLTING = StepDraft(
    "装锚杆，上托盘",
    "没支好的顶板冒落",
    "托盘贴紧岩面，从已支护的地方往前一根一根装",
    "空顶作业，隔着一排先装前面的",
    "安全帽、手套、矿靴",
    is_critical=True,
)
CLEARING = StepDraft(
    "清理现场，交班写清", "后一班不知道险情", "没支完的地方挂警示牌，写进交班本", "只口头说一声", "安全帽"
)

SUPPORT_FIRST = (BEFORE_WORK, SCALING, DRILLING, BOLTING, CLEARING)
SUPPORT_SECOND = (
    BEFORE_WORK,
    StepDraft(
        SCALING.action,
        SCALING.hazard,
        "由外向里、由顶到帮，撬棍不短于2米，人站在侧面；一人撬，一人照明监护；退路上没有杂物",
        SCALING.forbidden,
        SCALING.gear,
        is_critical=True,
    ),
    DRILLING,
    BOLTING,
    StepDraft("试拉锚杆", "锚杆没锚住", "每班抽查，拉力达到支护图写的数", "不合格的不补打", "安全帽、手套"),
    CLEARING,
)

BLASTING = (
    StepDraft(
        "领火工品，双人双锁押运",
        "火工品丢失、撞击爆炸",
        "炸药和雷管分开装、分开走，领多少记多少",
        "一个人把炸药和雷管一起背",
        "防静电工作服、安全帽",
    ),
    StepDraft(
        "装药前查眼、查顶、查气体",
        "冒顶、残药、有害气体",
        "先撬净浮石，眼里没有残药，气体不超限",
        "打残眼，边打眼边装药",
        "安全帽、自救器、便携仪",
        is_critical=True,
    ),
    StepDraft(
        "设警戒，清人",
        "有人误入被炸",
        "所有通道都有人站岗，三遍信号，人数清点对得上",
        "只拉绳子不站人，人没撤完就连线",
        "安全帽、口哨、矿灯",
        is_critical=True,
    ),
    StepDraft("起爆", "早爆、误爆", "爆破员一个人拿钥匙，从安全地点起爆", "别人代按起爆器", "安全帽、耳塞"),
    StepDraft(
        "等够时间再进去查",
        "炮烟中毒，盲炮",
        "通风不少于15分钟，先查盲炮再解除警戒；有盲炮当班处理",
        "炮一响就往里走，掏、拉盲炮的雷管",
        "自救器、便携仪、安全帽",
        is_critical=True,
    ),
)
