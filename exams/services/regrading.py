"""What a correction does in the background: the dry run before it is approved, grading everything anew after it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from exams.correcting.sheets import Regraded, Sheet, batches, regraded, sheets_of, sitting_keys
from exams.correcting.trial import effects_of, trial_of
from exams.marking import rulings_in_force
from exams.models import Attempt, Correction, CorrectionEffect, Grading, GradingCause
from exams.services.bonus_touched import touch_by_exam
from exams.services.corrected_books import follow_regrading
from exams.services.corrections import newest_grading
from exams.services.doubts import answer_by_correction
from exams.signals import exam_regraded
from organizations.audit import record
from organizations.progress import Report, silent

if TYPE_CHECKING:
    from exams.models import Exam

ROWS_AT_ONCE = 1000


def try_out(*, correction: Correction, report: Report = silent) -> int:
    """Keep what the correction would move, in the place of an earlier dry run, and return for how many sittings.

    No score changes. One that was decided meanwhile keeps what it was decided on. Safe to repeat.
    """
    upto = newest_grading(correction.exam)
    started = timezone.now()
    trial = trial_of(correction, report)
    effects = effects_of(trial, correction)
    with transaction.atomic():
        found = Correction.objects.select_for_update().get(pk=correction.pk)
        if not found.is_waiting:
            return found.effects.count()
        found.effects.all().delete()
        CorrectionEffect.objects.bulk_create(effects, batch_size=ROWS_AT_ONCE)
        found.tried_at, found.tried_upto = started, upto
        found.sittings, found.empty = trial.sittings, trial.empty
        found.save(update_fields=["tried_at", "tried_upto", "sittings", "empty"])
    return len(effects)


def regrade(*, correction: Correction, report: Report = silent) -> int:
    """Every sitting that was asked the question is graded by what is in force; return how many were changed by it.

    Where nothing changes no grading is added. The older gradings stay. Sittings go in batches, each in a transaction of
    its own, with the wrong-question books of those who sat: after a breakdown it is simply repeated. What is graded
    meanwhile by others is looked at too. In the end who doubts the question has his answer.
    """
    exam, keys = correction.exam, sitting_keys(correction.exam)
    if not correction.is_approved or correction.applied_at is not None:
        return correction.changed
    total, done = len(keys), 0
    while keys:
        upto = newest_grading(exam) or 0
        for batch in batches(keys):
            report(min(done, total), total)
            _regrade(exam, correction, batch)
            done += len(batch)
        keys = _graded_since(exam, upto)
    report(total, total)
    return _finish(exam, correction)


@transaction.atomic
def _regrade(exam: Exam, correction: Correction, keys: Sequence[UUID]) -> None:
    sheets = [sheet for sheet in sheets_of(keys, locked=True) if sheet.asks(correction.version_id)]
    rulings = rulings_in_force(exam)
    again = [(sheet, regraded(sheet, rulings, exam.pass_points)) for sheet in sheets]
    changed = [(sheet, new) for sheet, new in again if new.differs(sheet)]
    Grading.objects.bulk_create([_grading(sheet, new, correction) for sheet, new in changed])
    newest = Grading.objects.filter(attempt=OuterRef("pk")).order_by("-pk")
    attempts = [sheet.attempt for sheet, _new in changed]
    Attempt.objects.filter(pk__in=attempts).update(
        score=Subquery(newest.values("score")[:1]), passed=Subquery(newest.values("passed")[:1])
    )
    follow_regrading(changed, rulings)
    if changed:
        workers = Attempt.objects.filter(pk__in=attempts).values_list("worker", flat=True)
        touch_by_exam(exam=exam, workers=list(workers))


def _grading(sheet: Sheet, new: Regraded, correction: Correction) -> Grading:
    return Grading(
        attempt_id=sheet.attempt,
        cause=GradingCause.CORRECTION,
        correction=correction,
        score=new.outcome.score,
        full_points=new.graded.full_points,
        passed=new.outcome.passed,
        marks=[mark.as_data() for mark in new.graded.marks],
    )


def _graded_since(exam: Exam, upto: int) -> list[UUID]:
    """Return the sittings that others have graded since that grading: late answers, sheets on paper."""
    others = Grading.objects.filter(attempt__exam=exam, pk__gt=upto).exclude(cause=GradingCause.CORRECTION)
    return sorted(set(others.order_by().values_list("attempt", flat=True)))


@transaction.atomic
def _finish(exam: Exam, correction: Correction) -> int:
    found = Correction.objects.select_for_update().get(pk=correction.pk)
    if found.applied_at is None:
        found.applied_at, found.changed = timezone.now(), found.gradings.count()
        found.save(update_fields=["applied_at", "changed"])
        found.exam = exam
        answered = answer_by_correction(correction=found)
        record("correction.applied", by=None, subject=found, unit=exam.owner, changed=found.changed, answered=answered)
        transaction.on_commit(partial(exam_regraded.send, sender=Correction, correction=found), robust=True)
    return found.changed
