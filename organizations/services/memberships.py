"""Joining, moving, leaving, coming back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations.audit import record
from organizations.errors import Refused
from organizations.models import Employment, Membership, Post, Unit
from organizations.signals import memberships_changed

if TYPE_CHECKING:
    from organizations.models import User


class AlreadyMember(Refused):
    """The person has a place already: transfer him instead."""


class NotMember(Refused):
    """The person has no place that could end."""


class EmployeeNumberTaken(Refused):
    """Somebody else in the enterprise has that employee number."""


def announce(enterprises: frozenset[int]) -> None:
    """Tell the apps above, once the transaction is committed, that rosters of these enterprises have changed."""
    transaction.on_commit(lambda: memberships_changed.send(sender=Membership, enterprise_ids=enterprises))


@transaction.atomic
def join(
    *,
    user: User,
    unit: Unit,
    employee_no: str,
    post: Post | None = None,
    employment: str = Employment.REGULAR,
    on: date | None = None,
    by: User | None,
) -> Membership:
    """Give a person his place from that day on (today by default); a first one, or again after he had left.

    Raises AlreadyMember, EmployeeNumberTaken, ValidationError for a unit that has no people.
    """
    if Membership.objects.current().select_for_update().filter(user=user).exists():
        raise AlreadyMember(_("%(name)s has a place already: transfer instead.") % {"name": user.name})
    enterprise = unit.enterprise()
    if enterprise is None:
        raise Refused(_("People belong to an enterprise, a workshop or a team."))
    _check_number_free(enterprise, employee_no)
    membership = Membership(
        user=user,
        unit=unit,
        enterprise=enterprise,
        employee_no=employee_no,
        post=post,
        employment=employment,
        started_on=on or timezone.localdate(),
    )
    membership.full_clean()
    membership.save()
    record("membership.join", by=by, subject=user, unit=unit, on=str(membership.started_on))
    announce(frozenset({enterprise.pk}))
    return membership


@transaction.atomic
def leave(*, user: User, on: date | None = None, by: User | None) -> Membership:
    """End the person's place; the day of leaving no longer counts. His history stays. Raises NotMember."""
    membership = _current_place(user)
    membership.ended_on = max(on or timezone.localdate(), membership.started_on)
    membership.save(update_fields=["ended_on"])
    record("membership.leave", by=by, subject=user, unit=membership.unit, on=str(membership.ended_on))
    announce(frozenset({membership.enterprise_id}))
    return membership


@transaction.atomic
def transfer(
    *,
    user: User,
    to: Unit,
    employee_no: str | None = None,
    post: Post | None = None,
    on: date | None = None,
    by: User | None,
) -> Membership:
    """Move a person: his place ends and the next begins on the same day. What he did before stays with the old team.

    The employee number, post and employment are kept unless new ones are given. Raises NotMember, EmployeeNumberTaken.
    """
    old = _current_place(user)
    day = max(on or timezone.localdate(), old.started_on)
    leave(user=user, on=day, by=by)
    return join(
        user=user,
        unit=to,
        employee_no=employee_no or old.employee_no,
        post=post or old.post,
        employment=old.employment,
        on=day,
        by=by,
    )


def _current_place(user: User) -> Membership:
    place = (
        Membership.objects.current().select_for_update(of=("self",)).select_related("unit").filter(user=user).first()
    )
    if place is None:
        raise NotMember(_("%(name)s belongs to no unit now.") % {"name": user.name})
    return place


def _check_number_free(enterprise: Unit, employee_no: str) -> None:
    if Membership.objects.current().filter(enterprise=enterprise, employee_no=employee_no).exists():
        raise EmployeeNumberTaken(_("Employee number %(number)s is taken.") % {"number": employee_no})
