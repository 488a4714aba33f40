"""Keeping the table of how many training hours are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.hours.needs import in_order
from courses.models.hours import HoursNeed
from organizations.audit import record
from organizations.errors import Refused
from organizations.models import Industry, Unit, UnitKind

if TYPE_CHECKING:
    from organizations.models import User

JURISDICTIONS = (UnitKind.BUREAU, UnitKind.TOWN)


class BelowTheState(Refused):
    """A county or a town may ask for more than the state, not for less."""


@transaction.atomic
def keep_need(*, need: HoursNeed, by: User | None) -> HoursNeed:
    """Save a new or changed row of the table.

    Raises ValidationError, BelowTheState where the state asks for more of any industry it is for, and Refused for a
    second row of the same place, group and industries from the same day.
    """
    need.industries = sorted(need.industries)
    need.full_clean()
    if need.unit is not None:
        list(Unit.objects.select_for_update().filter(pk=need.unit.pk))  # one row after the other
        _check_against_the_state(need)
    twins = HoursNeed.objects.filter(unit=need.unit, learner=need.learner, in_force_on=need.in_force_on)
    if any(twin.industries == need.industries for twin in twins.exclude(pk=need.pk)):
        raise Refused(_("There is such a row from that day already. Change that one."))
    need.save()
    record(
        "needs.save",
        by=by,
        subject=need,
        unit=need.unit,
        learner=need.learner,
        industries=need.industries,
        first_hours=need.first_hours,
        yearly_hours=need.yearly_hours,
        basis=need.basis,
    )
    return need


def _check_against_the_state(need: HoursNeed) -> None:
    on = max(need.in_force_on, timezone.localdate())  # a row of old still holds today
    of_the_state = in_order(HoursNeed.objects.filter(unit=None, learner=need.learner), on)
    for industry in need.industries or Industry.values:
        asked = next((row for row in of_the_state if not row.industries or industry in row.industries), None)
        if asked is not None and _asks_more(asked, need):
            raise BelowTheState(_less_than(asked, industry))


def _asks_more(one: HoursNeed, other: HoursNeed) -> bool:
    return one.first_hours > other.first_hours or (one.yearly_hours or 0) > (other.yearly_hours or 0)


def _less_than(asked: HoursNeed, industry: str) -> str:
    numbers = {
        "industry": Industry(industry).label,
        "first": asked.first_hours,
        "yearly": asked.yearly_hours or 0,
        "basis": asked.basis,
    }
    return (
        _(
            "The state asks for more in “%(industry)s”: %(first)d hours before starting work, %(yearly)d a year "
            "(%(basis)s). Write no less, or leave that industry out."
        )
        % numbers
    )
