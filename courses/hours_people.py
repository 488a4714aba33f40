"""The people whose hours are looked at, each with the need that holds for him, found by the database.

Which need holds is decided by the order of courses/needs.py, written out as one CASE; a test holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import (
    Case,
    CharField,
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
from django.db.models.functions import Coalesce

from courses.hours import SECONDS_AN_HOUR, records_of_year
from courses.models.hours import HoursNeed, Learner
from courses.needs import MANAGERS
from organizations.models import RoleGrant, Unit, User

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    managed = Subquery(_offices().order_by("unit__path").values("unit__path")[:1])
    learned = records_of_year(year).filter(worker=OuterRef("pk")).order_by().values("worker")
    total = Subquery(learned.annotate(total=Sum("counted_seconds")).values("total"))
    yearly = Case(
        *(
            When(need=need.pk, then=Value(need.yearly_hours * SECONDS_AN_HOUR))
            for need in needs
            if need.yearly_hours is not None
        ),
        default=None,
        output_field=IntegerField(),
    )
    return (
        people_of(seen)
        .annotate(
            enterprise=Coalesce(managed, F("place__enterprise__path")),
            at=Case(When(works_here=True, then=F("place__unit__path")), default=managed, output_field=CharField()),
        )
        .annotate(need=_need(needs), learned=Coalesce(total, 0))
        .annotate(needed=yearly)
        .annotate(gap=Case(When(learned__lt=F("needed"), then=F("needed") - F("learned")), default=0))
    )


def _offices() -> RoleGrantQuerySet:
    offices: RoleGrantQuerySet = RoleGrant.objects.current().filter(user=OuterRef("pk"), role__in=MANAGERS)
    return offices


def _need(needs: Sequence[HoursNeed]) -> Case:
    return Case(*(When(_holds(need), then=Value(need.pk)) for need in needs), default=None, output_field=IntegerField())


def _holds(need: HoursNeed) -> Q:
    of_group = Q(is_manager=need.learner == Learner.MANAGER)
    enterprises = Unit.objects.enterprises()
    if need.unit is not None:
        enterprises = enterprises.within([need.unit])
    if need.industries:
        enterprises = enterprises.filter(industry__in=need.industries)
    everywhere = need.unit is None and not need.industries
    return of_group if everywhere else of_group & Q(enterprise__in=enterprises.order_by().values("path"))
