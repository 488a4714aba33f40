"""Twelve months drawn as columns: so many for a hundred people, with the plain number below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hazards.counting import people_by_month, per_hundred, seen_by_month, told_by_month
from hazards.months import YEAR, last_months

if TYPE_CHECKING:
    from hazards.counting import Counted
    from organizations.models.units import UnitQuerySet

# in units of the viewBox 0 0 600 186
STEP, WIDTH, BASE, TALLEST = 50, 30, 142, 112


@dataclass(frozen=True, slots=True)
class Column:
    """One month: how many, how many for a hundred people (None where nobody was there), and where it is drawn."""

    month: date
    number: int
    rate: Decimal | None
    x: int
    height: int

    @property
    def label(self) -> str:
        """The month, in January with its year."""
        return date_format(self.month, _("M y") if self.month.month == 1 else _("M"))

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2

    @property
    def y(self) -> int:
        return BASE - self.height


@dataclass(frozen=True, slots=True)
class Trend:
    """The columns of a year. The last whole month is what the heading speaks of: this one is not over."""

    columns: tuple[Column, ...]

    @property
    def last(self) -> Column:
        return self.columns[-2]

    @property
    def before(self) -> Column:
        return self.columns[-3]

    @property
    def number(self) -> int:
        return sum(column.number for column in self.columns)


@dataclass(frozen=True, slots=True)
class Trends:
    """What was seen, and what people told of themselves: on one scale each, since more of the second is good."""

    seen: Trend
    told: Trend


def trends_of(units: UnitQuerySet) -> Trends:
    """Return the last twelve months of these units. Three queries."""
    months = last_months(YEAR)
    people = people_by_month(units, months)
    seen, told = seen_by_month(units, months[0]), told_by_month(units, months[0])
    return Trends(draw(months, _sums(seen, months), people), draw(months, _sums(told, months), people))


def draw(months: Sequence[date], numbers: Sequence[int], people: Sequence[int]) -> Trend:
    """Return the columns; the highest rate is as tall as there is room."""
    rates = [per_hundred(number, there) for number, there in zip(numbers, people, strict=True)]
    highest = max((rate for rate in rates if rate), default=Decimal(1))
    return Trend(
        tuple(
            Column(month, number, rate, 10 + STEP * place, round(TALLEST * (rate or 0) / highest))
            for place, (month, number, rate) in enumerate(zip(months, numbers, rates, strict=True))
        )
    )


def _sums(counted: Counted, months: Sequence[date]) -> list[int]:
    return [sum(number for (_unit, month), number in counted.items() if month == each) for each in months]
