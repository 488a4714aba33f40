"""Giving and taking roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from organizations.audit import record
from organizations.models import Role, RoleGrant, Unit
from organizations.signals import role_granted, role_revoked

if TYPE_CHECKING:
    from organizations.models import User


@transaction.atomic
def grant_role(*, user: User, role: Role, unit: Unit, by: User | None) -> RoleGrant:
    """Give a person a role at a unit; it reaches everything below. Given twice it stays one grant.

    Raises ValidationError where the role can't be given at a unit of that kind.
    """
    existing = RoleGrant.objects.current().filter(user=user, role=role, unit=unit).first()
    if existing is not None:
        return existing
    grant = RoleGrant(user=user, role=role, unit=unit, granted_by=by)
    grant.full_clean()
    grant.save()
    _forget_grants(user, user, by)
    record("role.grant", by=by, subject=user, unit=unit, role=role)
    role_granted.send(sender=RoleGrant, grant=grant)
    return grant


@transaction.atomic
def revoke_role(*, grant: RoleGrant, by: User | None) -> None:
    """Take a role back; the record of it stays."""
    holder = grant.user
    grant = RoleGrant.objects.select_for_update(of=("self",)).select_related("user", "unit").get(pk=grant.pk)
    if grant.revoked_at is not None:
        return
    grant.revoked_at = timezone.now()
    grant.save(update_fields=["revoked_at"])
    _forget_grants(holder, holder, by)
    record("role.revoke", by=by, subject=grant.user, unit=grant.unit, role=grant.role)
    role_revoked.send(sender=RoleGrant, grant=grant)


def _forget_grants(holder: User, *objects: User | None) -> None:
    """Whichever of these objects is the holder reads his roles anew."""
    for user in objects:
        if user is not None and user == holder:
            user.forget_grants()
