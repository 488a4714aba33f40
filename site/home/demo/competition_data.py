"""What is asked in the demonstration's competitions, in our own words."""

from __future__ import annotations

from decimal import Decimal

from leaderboard.services.drafts import ChecklistRow

COUNTY_TITLE = "全县岗位作业流程大比拼（班组赛）"
MINE_TITLE = "支护工岗位作业大比武"

TEAM_ORAL = (
    ChecklistRow("说清本班岗位有哪些危险，各怎么防", Decimal(30)),
    ChecklistRow("边指边说开工前的检查，一项不落", Decimal(40)),
    ChecklistRow("说出什么情况必须停下来、撤出去", Decimal(30), is_critical=True),
)
TEAM_PRACTICAL = (
    ChecklistRow("劳动防护用品穿戴齐全，互相检查", Decimal(20)),
    ChecklistRow("检修前停电、验电、上锁挂牌", Decimal(40), is_critical=True),
    ChecklistRow("按流程操作，一人干一人看护", Decimal(25)),
    ChecklistRow("收工清点工具，现场打扫干净", Decimal(15)),
)
SUPPORT_ORAL = (
    ChecklistRow("说清冒顶前的征兆", Decimal(50)),
    ChecklistRow("说清撤退路线和自救器怎么戴", Decimal(50)),
)
SUPPORT_PRACTICAL = (
    ChecklistRow("进工作面前先通风，便携仪带在身上", Decimal(20)),
    ChecklistRow("由外向里敲帮问顶，撬净浮石", Decimal(35), is_critical=True),
    ChecklistRow("湿式打眼，眼位、眼深合乎支护图", Decimal(20)),
    ChecklistRow("锚杆一根一根往前装，托盘贴紧岩面", Decimal(25), is_critical=True),
)
APPEAL = "第三步打眼时水管脱落，重新接上才继续，请看看是不是多扣了分。"
ANSWER = "看过记录，水管脱落不算你的失误，请评委重新打分。"
