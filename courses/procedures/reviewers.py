"""Why a version lies with a person, and why it is not he who lets it pass: three different people look at it (R33).

Neither the workshop nor the head lets pass what he wrote. A safety officer may have written it (Work Safety Law Art. 25
lets him draft procedures, Art. 21 the head answer for them), but where another one can look at it, that one does.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.models.procedure_reviews import ReviewOutcome
from courses.models.procedures import IN_REVIEW, VersionState
from courses.procedures.access import in_turn, signers_of
from organizations.models import RoleGrant
from organizations.scopes import ROLE_REACH, Reach

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from courses.models.procedures import ProcedureVersion
    from organizations.models import User


def why_not_he(version: ProcedureVersion, by: User) -> str:
    """Return why this person can't let it pass at its stage, in a sentence; empty when he can. At most two queries."""
    if by.pk in _passed_in_this_round(version):
        return _("You have let this version pass at an earlier stage: another person has to look at it here.")
    if _is_own_draft(version, by):
        officers = _officers_of([version.procedure.enterprise_id])
        if _another_can(version, officers):
            return _("You wrote this version: another safety officer of the enterprise has to look at it here.")
    elif version.made_by_id == by.pk:
        return _("You wrote this version: another person has to look at it here.")
    return ""


def why_he(version: ProcedureVersion, by: User) -> str:
    """Return why it is he who may let it pass, in a sentence, where that is not plain. At most one query."""
    if _is_own_draft(version, by):
        return _("You wrote this version. You look at it all the same: no other safety officer of the enterprise can.")
    if version.state != VersionState.WORKSHOP:
        return ""
    if signers_of(version.procedure).exists():
        return _("You are asked because somebody in your workshop holds this post; one of its team leaders is enough.")
    return _("You are asked because nobody holds this post now: any team leader of the enterprise may look at it.")


def versions_to_decide(user: User) -> list[ProcedureVersion]:
    """Return the versions in review that wait for the person, the oldest first. At most six queries.

    What an officer wrote himself waits for another one, where there is one.
    """
    versions = in_turn(user).filter(state__in=IN_REVIEW).select_related("procedure").order_by("pk")
    waiting = list(versions.prefetch_related("reviews"))
    own = {version.procedure.enterprise_id for version in waiting if _is_own_draft(version, user)}
    officers = _officers_of(own) if own else {}
    return [version for version in waiting if not (_is_own_draft(version, user) and _another_can(version, officers))]


def _is_own_draft(version: ProcedureVersion, by: User) -> bool:
    return version.state == VersionState.OFFICER and version.made_by_id == by.pk


def _another_can(version: ProcedureVersion, officers: Mapping[int, set[int]]) -> bool:
    others = officers.get(version.procedure.enterprise_id, set()) - {version.made_by_id}
    return bool(others - _passed_in_this_round(version))


def _officers_of(enterprises: Collection[int]) -> dict[int, set[int]]:
    roles = [role for role, reaches in ROLE_REACH.items() if Reach.MANAGE_PROCEDURES in reaches]
    grants = RoleGrant.objects.current().filter(role__in=roles, unit__in=enterprises, user__is_active=True)
    found = defaultdict(set)
    for enterprise, officer in grants.values_list("unit", "user"):
        found[enterprise].add(officer)
    return found


def _passed_in_this_round(version: ProcedureVersion) -> set[int]:
    passed: set[int] = set()
    for review in version.reviews.all():
        passed = passed | {review.by_id} if review.outcome == ReviewOutcome.PASSED else set()
    return passed
