"""The lines of a bonus sheet as a table."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from django import template

from exams.bonus.freezing import total
from exams.models import BonusAppeal

if TYPE_CHECKING:
    from exams.bonus.freezing import Rows
    from exams.models import BonusLine

register = template.Library()


@register.inclusion_tag("exams/desk/_bonus_table.html")
def bonus_table(rows: Rows, lines: Collection[BonusLine], appeals: Iterable[BonusAppeal | int]) -> dict[str, Any]:
    """Show these lines of the sheet with their sum; `appeals`, or their workers, mark the lines appealed against."""
    return {
        "sheet": rows.sheet,
        "lines": lines,
        "has_yuan": rows.has_yuan,
        "base": total(line.base for line in lines),
        "amount": total(line.amount for line in lines),
        "appealed": {one.worker_id if isinstance(one, BonusAppeal) else one for one in appeals if _is_open(one)},
    }


def _is_open(appeal: BonusAppeal | int) -> bool:
    return not isinstance(appeal, BonusAppeal) or appeal.answered_at is None
