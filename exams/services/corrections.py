"""Putting a question of an exam right afterwards: proposed by one person, decided by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.correcting.asked import is_asked
from exams.correcting.checks import check_ruling
from exams.errors import CorrectionRefused, NotApproved
from exams.marking import rulings_in_force
from exams.models import Correction, Decision, Exam, ExamState, Grading
from exams.models.corrections import LONGEST_REASON
from organizations.audit import record

if TYPE_CHECKING:
    from exams.models import QuestionVersion
    from exams.rulings import Ruling
    from organizations.models import User


@transaction.atomic
def propose_correction(*, exam: Exam, version: QuestionVersion, ruling: Ruling, reason: str, by: User) -> Correction:
    """Lay before a second person what is to become of the question; until he has decided, no score changes.

    The dry run is a task. Raises CorrectionRefused while people sit the exam, for a question that was not asked in it,
    for what the question can't take, for what is in force already, and while another proposal on it waits.
    """
    exam = Exam.objects.select_for_update(no_key=True).get(pk=exam.pk)
    words = _reason(reason, _("Say why. Everybody whose result changes reads it."))
    if not is_over(exam):
        raise CorrectionRefused(_("The exam is not over yet. Correct the question when nobody sits it any more."))
    if not is_asked(exam, version.pk):
        raise CorrectionRefused(_("Nobody was asked this question in this exam."))
    check_ruling(version, ruling, rulings_in_force(exam).get(version.pk))
    if Correction.objects.waiting().filter(exam=exam, version=version).exists():
        raise CorrectionRefused(_("A correction of this question waits for a decision. Decide on that one first."))
    now = timezone.now()
    made = Correction.objects.create(
        exam=exam,
        version=version,
        treatment=ruling.treatment,
        answers=[list(answer) for answer in ruling.answers],
        points=ruling.points,
        reason=words,
        proposed_by=by,
        proposed_at=now,
        asked_at=now,
    )
    record("correction.propose", by=by, subject=made, unit=exam.owner, treatment=made.treatment, reason=words)
    return made


def is_over(exam: Exam) -> bool:
    """Whether nobody sits the exam any more; late answers, sheets and make-ups may still come."""
    return exam.state != ExamState.DRAFT and exam.is_past


@transaction.atomic
def approve_correction(*, correction: Correction, by: User) -> Correction:
    """Put it in force: whatever is graded from now on goes by it; grading the others anew is a task.

    One that was in force for the question is replaced, and stays on record. Raises NotApproved for who proposed it;
    CorrectionRefused where it was decided, where its dry run is missing or older than the newest result, where it would
    leave somebody without a question that counts, and while another one of the exam is being applied.
    """
    exam, found = _to_decide(correction, by)
    _check_tried(found)
    in_force = Correction.objects.in_force().filter(exam=exam)
    if in_force.filter(applied_at__isnull=True).exists():
        raise CorrectionRefused(_("Another correction of this exam is still being applied. Wait until it is done."))
    now = timezone.now()
    in_force.filter(version=found.version_id).update(replaced_at=now)
    _decide(found, Decision.APPROVED, "", by)
    found.asked_at = now
    found.save()
    exam.corrected_at = now
    exam.save(update_fields=["corrected_at"])
    record("correction.approve", by=by, subject=found, unit=exam.owner, moves=found.effects.count())
    return found


@transaction.atomic
def refuse_correction(*, correction: Correction, reason: str, by: User) -> Correction:
    """Decide that everything stays; who proposed it reads why. Raises NotApproved, CorrectionRefused as above."""
    exam, found = _to_decide(correction, by)
    words = _reason(reason, _("Say why you refuse it: who proposed it reads your reason."))
    _decide(found, Decision.REFUSED, words, by)
    found.save()
    record("correction.refuse", by=by, subject=found, unit=exam.owner, reason=words)
    return found


@transaction.atomic
def ask_again(*, correction: Correction, by: User) -> Correction:
    """Note that the dry run is wanted anew, or that grading all is, which somebody gave up. The work itself is a task.

    Raises CorrectionRefused where there is nothing to be done.
    """
    found = Correction.objects.select_for_update(of=("self",)).select_related("exam__owner").get(pk=correction.pk)
    if found.is_under_way or not (found.is_waiting or found.is_unfinished):
        raise CorrectionRefused(_("Nothing is to be done here just now."))
    found.asked_at = timezone.now()
    found.tried_at = None if found.is_waiting else found.tried_at
    found.save(update_fields=["asked_at", "tried_at"])
    record("correction.ask_again", by=by, subject=found, unit=found.exam.owner)
    return found


def is_stale(correction: Correction) -> bool:
    """Whether results, or another correction, came since its dry run. The exam has to be loaded. One query."""
    corrected, tried = correction.exam.corrected_at, correction.tried_at
    if tried is None or (corrected is not None and corrected > tried):
        return True
    return newest_grading(correction.exam) != correction.tried_upto


def newest_grading(exam: Exam) -> int | None:
    """Return the key of the exam's newest grading. One query."""
    newest: int | None = Grading.objects.filter(attempt__exam=exam).aggregate(newest=Max("pk"))["newest"]
    return newest


def _to_decide(correction: Correction, by: User) -> tuple[Exam, Correction]:
    exam = Exam.objects.select_for_update(no_key=True, of=("self",)).select_related("owner").get(pk=correction.exam_id)
    found = Correction.objects.select_for_update().get(pk=correction.pk)
    found.exam = exam
    if not found.is_waiting:
        raise CorrectionRefused(_("This was decided before."))
    if found.proposed_by_id == by.pk:
        raise NotApproved(_("You proposed it: somebody else decides."))
    return exam, found


def _check_tried(correction: Correction) -> None:
    if correction.tried_at is None:
        raise CorrectionRefused(_("The dry run is not done yet: look first at what would move."))
    if is_stale(correction):
        raise CorrectionRefused(_("Results have come since the dry run. Do it again, and look at what would move now."))
    if correction.empty:
        said = _("For %d people nothing of their paper would count any more. Give everybody the points instead.")
        raise CorrectionRefused(said % correction.empty)


def _decide(correction: Correction, decision: Decision, words: str, by: User) -> None:
    correction.decision, correction.decided_because = decision, words
    correction.decided_by, correction.decided_at = by, timezone.now()


def _reason(written: str, without: str) -> str:
    """Return the reason without spaces around it. Raises CorrectionRefused: with that sentence where there is none."""
    words = written.strip()
    if not words:
        raise CorrectionRefused(without)
    if len(words) > LONGEST_REASON:
        raise CorrectionRefused(_("Say it in at most %d characters.") % LONGEST_REASON)
    return words
