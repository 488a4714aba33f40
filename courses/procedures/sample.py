"""A table to fill in: the headings that an import reads, and one step as an example."""

from __future__ import annotations

from django.utils.translation import gettext as _

from courses.procedures.columns import HEADINGS
from organizations.excel import Column, Table

EXAMPLE = {
    "post": "支护工",
    "place": "1",
    "action": "敲帮问顶，撬下浮石",
    "hazard": "浮石掉落砸人",
    "standard": "由外向里、由顶到帮，一人撬，一人照明监护",
    "forbidden": "没撬完就进去干活",
    "gear": "安全帽、矿靴、手套、护目镜",
    "critical": "是",
}
NARROW, WIDE = 10, 30
WIDE_ONES = frozenset({"action", "hazard", "standard", "forbidden", "gear"})


def sample_table() -> Table:
    """Return the sheet; it comes in again as it goes out, where somebody holds the post of the example."""
    return Table(
        name=_("Procedures"),
        title=_("Put your own steps in the place of the example, one a row"),
        columns=[Column(word, WIDE if field in WIDE_ONES else NARROW) for field, word in HEADINGS.items()],
        rows=[tuple(EXAMPLE[field] for field in HEADINGS)],
    )
