"""Which procedures concern a person, and at which stage he has a say; the reach itself is organizations/scopes.py."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q

from courses.models.procedures import IN_REVIEW, Procedure, ProcedureVersion, VersionState
from organizations.models import Membership, RoleGrant, Unit
from organizations.scopes import ROLE_REACH, Reach, concerned_units, may, units_in_reach

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from organizations.models import User

REACH_OF_STAGE = {
    VersionState.DRAFT: Reach.MANAGE_PROCEDURES,
    VersionState.WORKSHOP: Reach.REVIEW_PROCEDURES,
    VersionState.OFFICER: Reach.MANAGE_PROCEDURES,
    VersionState.APPROVAL: Reach.APPROVE_PROCEDURES,
}


def procedures_in_reach(user: User | AnonymousUser) -> QuerySet[Procedure]:
    """Return the procedures of enterprises that the person sees, or of the one in which he leads a team."""
    seen = units_in_reach(user, Reach.SEE)
    above = Q(enterprise__in=concerned_units(user)) if seen.exists() else Q(pk__in=[])
    return Procedure.objects.filter(Q(enterprise__in=seen) | above)


def procedures_to_read(user: User) -> QuerySet[Procedure]:
    """Return the procedures of the enterprise in which the person works: he may read every post's."""
    enterprises = user.memberships.current().values("enterprise")
    return Procedure.objects.filter(Q(enterprise__in=enterprises) | Q(pk__in=procedures_in_reach(user).values("pk")))


def signers_of(procedure: Procedure) -> QuerySet[Membership]:
    """Return the places of those whose post it is: they have to read and sign it."""
    return Membership.objects.current().filter(enterprise=procedure.enterprise_id, post=procedure.post_id)


def may_act_on(user: User, version: ProcedureVersion) -> bool:
    """Whether it is this person's turn: to hand in, to look at, or to put in force. At most four queries."""
    reach = REACH_OF_STAGE.get(VersionState(version.state))
    if reach is None:
        return False
    if reach != Reach.REVIEW_PROCEDURES:
        return may(user, reach, version.procedure.enterprise)
    return speaks_for_workshop(units_in_reach(user, reach), version.procedure)


def has_workshop_reviewer(procedure: Procedure) -> bool:
    """Whether anybody can look at it for the workshop."""
    roles = [role for role, reaches in ROLE_REACH.items() if Reach.REVIEW_PROCEDURES in reaches]
    grants = RoleGrant.objects.current().filter(role__in=roles, unit__path__startswith=procedure.enterprise.path)
    return speaks_for_workshop([grant.unit for grant in grants.select_related("unit")], procedure)


def speaks_for_workshop(teams: Iterable[Unit], procedure: Procedure) -> bool:
    """Whether the leader of one of these teams speaks for a workshop in which somebody holds the post.

    Where nobody holds it, every team leader of the enterprise does. At most three queries.
    """
    enterprise = procedure.enterprise
    own = [team for team in teams if enterprise.contains(team)]
    if not own:
        return False
    signers = signers_of(procedure)
    if not signers.exists():
        return True
    within = Q(pk__in=[])
    for team in own:
        within |= Q(unit__path__startswith=_workshop_path(team, enterprise))
    return signers.filter(within).exists()


def _workshop_path(team: Unit, enterprise: Unit) -> str:
    """Return the path of the team's workshop, its own where it hangs on the enterprise itself."""
    return str(team.path) if team.depth <= enterprise.depth + 1 else str(team.path)[: -Unit.steplen]


def versions_to_decide(user: User) -> list[ProcedureVersion]:
    """Return the versions in review for which it is the person's turn, the oldest first."""
    waiting = ProcedureVersion.objects.filter(state__in=IN_REVIEW, procedure__in=procedures_in_reach(user))
    found = waiting.select_related("procedure__enterprise", "procedure__post").order_by("pk")
    return [version for version in found if may_act_on(user, version)]
