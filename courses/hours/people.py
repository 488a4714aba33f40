"""The people whose hours are looked at, each with the need that holds for him, found by the database.

Which need holds is decided by the order of needs.py, written out as one CASE; a test holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import (
    Case,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from courses.hours.needs import MANAGERS
from courses.hours.year import SECONDS_AN_HOUR, records_of_year
from courses.models.hours import HoursNeed, Learner
from organizations.models import RoleGrant, Unit, User

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from organizations.models.grants import RoleGrantQuerySet
    from organizations.models.units import UnitQuerySet


def people_of(seen: UnitQuerySet) -> QuerySet[User]:
    """Return who works today in one of these units, or heads one or keeps it safe, without their hours."""
    return (
        User.objects.annotate(place=FilteredRelation("memberships", condition=Q(memberships__ended_on__isnull=True)))
        .annotate(is_manager=Exists(_offices()), works_here=_in(seen))
        .filter(Q(works_here=True) | Q(Exists(_offices().filter(unit__in=seen))))
    )


def _in(seen: UnitQuerySet) -> Case:
    return Case(When(place__unit__in=seen, then=Value(True)), default=Value(False))


def people_with_hours(seen: UnitQuerySet, year: int, needs: Sequence[HoursNeed]) -> QuerySet[Any]:
    """Return the same people with what a report asks of each, to be counted or listed. No query yet.

    `at` is the path of the unit he stands in, `enterprise` that of the enterprise whose need is his: a manager's is the
    one he manages. `need` is the key of the need that holds, `needed` its seconds a year; both None where no rule says
    anything. `learned` are the seconds of the year that count, `gap` what is missing.
    """
    learned = records_of_year(year).filter(worker=OuterRef("pk")).order_by().values("worker")
    total = Subquery(learned.annotate(total=Sum("counted_seconds")).values("total"))
    managed = Subquery(_offices().order_by("unit__path").values("unit__path")[:1])
    return (
        people_of(seen)
        .annotate(managed=managed)
        .annotate(
            enterprise=Coalesce("managed", "place__enterprise__path"),
            at=Case(When(works_here=True, then=F("place__unit__path")), default=F("managed")),
            need=_first_of(needs, {need.pk: need.pk for need in needs}),
            needed=_first_of(needs, {need.pk: _seconds(need) for need in needs}),
            learned=Coalesce(total, 0),
        )
        .annotate(gap=Greatest(Coalesce("needed", 0) - F("learned"), 0))
    )


def _offices() -> RoleGrantQuerySet:
    offices: RoleGrantQuerySet = RoleGrant.objects.current().filter(user=OuterRef("pk"), role__in=MANAGERS)
    return offices


def _seconds(need: HoursNeed) -> int | None:
    return None if need.yearly_hours is None else need.yearly_hours * SECONDS_AN_HOUR


def _first_of(needs: Sequence[HoursNeed], values: Mapping[int, int | None]) -> Case:
    """Return the value of the first need that holds."""
    whens = [When(_holds(need), then=Value(values[need.pk], output_field=IntegerField())) for need in needs]
    return Case(*whens, default=None, output_field=IntegerField())


def _holds(need: HoursNeed) -> Q:
    """Say of whom it holds: of managers by what they manage, of others by where they work, which the database knows."""
    manages = need.learner == Learner.MANAGER
    enterprises = Unit.objects.enterprises().order_by()
    if need.unit is not None:
        enterprises = enterprises.within([need.unit])
    if need.industries:
        enterprises = enterprises.filter(industry__in=need.industries)
    where = Q(managed__in=enterprises.values("path")) if manages else Q(place__enterprise__in=enterprises)
    return Q(is_manager=manages) & where
