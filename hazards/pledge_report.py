"""Who has signed the pledge in force, by team, by enterprise, and by name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Prefetch

from hazards.models import PledgeSignature, PledgeText
from organizations.models import Membership

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organizations.models import Unit
    from organizations.models.units import UnitQuerySet


@dataclass(frozen=True, slots=True)
class SignedLine:
    """One unit: how many stand on its roster, and how many of them have signed what is in force."""

    unit: Unit
    people: int
    signed: int

    @property
    def percent(self) -> int:
        """Whole, half up, as the boards of rankings say it."""
        return (200 * self.signed + self.people) // (2 * self.people) if self.people else 0


def signed_lines(pledge: PledgeText, units: UnitQuerySet) -> list[SignedLine]:
    """Return a line for each unit with people, in the order of the tree. Three queries."""
    places = Membership.objects.current().filter(unit__in=units, enterprise=pledge.enterprise_id).order_by()
    people = Counter(dict(places.values_list("unit").annotate(number=Count("pk"))))
    signed = Counter(dict(places.filter(_has_signed(pledge)).values_list("unit").annotate(number=Count("pk"))))
    return [SignedLine(unit, people[unit.pk], signed[unit.pk]) for unit in units.filter(pk__in=people)]


def unsigned_places(pledge: PledgeText, units: UnitQuerySet) -> QuerySet[Any]:
    """Return the places of those who have not signed, in the order of the tree."""
    places = Membership.objects.current().filter(unit__in=units, enterprise=pledge.enterprise_id)
    missing = places.exclude(_has_signed(pledge)).select_related("user", "unit", "post")
    return missing.order_by("unit__path", "employee_no")


def with_signatures(texts: QuerySet[PledgeText], units: UnitQuerySet) -> QuerySet[PledgeText]:
    """Return the texts, each with its `signed` signatures of these units, those of today's people or not. Two queries.

    What stands under an earlier text is nowhere else to be seen.
    """
    signatures = PledgeSignature.objects.filter(unit__in=units).select_related("worker").order_by("signed_at")
    return texts.prefetch_related(Prefetch("signatures", signatures, to_attr="signed"))


def people_of(enterprise: Unit) -> int:
    """Return how many work there, and so would sign. One query."""
    number: int = Membership.objects.current().filter(enterprise=enterprise).count()
    return number


def signed_by_enterprise(units: UnitQuerySet) -> dict[int, int]:
    """Return how many have signed, for each enterprise that has a pledge in force. Two queries."""
    texts = dict(PledgeText.objects.in_force().filter(enterprise__in=units).order_by().values_list("enterprise", "pk"))
    places = Membership.objects.current().filter(enterprise=OuterRef("pledge__enterprise"), user=OuterRef("worker"))
    signatures = PledgeSignature.objects.filter(Exists(places), pledge__in=texts.values())
    counts = dict(signatures.order_by().values_list("pledge").annotate(number=Count("pk")))
    return {enterprise: counts.get(pledge, 0) for enterprise, pledge in texts.items()}


def _has_signed(pledge: PledgeText) -> Exists:
    return Exists(PledgeSignature.objects.filter(pledge=pledge, worker=OuterRef("user")))
