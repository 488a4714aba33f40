"""Pages of the desk that can be narrowed to one unit: ?unit= and its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from organizations.scopes import Reach, units_in_reach

if TYPE_CHECKING:
    from organizations.http import SignedInRequest
    from organizations.models import Unit
    from organizations.models.units import UnitQuerySet


def chosen_unit(request: SignedInRequest) -> Unit | None:
    """Return the unit asked for, None where none is. Raises Http404 for one that the reader may not see."""
    number = request.GET.get("unit", "")
    if not number:
        return None
    if not number.isdecimal():
        raise Http404
    return get_object_or_404(units_in_reach(request.user, Reach.SEE), pk=int(number))


def seen_units(request: SignedInRequest, unit: Unit | None) -> UnitQuerySet:
    """Return all that the reader may see, of that unit only where one is given."""
    seen = units_in_reach(request.user, Reach.SEE)
    return seen.within([unit]) if unit else seen
