"""What of 三违 concerns whom; the reach itself is organizations/scopes.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from hazards.models import PledgeText, SelfReport, Slip, Violation
from organizations.models import Unit
from organizations.scopes import Reach, units_in_reach

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from hazards.models.self_reports import SelfReportQuerySet
    from hazards.models.violations import ViolationQuerySet
    from organizations.models import User


def violations_in_reach(user: User | AnonymousUser, reach: Reach = Reach.SEE_VIOLATIONS) -> ViolationQuerySet:
    """Return the violations of units where the person may do this: with names, so nobody's from above."""
    found: ViolationQuerySet = Violation.objects.filter(unit__in=units_in_reach(user, reach))
    return found


def self_reports_in_reach(user: User | AnonymousUser) -> SelfReportQuerySet:
    """Return what people told of themselves, for the safety officer of the enterprise and the leader of the team.

    Of an order against the rules the officer reads alone: the leader may have given it. What was taken back is read by
    nobody.
    """
    of_slips = ~Q(kind=Slip.ORDERS) & Q(unit__in=units_in_reach(user, Reach.RECORD_VIOLATIONS))
    of_orders = Q(kind=Slip.ORDERS, unit__in=units_in_reach(user, Reach.READ_OF_ORDERS))
    found: SelfReportQuerySet = SelfReport.objects.standing().filter(of_slips | of_orders)
    return found


def enterprises_with_names(user: User | AnonymousUser) -> list[Unit]:
    """Return the enterprises of which the person sees at least a team by name, in the order of the tree.

    At most two queries.
    """
    steps = Unit.steplen
    paths = units_in_reach(user, Reach.SEE_VIOLATIONS).values_list("path", flat=True)
    above = {path[:end] for path in paths for end in range(steps, len(path) + 1, steps)}
    return list(Unit.objects.enterprises().filter(path__in=above)) if above else []


def pledge_of(user: User) -> PledgeText | None:
    """Return the pledge in force where the person works. One query."""
    places = user.memberships.current()
    found: PledgeText | None = PledgeText.objects.in_force().filter(enterprise__in=places.values("enterprise")).first()
    return found


def pledge_to_sign(user: User) -> PledgeText | None:
    """Return the pledge in force where the person works that he has not signed yet. One query."""
    places = user.memberships.current()
    unsigned = PledgeText.objects.in_force().filter(enterprise__in=places.values("enterprise"))
    found: PledgeText | None = unsigned.exclude(signatures__worker=user).first()
    return found
