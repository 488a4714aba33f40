"""What the bureau, a town and an inspector see of the bonus: that it was done, and how far coefficients spread."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

from django.db.models import Count

from exams.bonus.rule import rounded
from exams.bonus.sheet import months_with_bonus
from exams.models import BonusLine, BonusSheet, SheetState

if TYPE_CHECKING:
    from organizations.models import Unit
    from organizations.models.units import UnitQuerySet

FEWEST = 5  # of fewer people a lowest or a highest coefficient would be somebody's


@dataclass(frozen=True, slots=True)
class Spread:
    """The lowest, middle and highest combined coefficient."""

    lowest: Decimal
    middle: Decimal
    highest: Decimal


@dataclass(frozen=True, slots=True)
class Overseen:
    """One enterprise in one month: how far its sheet is, of how many people; no names, no yuan."""

    enterprise: Unit
    month: date
    sheet: BonusSheet | None
    people: int
    spread: Spread | None

    @property
    def is_done(self) -> bool:
        return self.sheet is not None and self.sheet.state == SheetState.LOCKED


def oversee(enterprises: UnitQuerySet, month: date | None = None) -> tuple[list[date], list[Overseen]]:
    """Return the months that have exams for a bonus, the latest first, and every enterprise in one of them.

    Without a month the latest. Five queries, however many there are.
    """
    pairs = months_with_bonus(enterprises)
    months = sorted({month for _enterprise, month in pairs}, reverse=True)
    chosen = month or next(iter(months), None)
    if chosen is None:
        return months, []
    kept = BonusSheet.objects.filter(enterprise__in=enterprises, month=chosen, number=0)
    sheets = {sheet.enterprise_id: sheet for sheet in kept}
    spreads = _spreads(list(sheets.values()))
    return months, [
        Overseen(enterprise, month, sheets.get(enterprise.pk), *spreads.get(enterprise.pk, (0, None)))
        for enterprise, month in pairs
        if month == chosen
    ]


def _spreads(sheets: list[BonusSheet]) -> dict[int, tuple[int, Spread | None]]:
    """Counted by the database: so many lines of each coefficient."""
    found: defaultdict[int, list[Decimal]] = defaultdict(list)
    rows = BonusLine.objects.filter(sheet__in=sheets).values_list("sheet__enterprise", "combined")
    for enterprise, combined, people in rows.annotate(people=Count("pk")).order_by():
        found[enterprise] += [combined] * people
    return {enterprise: (len(values), _spread(values)) for enterprise, values in found.items()}


def _spread(values: list[Decimal]) -> Spread | None:
    return Spread(min(values), rounded(Decimal(median(values))), max(values)) if len(values) >= FEWEST else None
