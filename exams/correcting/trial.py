"""What would move if a correction were in force: the real arithmetic over the real rows, with nothing written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from exams.bonus.moved import BonusMoved, bonus_lines_moved
from exams.correcting.moved import Moved, Outcome, Standing, moved
from exams.correcting.sheets import batches, regraded, sheets_of, sitting_keys
from exams.marking import rulings_in_force
from exams.models import Attempt, AttemptState, Correction, CorrectionEffect
from exams.rulings import Ruling

if TYPE_CHECKING:
    from exams.models import Exam
    from organizations.progress import Report


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a dry run: who moves, whose bonus does, how many sittings there are, and with nothing left."""

    moved: list[Moved]
    bonus: list[BonusMoved]
    sittings: int
    empty: int


def trial_of(correction: Correction, report: Report) -> Trial:
    """Return what this correction would move, beside those in force. Reads every sitting of the exam."""
    exam, keys = correction.exam, sitting_keys(correction.exam)
    rulings = {**rulings_in_force(exam), correction.version_id: Ruling.of(correction)}
    after: dict[UUID, Outcome] = {}
    looked_at = empty = 0
    for batch in batches(keys):
        report(looked_at, len(keys))
        for sheet in sheets_of(batch):
            if sheet.asks(correction.version_id):
                again = regraded(sheet, rulings, exam.pass_points)
                after[sheet.attempt], empty = again.outcome, empty + again.graded.is_empty
        looked_at += len(batch)
    report(looked_at, len(keys))
    standings = standings_of(exam)
    scores = {attempt: (outcome.score, outcome.passed) for attempt, outcome in after.items()}
    bonus = bonus_lines_moved(exam, scores)
    return Trial(moved(standings, after, {line.attempt for line in bonus}), bonus, len(keys), empty)


def standings_of(exam: Exam) -> list[Standing]:
    """Return the exam's graded sittings as they stand; places are for first valid ones. Two queries."""
    graded = Attempt.objects.filter(exam=exam, state=AttemptState.GRADED)
    first = set(Attempt.objects.filter(exam=exam).first_valid().values_list("pk", flat=True))
    rows = graded.order_by("pk").values_list("pk", "worker", "enterprise", "score", "passed")
    return [
        Standing(pk, worker, enterprise if pk in first else None, Outcome(score, bool(passed)))
        for pk, worker, enterprise, score, passed in rows
        if score is not None
    ]


def effects_of(trial: Trial, correction: Correction) -> list[CorrectionEffect]:
    """Return the rows that keep what the trial found, not saved yet."""
    effects = {one.standing.attempt: _effect(one, correction) for one in trial.moved}
    for line in trial.bonus:
        effect = effects.setdefault(line.attempt, CorrectionEffect(correction=correction, attempt_id=line.attempt))
        effect.coefficient_before, effect.coefficient_after = line.coefficient_before, line.coefficient_after
        effect.amount_before, effect.amount_after = line.amount_before, line.amount_after
    return list(effects.values())


def _effect(one: Moved, correction: Correction) -> CorrectionEffect:
    now = one.standing.outcome
    return CorrectionEffect(
        correction=correction,
        attempt_id=one.standing.attempt,
        score_before=now.score,
        score_after=one.after.score,
        passed_before=now.passed,
        passed_after=one.after.passed,
        place_before=one.place_before,
        place_after=one.place_after,
    )
