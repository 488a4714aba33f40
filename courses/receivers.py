"""What courses do when units and roles come and go. All of it inside the sender's transaction."""

from typing import Any

from django.dispatch import receiver

from courses.sections import group_for, make_section, rename_section
from organizations.models import RoleGrant, Unit
from organizations.signals import enterprise_created, role_granted, role_revoked, unit_renamed


@receiver(enterprise_created)
def give_it_a_section(sender: type, enterprise: Unit, **kwargs: Any) -> None:
    make_section(enterprise)


@receiver(unit_renamed)
def rename_it_too(sender: type, unit: Unit, **kwargs: Any) -> None:
    rename_section(unit)


@receiver(role_granted)
def join_the_editors(sender: type, grant: RoleGrant, **kwargs: Any) -> None:
    """Into the group of the grant; the bureau's section begins with its first curator."""
    group = group_for(grant)
    if group is not None:
        make_section(grant.unit)
        grant.user.groups.add(group)


@receiver(role_revoked)
def leave_the_editors(sender: type, grant: RoleGrant, **kwargs: Any) -> None:
    """Out of the group of the grant, unless another grant of the same person keeps him there."""
    group = group_for(grant)
    others = grant.user.grants.current().select_related("unit")
    if group is not None and group not in [group_for(other) for other in others]:
        grant.user.groups.remove(group)
