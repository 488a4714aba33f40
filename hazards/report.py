"""三违 by team and month, and by enterprise for who looks from above: there only figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from hazards.counting import people_by_unit, per_hundred, seen_by_month, told_by_month
from hazards.pledge_report import signed_by_enterprise

if TYPE_CHECKING:
    from organizations.models import Unit
    from organizations.models.units import UnitQuerySet


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of one line: how many were seen, how many were told by the people themselves."""

    month: date
    seen: int
    told: int


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit over some months. `people` stand on the roster today."""

    unit: Unit
    people: int
    cells: tuple[Cell, ...]

    @property
    def seen(self) -> int:
        return sum(cell.seen for cell in self.cells)

    @property
    def told(self) -> int:
        return sum(cell.told for cell in self.cells)

    @property
    def seen_per_hundred(self) -> Decimal | None:
        """Violations seen in all of the months for a hundred people. What people told of themselves is not in it."""
        return per_hundred(self.seen, self.people)

    @property
    def told_per_hundred(self) -> Decimal | None:
        return per_hundred(self.told, self.people)


@dataclass(frozen=True, slots=True)
class EnterpriseLine:
    """One enterprise as it is seen from above. `signed` is None where no pledge is in force."""

    line: UnitLine
    signed: int | None


def unit_lines(units: UnitQuerySet, months: Sequence[date], *, kind: str = "") -> list[UnitLine]:
    """Return a line for each of these units that has people or anything to count, in the order of the tree.

    The order says nothing about who is better. Four queries.
    """
    seen, told = seen_by_month(units, months[0], kind=kind), told_by_month(units, months[0])
    people = people_by_unit(units)
    busy = {unit for unit, _month in (*seen, *told)} | set(people)
    return [
        UnitLine(
            unit, people[unit.pk], tuple(Cell(month, seen[unit.pk, month], told[unit.pk, month]) for month in months)
        )
        for unit in units
        if unit.pk in busy
    ]


def enterprise_lines(units: UnitQuerySet, months: Sequence[date]) -> list[EnterpriseLine]:
    """Return a line for each enterprise among these units, in the order of the tree. Six queries."""
    seen = seen_by_month(units, months[0], by="enterprise")
    told = told_by_month(units, months[0], by="enterprise")
    people, signed = people_by_unit(units, by="enterprise"), signed_by_enterprise(units)
    lines = []
    for unit in units.enterprises():
        cells = tuple(Cell(month, seen[unit.pk, month], told[unit.pk, month]) for month in months)
        lines.append(EnterpriseLine(UnitLine(unit, people[unit.pk], cells), signed.get(unit.pk)))
    return lines
