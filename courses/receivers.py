"""What courses do when units and roles come and go. All of it inside the sender's transaction."""

from typing import Any

from django.dispatch import receiver

from courses.groups import join_groups, leave_groups
from courses.proposals import rename_proposal_section
from courses.sections import make_section, rename_section
from organizations.models import RoleGrant, Unit
from organizations.signals import enterprise_created, role_granted, role_revoked, unit_renamed


@receiver(enterprise_created)
def give_it_a_section(sender: type, enterprise: Unit, **kwargs: Any) -> None:
    make_section(enterprise)


@receiver(unit_renamed)
def rename_it_too(sender: type, unit: Unit, **kwargs: Any) -> None:
    rename_section(unit)
    rename_proposal_section(unit)


@receiver(role_granted)
def join_the_editors(sender: type, grant: RoleGrant, **kwargs: Any) -> None:
    join_groups(grant)


@receiver(role_revoked)
def leave_the_editors(sender: type, grant: RoleGrant, **kwargs: Any) -> None:
    leave_groups(grant)
