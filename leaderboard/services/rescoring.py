"""Asking the judges to mark anew, and the chief judge's word on a critical step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from leaderboard.bars import bars_of
from leaderboard.errors import RescoreRefused
from leaderboard.models import Competition, CompetitionState, Entrant, Judge, MarkSheet, Part, Rescore, VetoRuling
from leaderboard.scoring import Judged, is_veto_of_most
from leaderboard.services.marking import current_round
from organizations.audit import record

if TYPE_CHECKING:
    from organizations.models import User


@transaction.atomic
def ask_rescore(*, part: Part, entrant: Entrant, reason: str, by: User | None) -> Rescore:
    """Ask all judges to mark this part of this competitor anew; the round before stays as history.

    Raises RescoreRefused without a reason, for theory, without marks in the present round, for who was withdrawn, and
    once the stage is closed (then only an upheld appeal asks).
    """
    _locked(entrant)
    if Part.objects.select_related("stage").get(pk=part.pk).stage.closed_at is not None:
        raise RescoreRefused(_("This stage is closed: after that only an appeal leads to new marks."))
    return open_round(part=part, entrant=entrant, reason=reason, by=by)


def open_round(*, part: Part, entrant: Entrant, reason: str, by: User | None) -> Rescore:
    """Begin the next round of a part, inside the caller's transaction. Raises RescoreRefused as `ask_rescore` does."""
    now = current_round(part, entrant)
    if not part.is_judged:
        raise RescoreRefused(_("Theory is graded by its exam: correct the question there."))
    if not reason.strip():
        raise RescoreRefused(_("Say why: the judges read it."))
    if Entrant.objects.get(pk=entrant.pk).is_withdrawn:
        raise RescoreRefused(_("%s was withdrawn: there is nothing to mark any more.") % entrant)
    if not MarkSheet.objects.filter(part=part, entrant=entrant, round=now).exists():
        raise RescoreRefused(_("There are no marks yet in this round: wait for them first."))
    asked = Rescore(part=part, entrant=entrant, round=now + 1, reason=reason.strip(), asked_by=by)
    asked.full_clean()
    asked.save()
    record("competition.rescore", by=by, subject=asked, unit=entrant.enterprise, entrant=str(entrant.pk), part=part.pk)
    return asked


@transaction.atomic
def rule_on_veto(*, part: Part, entrant: Entrant, is_missed: bool, reason: str, by: User) -> VetoRuling:
    """Let the chief judge say whether a critical step was missed; his word counts where most of them don't say so.

    It is about the round that counts now: where the judges mark anew, the step is open again. Raises RescoreRefused
    for anybody else, of his own unit, without marks or a reason, where most judges have decided, and once the stage is
    closed.
    """
    competition = _locked(entrant)
    judge = competition.judges.filter(user=by, is_active=True, is_chief=True).select_related("user").first()
    if judge is None:
        raise RescoreRefused(_("Only the chief judge decides this."))
    _check_ruling(judge, competition, part, entrant)
    if not reason.strip():
        raise RescoreRefused(_("Say why: it stands beside the score."))
    ruling = VetoRuling(
        part=part,
        entrant=entrant,
        round=current_round(part, entrant),
        is_missed=is_missed,
        reason=reason.strip(),
        judge=judge,
    )
    ruling.full_clean()
    ruling.save()
    record("competition.rule", by=by, subject=ruling, unit=competition.owner, missed=is_missed)
    return ruling


def _check_ruling(judge: Judge, competition: Competition, part: Part, entrant: Entrant) -> None:
    counting = current_round(part, entrant)
    of_appeal = competition.state == CompetitionState.SHOWN and counting > 1
    if part.stage.closed_at is not None and not of_appeal:
        raise RescoreRefused(_("This stage is closed: what was decided stands."))
    if bars_of(judge, competition).bar(entrant):
        raise RescoreRefused(_("%s is of your own unit: you can't decide there.") % entrant)
    sheets = MarkSheet.objects.filter(part=part, entrant=entrant, round=counting)
    judged = [Judged(sheet.judge_id, sheet.score, bool(sheet.missed)) for sheet in sheets]
    if not judged:
        raise RescoreRefused(_("There are no marks yet in this round: wait for them first."))
    if is_veto_of_most(judged, competition.judging):
        raise RescoreRefused(_("Most judges say that it was missed: that is a veto, and nothing is left to decide."))


def _locked(entrant: Entrant) -> Competition:
    found = Competition.objects.select_for_update(of=("self",)).select_related("owner")
    return found.get(pk=entrant.competition_id)
