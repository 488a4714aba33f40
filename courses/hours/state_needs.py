"""What the state asks for, laid into every new database; who runs the installation keeps it up to date in the admin.

《生产经营单位安全培训规定》 is Order 3 of 2006, as amended by Orders 63 and 80 (in force since 2015-07-01). Of the
industries here its 非煤矿山 are the mines and tailings ponds, its 金属冶炼 metallurgy and non-ferrous metals. Art. 13
leaves the yearly hours of other industries' workers open: so do we.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connections

from courses.models.hours import HoursNeed, Learner
from organizations.models import Industry

RULE = "《生产经营单位安全培训规定》（总局令第3号，80号令修正）"
MINING_LAW = "《矿山安全法实施条例》第三十五条"
SINCE = date(2015, 7, 1)
MINES = [Industry.UNDERGROUND_MINE, Industry.OPEN_PIT_MINE]
SMELTING = [Industry.METALLURGY, Industry.NONFERROUS]
HIGH_RISK = [*MINES, Industry.TAILINGS_POND, *SMELTING]


def state_needs() -> list[HoursNeed]:
    """Return the rows of the state's rules, not saved yet."""
    return [
        _need(Learner.MANAGER, [], 32, 12, f"{RULE}第九条第一款"),
        _need(Learner.MANAGER, HIGH_RISK, 48, 16, f"{RULE}第九条第二款"),
        _need(Learner.WORKER, [], 24, None, f"{RULE}第十三条第一款"),
        # the Regulations on Mines ask for 20 hours a year too; before work for 72 underground, 40 in an open pit
        _need(Learner.WORKER, MINES, 72, 20, f"{RULE}第十三条第二款；{MINING_LAW}"),
        _need(Learner.WORKER, [Industry.TAILINGS_POND, *SMELTING], 72, 20, f"{RULE}第十三条第二款"),
    ]


def _need(learner: Learner, industries: list[Industry], first: int, yearly: int | None, basis: str) -> HoursNeed:
    return HoursNeed(
        learner=learner,
        industries=[str(industry) for industry in industries],
        first_hours=first,
        yearly_hours=yearly,
        in_force_on=SINCE,
        basis=basis,
    )


def lay_state_needs(*, using: str = "default", **kwargs: Any) -> None:
    """What the state asks for exists afterwards, unless there is something of the state already; after each migration.

    A database that is only part of the way through its migrations is left alone.
    """
    if HoursNeed._meta.db_table not in connections[using].introspection.table_names():
        return
    if not HoursNeed.objects.filter(unit=None).exists():
        HoursNeed.objects.bulk_create(state_needs())
