"""The hours of a year against what is needed: unit by unit, and person by person."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, QuerySet

from courses.hours.bar import HoursBar, draw_hours
from courses.hours.people import people_with_hours
from courses.hours.year import SECONDS_AN_HOUR, Hours, hours_of_year, missing_hours
from courses.models.hours import HoursNeed
from organizations.models import Membership, Unit, User

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from organizations.models.units import UnitQuerySet

STEP = Unit.steplen


@dataclass(slots=True)
class Tally:
    """So many people, so many of whom have fewer hours than they need."""

    people: int = 0
    short: int = 0

    def add(self, people: int, short: int) -> None:
        self.people += people
        self.short += short


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit below the one that is looked at."""

    unit: Unit
    tally: Tally


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One of the needs that hold for somebody here; None for those of whom no rule says anything."""

    need: HoursNeed | None
    tally: Tally


@dataclass(frozen=True, slots=True)
class HoursReport:
    """Everybody in sight, the units one step below, and the needs by which it was counted."""

    whole: Tally
    units: list[UnitLine]
    needs: list[NeedLine]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person's year: what he learned, what he needs, and the bar that shows it."""

    person: User
    unit: Unit
    enterprise: Unit
    employee_no: str
    is_manager: bool
    hours: Hours
    need: HoursNeed | None

    @property
    def needed(self) -> int | None:
        """The hours of the year that he needs; None where no rule says so."""
        return self.need.yearly_hours if self.need else None

    @property
    def gap(self) -> Decimal:
        """The hours that are missing, 0 for nobody's."""
        return missing_hours(max(0, (self.needed or 0) * SECONDS_AN_HOUR - self.hours.total))

    @property
    def bar(self) -> HoursBar:
        return draw_hours(self.hours, (self.needed or 0) * SECONDS_AN_HOUR)


def hours_report(seen: UnitQuerySet, year: int, needs: Sequence[HoursNeed], unit: Unit | None) -> HoursReport:
    """Return the report on everybody in these units. Two queries, however many people and units there are."""
    people = people_with_hours(seen, year, needs).order_by().values("at", "need")
    rows = list(people.annotate(people=Count("pk"), short=Count("pk", filter=Q(learned__lt=F("needed")))))
    whole, by_path, by_need = Tally(), defaultdict[str, Tally](Tally), defaultdict[int | None, Tally](Tally)
    for row in rows:
        numbers = row["people"], row["short"]
        whole.add(*numbers)
        by_need[row["need"]].add(*numbers)
        for end in range(STEP, len(row["at"]) + 1, STEP):
            by_path[row["at"][:end]].add(*numbers)
    below = _below(by_path, unit)
    units = _units(below)
    known: dict[int | None, HoursNeed] = {need.pk: need for need in needs}
    return HoursReport(
        whole=whole,
        units=[UnitLine(units[path], by_path[path]) for path in below],
        needs=[NeedLine(known.get(need), tally) for need, tally in sorted(by_need.items(), key=_most_people)],
    )


def _most_people(entry: tuple[int | None, Tally]) -> int:
    return -entry[1].people


def _below(found: dict[str, Tally], unit: Unit | None) -> list[str]:
    """Return the paths one step below the unit, or below the lowest one in which everybody stands."""
    if not found:
        return []
    top = unit.path if unit else _common(list(found))
    return sorted(path for path in found if path.startswith(top) and len(path) == len(top) + STEP)


def _common(paths: Sequence[str]) -> str:
    lowest = max(paths, key=len)
    for end in range(len(lowest), 0, -STEP):
        top = lowest[:end]
        if all(path.startswith(top) or top.startswith(path) for path in paths):
            return top
    return ""


def _units(paths: Iterable[str]) -> dict[str, Unit]:
    return {unit.path: unit for unit in Unit.objects.filter(path__in=paths)}


def short_first(people: QuerySet[Any]) -> QuerySet[Any]:
    """Put those with the widest gap first, then go by the tree."""
    return people.order_by("-gap", "at", "place__employee_no", "pk")


def person_lines(people: Iterable[Any], year: int, needs: Sequence[HoursNeed]) -> list[PersonLine]:
    """Return a line for each of these, who come from `people_with_hours`. Three queries, however many they are."""
    listed = list(people)
    hours = hours_of_year(listed, year)
    places = {place.user_id: place for place in Membership.objects.current().filter(user__in=listed)}
    units = _units({path for person in listed for path in (person.at, person.enterprise)})
    known = {need.pk: need for need in needs}
    return [
        PersonLine(
            person=person,
            unit=units[person.at],
            enterprise=units[person.enterprise],
            employee_no=places[person.pk].employee_no if person.pk in places else "",
            is_manager=person.is_manager,
            hours=hours.get(person.pk, Hours()),
            need=known.get(person.need),
        )
        for person in listed
    ]
