"""Appointing judges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from leaderboard.errors import JudgeRefused
from leaderboard.models import Competition, CompetitionState, Judge
from organizations.audit import record
from organizations.models import Role, Unit
from organizations.scopes import Reach, may
from organizations.services.grants import grant_role

if TYPE_CHECKING:
    from organizations.models import User


@transaction.atomic
def name_judge(*, competition: Competition, user: User, is_chief: bool = False, by: User | None) -> Judge:
    """Let somebody mark in the competition, and give him the role of a judge where it is held if he has none here.

    Nobody has a role at a workshop: for a workshop's own competition he has it at the enterprise. Raises JudgeRefused
    as appoint_judge does; then he has no role either.
    """
    if not _is_judge_for(user, competition.owner):
        grant_role(user=user, role=Role.JUDGE, unit=competition.owner.enterprise() or competition.owner, by=by)
    return appoint_judge(competition=competition, user=user, is_chief=is_chief, by=by)


@transaction.atomic
def appoint_judge(*, competition: Competition, user: User, is_chief: bool = False, by: User | None) -> Judge:
    """Let somebody mark in the competition. Where he belongs today is noted: he never marks those.

    Raises JudgeRefused for who has not the role of a judge here, who holds the competition and so sees all marks, who
    competes, for a second chief judge, and once the results are out.
    """
    competition = Competition.objects.select_for_update(of=("self",)).select_related("owner").get(pk=competition.pk)
    if competition.state in {CompetitionState.SHOWN, CompetitionState.FROZEN}:
        raise JudgeRefused(_("The results are out: the judges stay as they are."))
    if not _is_judge_for(user, competition.owner):
        words = {"name": user.name, "owner": competition.owner.name}
        raise JudgeRefused(_("%(name)s has not the role of a judge for %(owner)s. Give it to him first.") % words)
    if may(user, Reach.HOLD_COMPETITIONS, competition.owner):
        raise JudgeRefused(_("%s holds this competition and sees all marks: choose somebody else.") % user.name)
    if competition.entrants.competing().filter(worker=user).exists():
        raise JudgeRefused(_("%s competes himself, and can't judge here.") % user.name)
    others = competition.judges.filter(is_active=True).exclude(user=user)
    if is_chief and others.filter(is_chief=True).exists():
        raise JudgeRefused(_("There is a chief judge already. Dismiss him first."))
    judge, _made = Judge.objects.update_or_create(
        competition=competition, user=user, defaults={"is_active": True, "is_chief": is_chief}
    )
    judge.units.add(*_units_of(user))
    record("competition.appoint", by=by, subject=judge, unit=competition.owner, user=user.pk, chief=is_chief)
    return judge


@transaction.atomic
def dismiss_judge(*, judge: Judge, by: User | None) -> None:
    """Let him mark no more. What he has marked stays and counts."""
    judge = Judge.objects.select_for_update(of=("self",)).select_related("competition__owner").get(pk=judge.pk)
    judge.is_active = judge.is_chief = False
    judge.save(update_fields=["is_active", "is_chief"])
    record("competition.dismiss", by=by, subject=judge, unit=judge.competition.owner, user=judge.user_id)


def _is_judge_for(user: User, owner: Unit) -> bool:
    grants = [grant.unit for grant in user.current_grants if grant.role == Role.JUDGE]
    return user.is_active and any(unit.contains(owner) or owner.contains(unit) for unit in grants)


def _units_of(user: User) -> set[Unit]:
    places = user.memberships.current().select_related("unit")
    return {*(place.unit for place in places), *(grant.unit for grant in user.current_grants)}
