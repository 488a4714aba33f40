"""When a competitor says that he was marked wrong, and when he is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leaderboard.errors import CompetitionAppealRefused
from leaderboard.models import AppealResult, Competition, CompetitionAppeal, Entrant, Part
from leaderboard.services.rescoring import open_round
from organizations.audit import record
from organizations.models import Role

if TYPE_CHECKING:
    from organizations.models import User


def may_appeal(user: User, entrant: Entrant) -> bool:
    """Whether he competed, himself or in the team, or leads its team. At most two queries."""
    if entrant.worker_id == user.pk or entrant.members.filter(pk=user.pk).exists():
        return True
    return any(grant.role == Role.TEAM_LEADER and grant.unit_id == entrant.unit_id for grant in user.current_grants)


@transaction.atomic
def say_appeal(*, entrant: Entrant, part: Part, text: str, by: User) -> CompetitionAppeal:
    """Keep what the competitor thinks is wrong with a part; the places are not final before he is answered.

    Raises CompetitionAppealRefused for anybody else's result, outside the window, for a part he wasn't in, and while
    the last one about it waits; ValidationError.
    """
    competition = _locked(entrant)
    if not may_appeal(by, entrant):
        raise CompetitionAppealRefused(_("Only who competed, or leads the team, can appeal."))
    if not competition.takes_appeals:
        raise CompetitionAppealRefused(_time_is_over(competition))
    if not entrant.starts.filter(stage=part.stage_id).exists():
        raise CompetitionAppealRefused(_("You were not in this part."))
    if entrant.appeals.open().filter(part=part).exists():
        raise CompetitionAppealRefused(_("This was said already. Wait for the answer."))
    if not text.strip():
        raise CompetitionAppealRefused(_("Write down what is wrong."))
    appeal = CompetitionAppeal(entrant=entrant, part=part, by=by, text=text.strip())
    appeal.full_clean()
    appeal.save()
    record("competition.appeal", by=by, subject=appeal, unit=entrant.enterprise, entrant=str(entrant.pk))
    return appeal


def _time_is_over(competition: Competition) -> str:
    if not competition.is_out or competition.appeals_until is None:
        return _("The results are not shown yet: an appeal comes after that.")
    until = date_format(timezone.localtime(competition.appeals_until), "n月j日 H:i")
    return _("The time for appeals ended on %s. Talk to whoever holds the competition.") % until


@transaction.atomic
def answer_appeal(*, appeal: CompetitionAppeal, outcome: AppealResult, answer: str, by: User) -> CompetitionAppeal:
    """Tell the competitor what became of it. One that is upheld has the judges mark that part anew.

    A question of the theory is corrected at its exam, and the score follows. Raises CompetitionAppealRefused when it
    was answered before, for one's own, by a judge of this competition, and without an answer.
    """
    competition = _locked(appeal.entrant)
    appeal = CompetitionAppeal.objects.select_related("entrant__enterprise", "part__stage").get(pk=appeal.pk)
    if appeal.answered_at is not None:
        raise CompetitionAppealRefused(_("This appeal was answered before."))
    if appeal.by_id == by.pk or may_appeal(by, appeal.entrant):
        raise CompetitionAppealRefused(_("This is your own appeal: somebody else has to answer it."))
    if competition.judges.filter(user=by).exists():
        raise CompetitionAppealRefused(_("You judge here: somebody who doesn't has to answer it."))
    if not answer.strip():
        raise CompetitionAppealRefused(_("Say why: the competitor reads it."))
    appeal.outcome, appeal.answer = outcome, answer.strip()
    appeal.answered_by, appeal.answered_at = by, timezone.now()
    appeal.full_clean()
    appeal.save()
    if outcome == AppealResult.UPHELD and appeal.part.is_judged:
        open_round(part=appeal.part, entrant=appeal.entrant, reason=_("An appeal was upheld."), by=by)
    record("competition.answer", by=by, subject=appeal, unit=appeal.entrant.enterprise, became=outcome.value)
    return appeal


def _locked(entrant: Entrant) -> Competition:
    found = Competition.objects.select_for_update(of=("self",)).select_related("owner")
    return found.get(pk=entrant.competition_id)
