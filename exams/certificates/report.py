"""Who has a certificate and who has none: by name inside an enterprise, in figures above it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, Q, Subquery, TextChoices
from django.utils.translation import gettext_lazy as _

from exams.certificates.dates import RUNS_OUT_WITHIN
from exams.models import Certificate
from organizations.models import Membership, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from organizations.models.memberships import MembershipQuerySet
    from organizations.models.units import UnitQuerySet


class Listed(TextChoices):
    """Whom the list shows; the certificate that counts is the one that is good longest."""

    ALL = "", _("Everybody")
    GOOD = "good", _("Valid")
    RUNS_OUT = "runs_out", _("Runs out soon")
    EXPIRED = "expired", _("Expired")
    NONE = "none", _("No certificate")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people there are, and how many of them have which. `good` counts those that run out soon too."""

    people: int
    good: int
    runs_out: int
    expired: int

    @property
    def none(self) -> int:
        return self.people - self.good - self.expired

    @property
    def without(self) -> int:
        """Who has none that is good today."""
        return self.people - self.good

    @property
    def rate(self) -> float:
        """Percent of the people whose certificate is good."""
        return 100 * self.good / self.people if self.people else 0.0


@dataclass(frozen=True, slots=True)
class EnterpriseLine:
    """One enterprise in figures."""

    enterprise: Unit
    tally: Tally


def people_of(units: UnitQuerySet) -> MembershipQuerySet:
    """Return the people who work there today, each with `until` and `certificate` of his that is good longest."""
    best = Certificate.objects.in_force().filter(worker=OuterRef("user")).order_by("-valid_until", "-issued_on")
    found: MembershipQuerySet = (
        Membership.objects.current()
        .filter(unit__in=units, user__is_active=True)
        .annotate(until=Subquery(best.values("valid_until")[:1]), certificate=Subquery(best.values("pk")[:1]))
        .select_related("user", "unit", "enterprise", "post")
        .order_by("enterprise__path", "unit__path", "employee_no", "pk")
    )
    return found


def listed(people: MembershipQuerySet, which: Listed, day: date) -> MembershipQuerySet:
    """Return those whose certificate stands like this that day."""
    return people if which == Listed.ALL else people.filter(_conditions(day)[which])


def tally_of(people: MembershipQuerySet, day: date) -> Tally:
    """Count them. One query."""
    return Tally(**people.order_by().aggregate(**_counts(day)))


def by_enterprise(people: MembershipQuerySet, day: date) -> list[EnterpriseLine]:
    """Count them an enterprise, in the order of the tree. Two queries."""
    grouped = people.order_by().values("enterprise").annotate(**_counts(day))
    counted: dict[int, dict[str, Any]] = {row["enterprise"]: {**row} for row in grouped}
    enterprises = Unit.objects.filter(pk__in=counted)
    return [EnterpriseLine(unit, Tally(**_figures(counted[unit.pk]))) for unit in enterprises]


def together(lines: Sequence[EnterpriseLine]) -> Tally:
    tallies = [line.tally for line in lines]
    return Tally(
        people=sum(tally.people for tally in tallies),
        good=sum(tally.good for tally in tallies),
        runs_out=sum(tally.runs_out for tally in tallies),
        expired=sum(tally.expired for tally in tallies),
    )


def _figures(row: dict[str, Any]) -> dict[str, int]:
    return {name: row[name] for name in ("people", "good", "runs_out", "expired")}


def _counts(day: date) -> dict[str, Count]:
    conditions = _conditions(day)
    return {
        "people": Count("pk"),
        "good": Count("pk", filter=conditions[Listed.GOOD] | conditions[Listed.RUNS_OUT]),
        "runs_out": Count("pk", filter=conditions[Listed.RUNS_OUT]),
        "expired": Count("pk", filter=conditions[Listed.EXPIRED]),
    }


def _conditions(day: date) -> dict[Listed, Q]:
    soon = day + RUNS_OUT_WITHIN
    return {
        Listed.GOOD: Q(until__gt=soon),
        Listed.RUNS_OUT: Q(until__range=(day, soon)),
        Listed.EXPIRED: Q(until__lt=day),
        Listed.NONE: Q(until__isnull=True),
    }
