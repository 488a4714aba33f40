"""Where somebody stands today: what a record of today says of him."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from organizations.models import Unit, User


def unit_of_the_day(person: User) -> Unit | None:
    """Return the unit he works in, else the one of his first office; None for who has neither. At most two queries."""
    place = person.memberships.current().select_related("unit").first()
    if place is not None:
        return place.unit
    office = person.grants.current().select_related("unit").order_by("granted_at", "pk").first()
    return office.unit if office else None
