"""What the bureau, a town and an inspector see of the bonus: that it was done, and how far coefficients spread."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

from django.db.models import Count, Max

from exams.bonus.rule import rounded
from exams.bonus.sheet import months_with_bonus
from exams.models import Attempt, BonusLine, BonusSheet, Exam, ExamState, SheetState

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
    """One enterprise in one month: how far its sheet is, of how many people; no names, no yuan.

    `is_running`: while an exam of the month is open nothing is owed.
    """

    enterprise: Unit
    month: date
    is_running: bool
    sheet: BonusSheet | None
    people: int
    spread: Spread | None

    @property
    def is_done(self) -> bool:
        return self.sheet is not None and self.sheet.state == SheetState.LOCKED


def oversee(enterprises: UnitQuerySet, month: date | None = None) -> tuple[list[date], list[Overseen]]:
    """Return the months that have exams for a bonus, the latest first, and every enterprise in one of them.

    Without a month the latest of which an exam is over. Seven queries at most, however many there are.
    """
    pairs = months_with_bonus(enterprises)
    months = sorted({month for _enterprise, month in pairs}, reverse=True)
    chosen = month or _latest(months)
    if chosen is None:
        return months, []
    seats = Attempt.objects.filter(enterprise__in=enterprises, exam__bonus_month=chosen)
    running = seats.filter(exam__state=ExamState.PUBLISHED).order_by().values_list("enterprise", flat=True).distinct()
    still_on = set(running)
    kept = BonusSheet.objects.filter(enterprise__in=enterprises, month=chosen, number=0)
    sheets = {sheet.enterprise_id: sheet for sheet in kept}
    spreads = _spreads(list(sheets.values()))
    return months, [
        Overseen(
            enterprise,
            month,
            enterprise.pk in still_on,
            sheets.get(enterprise.pk),
            *spreads.get(enterprise.pk, (0, None)),
        )
        for enterprise, month in pairs
        if month == chosen
    ]


def _latest(months: list[date]) -> date | None:
    """Return the first of these, the latest first, for which there can be a sheet; else simply the first."""
    over = Exam.objects.filter(state=ExamState.CLOSED, bonus_month__in=months)
    return over.aggregate(latest=Max("bonus_month"))["latest"] or next(iter(months), None)


def _spreads(sheets: list[BonusSheet]) -> dict[int, tuple[int, Spread | None]]:
    """Counted by the database: so many lines of each coefficient."""
    found: defaultdict[int, list[Decimal]] = defaultdict(list)
    rows = BonusLine.objects.filter(sheet__in=sheets).values_list("sheet__enterprise", "combined")
    for enterprise, combined, people in rows.annotate(people=Count("pk")).order_by():
        found[enterprise] += [combined] * people
    return {enterprise: (len(values), _spread(values)) for enterprise, values in found.items()}


def _spread(values: list[Decimal]) -> Spread | None:
    return Spread(min(values), rounded(Decimal(median(values))), max(values)) if len(values) >= FEWEST else None
