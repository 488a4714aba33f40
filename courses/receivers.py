"""What courses do when units and roles come and go. All of it inside the sender's transaction."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published

from courses.models import AccidentCasePage, CaseIndexPage, PostKind
from courses.pages.looks import new_edition
from courses.rights.groups import join_groups, leave_groups
from courses.rights.proposals import rename_proposal_section
from courses.rights.sections import make_section, rename_section
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


@receiver([post_save, post_delete], sender=AccidentCasePage)
@receiver([post_save, post_delete], sender=CaseIndexPage)
@receiver([post_save, post_delete], sender=PostKind)
@receiver(page_published, sender=AccidentCasePage)  # its posts are written after it was saved
def the_library_has_changed(sender: type, **kwargs: Any) -> None:
    """At once for who reads on in this transaction; and once it is over, since until then others still read the old."""
    new_edition()
    transaction.on_commit(new_edition)
