"""Taking in a judge's mark sheet: once, in time, within the scale, of nobody of his own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from leaderboard.bars import bars_of
from leaderboard.errors import MarkedAlready, MarksRefused, OwnPeople, SheetClosed
from leaderboard.models import ChecklistItem, Competition, CompetitionState, Entrant, Judge, MarkSheet, Part, Rescore
from leaderboard.scoring import per_hundred
from organizations.audit import record

if TYPE_CHECKING:
    from organizations.models import User

FINEST = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet as it comes from a phone, by the phone's clock: points by step's id, the critical steps missed."""

    id: UUID
    marks: Mapping[int, Decimal]
    missed: frozenset[int] = frozenset()
    remark: str = ""
    round: int = 1
    filled_at: datetime | None = None


@transaction.atomic
def take_sheet(*, by: User, entrant: Entrant, part: Part, filled: Filled) -> MarkSheet:
    """Keep what the judge gave. The same sheet sent again is found, whatever has happened since, and stored once.

    Raises MarksRefused for who isn't a judge here and for marks outside the scale, naming the step; SheetClosed as
    check_may_mark does; MarkedAlready for a second sheet that says something else.
    """
    # whoever closes the stage waits for this row too
    competition = (
        Competition.objects.select_for_update(of=("self",)).select_related("owner").get(pk=entrant.competition_id)
    )
    judge = competition.judges.filter(user=by, is_active=True).select_related("user").first()
    if judge is None:
        raise MarksRefused(_("You are not a judge of this competition."))
    entrant = _entrant(competition, entrant)
    part = Part.objects.select_related("stage").prefetch_related("items").get(pk=part.pk)
    marks = _counted(list(part.items.all()), filled)
    before = _kept_before(judge, entrant, part, filled)
    if before is not None:
        if _is_the_same(before, judge, entrant, part) and before.says_the_same(
            marks=marks, missed=filled.missed, remark=filled.remark
        ):
            return before
        raise MarkedAlready(_("You have marked here already; what was sent first stands."))
    check_may_mark(judge=judge, competition=competition, entrant=entrant, part=part, round_=filled.round)
    sheet = MarkSheet(
        id=filled.id,
        judge=judge,
        entrant=entrant,
        part=part,
        round=filled.round,
        marks={str(step): f"{points:.2f}" for step, points in marks.items()},
        missed=sorted(filled.missed),
        score=per_hundred(sum(marks.values(), Decimal(0)), part.full_points),
        remark=filled.remark,
        filled_at=min(filled.filled_at or timezone.now(), timezone.now()),
    )
    sheet.full_clean()
    sheet.save()
    record("competition.mark", by=by, subject=sheet, unit=competition.owner, entrant=str(entrant.pk), part=part.pk)
    return sheet


def current_round(part: Part, entrant: Entrant) -> int:
    """Return which round counts: 1, or the last that was asked for. One query."""
    asked = Rescore.objects.filter(part=part, entrant=entrant).aggregate(last=Max("round"))["last"]
    return asked or 1


def _entrant(competition: Competition, entrant: Entrant) -> Entrant:
    found = competition.entrants.select_related("unit", "enterprise").prefetch_related("members")
    return found.get(pk=entrant.pk)


def _kept_before(judge: Judge, entrant: Entrant, part: Part, filled: Filled) -> MarkSheet | None:
    known = MarkSheet.objects.filter(pk=filled.id).first()
    own = MarkSheet.objects.filter(judge=judge, entrant=entrant, part=part, round=filled.round)
    return known or own.first()


def _is_the_same(sheet: MarkSheet, judge: Judge, entrant: Entrant, part: Part) -> bool:
    return (sheet.judge_id, sheet.entrant_id, sheet.part_id) == (judge.pk, entrant.pk, part.pk)


def check_may_mark(*, judge: Judge, competition: Competition, entrant: Entrant, part: Part, round_: int) -> None:
    """Raise what keeps the judge from marking. `entrant` comes with unit, enterprise and members fetched.

    Raises OwnPeople for one's own unit; SheetClosed after the close, and where the competitor was withdrawn;
    MarksRefused where he isn't in the stage, or nobody has asked for the round.
    """
    if bars_of(judge, competition).bar(entrant):
        raise OwnPeople(_("%s is of your own unit: other judges mark there.") % entrant)
    if entrant.is_withdrawn:
        raise SheetClosed(_("The competitor was withdrawn: there is nothing to mark any more."))
    if not part.is_judged or not part.stage.starters.filter(entrant=entrant).exists():
        raise MarksRefused(_("%(entrant)s is not in “%(stage)s”.") % {"entrant": entrant, "stage": part.stage.name})
    counting = current_round(part, entrant)
    if not 1 <= round_ <= counting:
        raise MarksRefused(_("Nobody has asked for this round of marks. Open the sheet anew."))
    if competition.state == CompetitionState.RUNNING and part.stage.closed_at is None:
        return
    if competition.state == CompetitionState.SHOWN and round_ == counting > 1:
        return  # an appeal was upheld, and the judges mark anew
    raise SheetClosed(_("“%s” is closed: marks are taken no more. Talk to whoever holds the competition.") % part.stage)


def _counted(items: list[ChecklistItem], filled: Filled) -> dict[int, Decimal]:
    """Return the points by step as they count: 0 where a critical step was missed."""
    known = {item.pk: item for item in items}
    critical = {item.pk for item in items if item.is_critical}
    if not filled.marks.keys() <= known.keys() or not filled.missed <= critical:
        raise MarksRefused(_("This sheet belongs to other steps. Open it anew."))
    for item in items:
        points = filled.marks.get(item.pk)
        words = {"number": item.place, "step": item.text, "most": f"{item.points.normalize():f}"}
        if points is None and item.pk not in filled.missed:
            raise MarksRefused(_("Step %(number)d, “%(step)s”, has no points yet.") % words)
        if points is not None and not (points.is_finite() and 0 <= points <= item.points):
            raise MarksRefused(_("Step %(number)d, “%(step)s”: from 0 to %(most)s points.") % words)
        if points is not None and points != points.quantize(FINEST):
            raise MarksRefused(_("Step %(number)d, “%(step)s”: at most two places after the point.") % words)
    return {item.pk: Decimal(0) if item.pk in filled.missed else filled.marks[item.pk] for item in items}
