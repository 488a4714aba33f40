"""Which need of training hours holds for whom: asked of rows that are loaded already.

The nearest jurisdiction goes first (a county before the state); there what names the industry before what is for all;
of these what came into force last; and of the same day what asks more. A county asks for no less than the state: its
rows are checked when they are kept (courses/services/needs.py).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from courses.models.hours import HoursNeed, Learner
from organizations.models import Role, RoleGrant

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from organizations.models import Unit, User

# who is a manager in the sense of the Regulation (Art. 9): by his office, not by his post
MANAGERS = frozenset({Role.ENTERPRISE_HEAD, Role.SAFETY_OFFICER})


def in_order(needs: Iterable[HoursNeed], on: date) -> list[HoursNeed]:
    """Return those in force on that day, so that the first that fits is the one that holds."""
    return sorted((need for need in needs if need.in_force_on <= on), key=_precedence)


def _precedence(need: HoursNeed) -> tuple[int, bool, int, int, int]:
    depth = len(need.unit.path) if need.unit else 0
    newest = -need.in_force_on.toordinal()
    return -depth, not need.industries, newest, -(need.yearly_hours or 0), -need.first_hours


def need_for(ordered: Iterable[HoursNeed], *, learner: str, enterprise: Unit) -> HoursNeed | None:
    """Return the need that holds for this group in that enterprise; None where no rule says anything. No query."""
    return next((need for need in ordered if _fits(need, learner, enterprise)), None)


def _fits(need: HoursNeed, learner: str, enterprise: Unit) -> bool:
    return (
        need.learner == learner
        and (not need.industries or enterprise.industry in need.industries)
        and (need.unit is None or need.unit.contains(enterprise))
    )


def needs_of_year(year: int) -> Sequence[HoursNeed]:
    """Return the needs that hold at the end of the year, or today while it lasts, in their order. One query."""
    on = min(timezone.localdate(), date(year, 12, 31))
    return in_order(HoursNeed.objects.select_related("unit"), on)


def need_of_person(person: User, year: int) -> HoursNeed | None:
    """Return what holds for one person: for the enterprise he heads or keeps safe, else for the one he works in.

    At most three queries.
    """
    offices = RoleGrant.objects.current().filter(user=person, role__in=MANAGERS)
    office = offices.select_related("unit").order_by("unit__path").first()
    if office is not None:
        return need_for(needs_of_year(year), learner=Learner.MANAGER, enterprise=office.unit)
    place = person.memberships.current().select_related("enterprise").first()
    if place is None:
        return None
    return need_for(needs_of_year(year), learner=Learner.WORKER, enterprise=place.enterprise)
