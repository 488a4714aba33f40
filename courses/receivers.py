"""What courses do when units and roles come and go. All of it inside the sender's transaction."""

from typing import Any

from django.dispatch import receiver

from courses.sections import groups_for, make_section
from organizations.models import RoleGrant, Unit
from organizations.signals import enterprise_created, role_granted, role_revoked


@receiver(enterprise_created)
def give_it_a_section(sender: type, enterprise: Unit, **kwargs: Any) -> None:
    make_section(enterprise)


@receiver(role_granted)
def join_the_editors(sender: type, grant: RoleGrant, **kwargs: Any) -> None:
    grant.user.groups.add(*groups_for(grant.role, grant.unit))


@receiver(role_revoked)
def leave_the_editors(sender: type, grant: RoleGrant, **kwargs: Any) -> None:
    """Out of the groups of this grant, but for those that another grant of the same person gives."""
    kept = {
        group
        for other in grant.user.grants.current().select_related("unit")
        for group in groups_for(other.role, other.unit)
    }
    grant.user.groups.remove(*[group for group in groups_for(grant.role, grant.unit) if group not in kept])
