"""Which procedures concern a person, and when it is his turn; the reach itself is organizations/scopes.py."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from courses.models.procedure_readings import ProcedureReading
from courses.models.procedures import Procedure, ProcedureVersion, VersionState
from organizations.models import Membership, RoleGrant, Unit, UnitKind
from organizations.scopes import ROLE_REACH, Reach, concerned_units, units_in_reach

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from courses.models.procedures import ProcedureVersionQuerySet
    from organizations.models import User


def procedures_in_reach(user: User | AnonymousUser) -> QuerySet[Procedure]:
    """Return the procedures of enterprises that the person sees, or of the one in which he leads a team."""
    seen = units_in_reach(user, Reach.SEE)
    above = Q(enterprise__in=concerned_units(user)) if seen.exists() else Q(pk__in=[])
    return Procedure.objects.filter(Q(enterprise__in=seen) | above)


def procedures_to_read(user: User) -> QuerySet[Procedure]:
    """Return the procedures that the person may read: every post's where he works, and those he sees at the desk."""
    enterprises = user.memberships.current().values("enterprise")
    return Procedure.objects.filter(Q(enterprise__in=enterprises) | Q(pk__in=procedures_in_reach(user).values("pk")))


def signers_of(procedure: Procedure) -> QuerySet[Membership]:
    """Return the places of those whose post it is: they have to read and sign it."""
    return Membership.objects.current().filter(enterprise=procedure.enterprise_id, post=procedure.post_id)


def unsigned_version(user: User) -> ProcedureVersion | None:
    """Return the version in force for the person's post that he has not signed yet. One query."""
    place = user.memberships.current().filter(
        enterprise=OuterRef("procedure__enterprise"), post=OuterRef("procedure__post")
    )
    versions = ProcedureVersion.objects.in_force().filter(Exists(place)).select_related("procedure")
    signed = ProcedureReading.objects.signed().filter(version=OuterRef("pk"), worker=user)
    return versions.exclude(Exists(signed)).first()


def in_turn(user: User) -> ProcedureVersionQuerySet:
    """Return the versions for which it is the person's turn: to hand in, to look at, or to put in force.

    For the workshop its team leaders speak: those of a workshop in which somebody holds the post, and where nobody
    holds it, all of the enterprise. At most three queries; none for the result.
    """
    managed, approved = (units_in_reach(user, reach) for reach in (Reach.MANAGE_PROCEDURES, Reach.APPROVE_PROCEDURES))
    turn = Q(state__in=(VersionState.DRAFT, VersionState.OFFICER), procedure__enterprise__in=managed)
    turn |= Q(state=VersionState.APPROVAL, procedure__enterprise__in=approved)
    teams = list(units_in_reach(user, Reach.REVIEW_PROCEDURES).teams())
    found: ProcedureVersionQuerySet = ProcedureVersion.objects.filter(
        turn | Q(_of_workshops(teams), state=VersionState.WORKSHOP)
    )
    return found


def may_act_on(user: User, version: ProcedureVersion) -> bool:
    """Whether it is this person's turn. At most four queries."""
    return in_turn(user).filter(pk=version.pk).exists()


def has_workshop_reviewer(procedure: Procedure) -> bool:
    """Whether anybody can look at it for the workshop. At most three queries."""
    roles = [role for role, reaches in ROLE_REACH.items() if Reach.REVIEW_PROCEDURES in reaches]
    grants = RoleGrant.objects.current().filter(role__in=roles, unit__path__startswith=procedure.enterprise.path)
    teams = [grant.unit for grant in grants.select_related("unit")]
    return ProcedureVersion.objects.filter(_of_workshops(teams), procedure=procedure).exists()


def _of_workshops(teams: Collection[Unit]) -> Q:
    """Return the condition that the leaders of these teams speak for a version. One query, none without teams."""
    if not teams:
        return Q(pk__in=[])
    paths = {str(team.path) for team in teams}
    above = {path[: -Unit.steplen] for path in paths}
    workshops = set(Unit.objects.filter(path__in=above, kind=UnitKind.WORKSHOP).values_list("path", flat=True))
    within = Q(pk__in=[])
    for path in paths:  # a team that hangs on the enterprise itself is a workshop of its own
        within |= Q(unit__path__startswith=path[: -Unit.steplen] if path[: -Unit.steplen] in workshops else path)
    holders = Membership.objects.current().filter(
        enterprise=OuterRef("procedure__enterprise"), post=OuterRef("procedure__post")
    )
    theirs = Q(Exists(holders.filter(within))) | ~Q(Exists(holders))
    return Q(theirs, procedure__enterprise__path__in=above | {path[: -Unit.steplen] for path in workshops})
