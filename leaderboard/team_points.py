"""Points of teams and of enterprises: a month's sum, and the weeks that everybody practised. No person's."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import TruncWeek

from leaderboard.models import PointEntry
from leaderboard.points.kinds import PointKind
from leaderboard.points.weeks import Stay, TeamWeeks, first_monday, team_weeks
from organizations.models import Membership, Unit

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from organizations.models import User
    from organizations.models.units import UnitQuerySet

FEW = 3  # of fewer people no sum is shown: it would be one person's points, or nearly
By = Literal["unit", "enterprise"]


@dataclass(frozen=True, slots=True)
class PointLine:
    """One unit in one month. `weeks` only for where people work; of few people no sum is shown."""

    unit: Unit
    people: int
    points: int
    weeks: TeamWeeks | None = None

    @property
    def has_few(self) -> bool:
        return self.people < FEW

    @property
    def a_head(self) -> Decimal:
        """Points by person, to a tenth."""
        return (Decimal(self.points) / max(self.people, 1)).quantize(Decimal("0.1"))


def month_after(month: date) -> date:
    """Return the first of the next month."""
    return (month + timedelta(days=31)).replace(day=1)


def lines_of_units(seen: UnitQuerySet, *, month: date, today: date) -> list[PointLine]:
    """Return the units in which people work, in the order of the tree. Five queries."""
    people, points = _people(seen, "unit", month, today), _sums(seen, "unit", month)
    weeks = weeks_of(people, today)
    units = Unit.objects.filter(pk__in=people)
    return [PointLine(unit, people[unit.pk], points.get(unit.pk, 0), weeks[unit.pk]) for unit in units]


def lines_of_enterprises(seen: UnitQuerySet, *, month: date, today: date) -> list[PointLine]:
    """Return the enterprises that have people, in the order of the tree. Three queries."""
    people, points = _people(seen, "enterprise", month, today), _sums(seen, "enterprise", month)
    units = Unit.objects.filter(pk__in=people)
    return [PointLine(unit, people[unit.pk], points.get(unit.pk, 0)) for unit in units]


def own_team(worker: User, *, month: date, today: date) -> PointLine | None:
    """Return how the unit does in which the person works now; None for who works nowhere. Five queries."""
    place = worker.memberships.current().select_related("unit").first()
    if place is None:
        return None
    here = Unit.objects.filter(pk=place.unit_id)
    people, points = _people(here, "unit", month, today), _sums(here, "unit", month)
    weeks = weeks_of([place.unit_id], today)[place.unit_id]
    return PointLine(place.unit, people.get(place.unit_id, 0), points.get(place.unit_id, 0), weeks)


def weeks_of(units: Collection[int], today: date) -> dict[int, TeamWeeks]:
    """Return the weeks of each of these units. Two queries."""
    since = first_monday(today)
    places = Membership.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=since), unit__in=units)
    stays: defaultdict[int, list[Stay]] = defaultdict(list)
    for unit, worker, began, ended in places.values_list("unit", "user", "started_on", "ended_on"):
        stays[unit].append(Stay(worker, began, ended))
    practised = _practised(places, since)
    return {unit: team_weeks(stays[unit], practised, today) for unit in units}


def _practised(places: QuerySet[Membership], since: date) -> dict[date, set[int]]:
    """Return by Monday who of them practised in that week."""
    entries = PointEntry.objects.filter(kind=PointKind.PRACTICE, day__gte=since, worker__in=places.values("user"))
    weeks = entries.annotate(week=TruncWeek("day")).order_by().values_list("week", "worker").distinct()
    found: defaultdict[date, set[int]] = defaultdict(set)
    for week, worker in weeks:
        found[week].add(worker)
    return found


def _people(seen: UnitQuerySet, by: By, month: date, today: date) -> dict[int, int]:
    """Return how many work there at the end of the month, or today."""
    last = min(month_after(month) - timedelta(days=1), today)
    rows = Membership.objects.on(last).filter(unit__in=seen).order_by().values(by).annotate(people=Count("pk"))
    return {row[by]: row["people"] for row in rows}


def _sums(seen: UnitQuerySet, by: By, month: date) -> dict[int, int]:
    """Return the month's points by where each person worked on the day of each."""
    there = Q(worker__memberships__ended_on__isnull=True) | Q(worker__memberships__ended_on__gt=F("day"))
    rows = (
        PointEntry.objects.filter(
            there,
            day__gte=month,
            day__lt=month_after(month),
            worker__memberships__started_on__lte=F("day"),
            worker__memberships__unit__in=seen,
        )
        .order_by()
        .values_list(f"worker__memberships__{by}")
        .annotate(points=Sum("points"))
    )
    return dict(rows)
