"""Which of Wagtail's groups the holder of a role belongs to: roles make groups, nobody keeps them by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from courses.rights.proposals import make_proposal_section, proposers_of, reviewers
from courses.rights.sections import editors_of, make_section
from organizations.models import Role, RoleGrant

if TYPE_CHECKING:
    from django.contrib.auth.models import Group

WRITES_LECTURES = frozenset({Role.CURATOR, Role.BUREAU_ADMIN, Role.ENTERPRISE_HEAD})
PROPOSES_CASES = frozenset({Role.ENTERPRISE_HEAD, Role.SAFETY_OFFICER})


def groups_for(grant: RoleGrant) -> set[Group]:
    """Return the groups of somebody with this grant; most roles make no pages and have none."""
    groups = set()
    if grant.role in WRITES_LECTURES:
        groups.add(editors_of(grant.unit))
    if grant.role in PROPOSES_CASES:
        groups.add(proposers_of(grant.unit))
    if grant.role == Role.BUREAU_ADMIN:
        groups.add(reviewers())
    return groups


def join_groups(grant: RoleGrant) -> None:
    """The holder is in the groups of the grant, and has the sections to write in. The first holder brings them."""
    if grant.role in WRITES_LECTURES:
        make_section(grant.unit)
    if grant.role in PROPOSES_CASES:
        make_proposal_section(grant.unit)
    grant.user.groups.add(*groups_for(grant))


def leave_groups(grant: RoleGrant) -> None:
    """The holder is out of the groups of the grant, but for those in which another grant of his keeps him."""
    others = grant.user.grants.current().select_related("unit")
    kept = {group for other in others for group in groups_for(other)}
    grant.user.groups.remove(*groups_for(grant) - kept)


def catch_up() -> None:
    """Who was given a role before its groups and sections existed has them afterwards. Safe to repeat."""
    no_section = Q(role__in=PROPOSES_CASES, unit__proposal_section=None)
    no_review = Q(role=Role.BUREAU_ADMIN) & ~Q(user__groups=reviewers())
    for grant in RoleGrant.objects.current().filter(no_section | no_review).select_related("unit", "user"):
        join_groups(grant)
