"""Drafting a competition: its stages, what they weigh, and the steps that are marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from leaderboard.errors import CompetitionRefused
from leaderboard.models import HOLDERS, ChecklistItem, Competition, CompetitionState, Part, PartKind, Stage
from organizations.audit import record

if TYPE_CHECKING:
    from courses.models import ProcedureVersion
    from exams.models import Exam
    from organizations.models import User

WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """One step as a list brings it, from a form or from a post's procedure. `points` are above 0."""

    text: str
    points: Decimal
    is_critical: bool = False


@dataclass(frozen=True, slots=True)
class PartPlan:
    """What a part is to be: theory by an exam, the others by steps. `weight` in percent.

    `taken_from`: the version of a post's procedure that the steps were taken from.
    """

    kind: PartKind
    weight: Decimal
    exam: Exam | None = None
    rows: Sequence[ChecklistRow] = ()
    taken_from: ProcedureVersion | None = None


@dataclass(frozen=True, slots=True)
class StagePlan:
    """Heats or the final, with its parts. `go_on`: how many go on; None where it is the last."""

    name: str
    parts: Sequence[PartPlan]
    go_on: int | None = field(default=None)


@transaction.atomic
def keep_competition(*, competition: Competition, stages: Sequence[StagePlan], by: User | None) -> Competition:
    """Keep a draft with these stages, in this order, in the place of those it had.

    Raises CompetitionRefused where its rules are out, or the weights of a stage aren't 100; ValidationError.
    """
    if competition.state != CompetitionState.DRAFT:
        raise CompetitionRefused(_("The rules of this competition are out: they stand as they are."))
    if competition.owner.kind not in HOLDERS:
        raise CompetitionRefused(_("A competition is held by the county, a town, an enterprise or a workshop."))
    for plan in stages:
        check_weights(plan)
    competition.full_clean()
    competition.save()
    competition.stages.all().delete()
    for place, plan in enumerate(stages, start=1):
        _keep_stage(competition, place, plan)
    record("competition.keep", by=by, subject=competition, unit=competition.owner)
    return competition


def check_weights(plan: StagePlan) -> None:
    """Raise CompetitionRefused unless the weights of the stage come to 100; the message names the sum."""
    whole = sum((part.weight for part in plan.parts), Decimal(0))
    if whole != WHOLE:
        words = {"stage": plan.name, "sum": f"{whole.normalize():f}"}
        raise CompetitionRefused(
            _("%(stage)s: the weights come to %(sum)s %%, and have to come to 100 %%. Change one of them.") % words
        )


def _keep_stage(competition: Competition, place: int, plan: StagePlan) -> None:
    stage = Stage.objects.create(competition=competition, place=place, name=plan.name, go_on=plan.go_on)
    for planned in plan.parts:
        part = Part(
            stage=stage,
            kind=planned.kind,
            weight=planned.weight,
            exam=planned.exam,
            procedure_version=planned.taken_from,
        )
        part.full_clean()
        part.save()
        if planned.rows:
            take_checklist(part=part, rows=planned.rows)


@transaction.atomic
def take_checklist(*, part: Part, rows: Sequence[ChecklistRow]) -> None:
    """Have these steps marked in the part, in the place of those it had; its full points are what they come to.

    Raises CompetitionRefused for theory, for no rows, for a row without words or points, and once the rules are out.
    """
    if not part.is_judged:
        raise CompetitionRefused(_("Theory takes its score from an exam: it has no steps."))
    if part.stage.competition.state != CompetitionState.DRAFT:
        raise CompetitionRefused(_("The rules of this competition are out: they stand as they are."))
    if not rows:
        raise CompetitionRefused(_("%s: write down at least one step with its points.") % part)
    for number, row in enumerate(rows, start=1):
        if not row.text.strip() or row.points <= 0:
            words = {"part": part, "number": number}
            raise CompetitionRefused(_("%(part)s, step %(number)d: it needs words, and points above 0.") % words)
    part.items.all().delete()
    items = [
        ChecklistItem(part=part, place=place, text=row.text.strip(), points=row.points, is_critical=row.is_critical)
        for place, row in enumerate(rows, start=1)
    ]
    for item in items:
        item.full_clean(validate_unique=False)
    ChecklistItem.objects.bulk_create(items)
    part.full_points = sum((row.points for row in rows), Decimal(0))
    part.save(update_fields=["full_points"])


@transaction.atomic
def discard_competition(*, competition: Competition, by: User | None) -> None:
    """Throw a draft away. Raises CompetitionRefused once its rules are out."""
    if competition.state != CompetitionState.DRAFT:
        raise CompetitionRefused(_("The rules of this competition are out: they stand as they are."))
    record("competition.discard", by=by, subject=competition, unit=competition.owner, title=competition.title)
    competition.judges.all().delete()
    competition.delete()
