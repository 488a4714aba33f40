"""Starting, handing in, running out of time: the states of one sitting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.errors import AlreadyVoided, ExamNotOpen, NotApproved
from exams.grading import Graded
from exams.journal import answers_of
from exams.marking import marked, rulings_of
from exams.models import (
    Attempt,
    AttemptState,
    Exam,
    Grading,
    GradingCause,
    SubmittedBy,
)
from exams.receipts.codes import new_receipt
from exams.services.bonus_touched import touch_by_exam
from exams.services.papers import seat_for
from exams.services.retests import check_supervised
from exams.services.retraining import check_retrained
from exams.signals import attempt_graded, sittings_voided
from organizations.audit import record

if TYPE_CHECKING:
    from organizations.models import User

# what grading, and the hand-in before it, write; the paper is as it was drawn
GRADED_FIELDS = ("state", "submitted_by", "finished_at", "receipt", "score", "full_points", "passed")
CLOCK = ("deadline", "paused_at", "paused_for")
CAUSES = {
    SubmittedBy.WORKER: GradingCause.SUBMIT,
    SubmittedBy.DEADLINE: GradingCause.DEADLINE,
    SubmittedBy.ENDED: GradingCause.ENDED,
}


def start_attempt(*, exam: Exam, worker: User, seat: Attempt | None = None, code: str = "") -> Attempt:
    """Begin the worker's sitting, or return the one he has begun: a second tap, a reload, another phone change nothing.

    The clock starts, the deadline is fixed (no later than the end of the window, but for extra time), and team and
    enterprise are those of this moment for good. `seat` is his latest one, where it is known. Raises ExamNotOpen,
    NotInAudience, PaperCannotBeFilled, NotRetrained for a make-up, and
    NotSupervised for a re-test without the code of the day.
    """
    while True:
        seat = seat or seat_for(exam=exam, worker=worker)
        if seat.state != AttemptState.PREPARED:
            return seat
        seat.exam, now = exam, timezone.now()
        _check_may_begin(seat, now)
        check_supervised(exam=exam, worker=worker, code=code)
        if _begin(seat, worker, now):
            return seat
        seat = None  # somebody paused it, gave it time, or began it on another phone a moment ago: look once more


def _check_may_begin(seat: Attempt, now: datetime) -> None:
    if not seat.is_held or now < seat.held_by.opens_at:
        raise ExamNotOpen(_("The exam has not begun. Wait for the start."))
    if seat.paused_at is not None:
        since = timezone.localtime(seat.paused_at)
        raise ExamNotOpen(
            _("The exam is paused for your unit since %s. Wait: your time has not begun.") % f"{since:%H:%M}"
        )
    if now >= seat.window_ends:
        raise ExamNotOpen(_("The exam is over. Ask your safety officer about a make-up."))
    check_retrained(seat)


def _begin(seat: Attempt, worker: User, now: datetime) -> bool:
    """Start the clock of the seat if it is still as it was read."""
    places = worker.memberships.current().values("unit_id", "enterprise_id", "employee_no")
    fields: dict[str, object] = {
        "state": AttemptState.IN_PROGRESS,
        "started_at": now,
        "deadline": seat.deadline_if_begun(now),
        **(places.first() or {}),
    }
    as_read = Attempt.objects.filter(pk=seat.pk, state=AttemptState.PREPARED, paused_at__isnull=True)
    given = {"extra_seconds": seat.extra_seconds, "paused_for": seat.paused_for}
    if not as_read.filter(**given).update(**fields):
        return False
    for name, value in fields.items():
        setattr(seat, name, value)
    touch_by_exam(exam=seat.exam, workers=[worker.pk])  # in a make-up he may begin in another team
    return True


@transaction.atomic
def submit_attempt(*, attempt: Attempt, by: SubmittedBy = SubmittedBy.WORKER) -> Attempt:
    """Close the sitting and grade what the journal holds; a second hand-in changes nothing and returns the same result.

    Afterwards the attempt has a score, a receipt code and a finish time: now, or the deadline when time ran out. By the
    deadline nothing is handed in that has time, or is paused.
    """
    attempt = Attempt.objects.select_for_update().select_related("exam").get(pk=attempt.pk)
    end_sitting(attempt=attempt, by=by, moment=timezone.now())
    return attempt


def end_sitting(*, attempt: Attempt, by: SubmittedBy, moment: datetime) -> None:
    """Close a sitting that is under way; by the deadline only when it is over. The caller holds the row's lock."""
    if attempt.state != AttemptState.IN_PROGRESS:
        return
    out_of_time = attempt.is_out_of_time(moment)
    if by == SubmittedBy.DEADLINE and not out_of_time:
        return  # it was given time or paused since somebody looked
    if attempt.submitted_by == SubmittedBy.ENDED:
        by = SubmittedBy.ENDED
    elif out_of_time:
        by = SubmittedBy.DEADLINE
    close_sitting(attempt=attempt, by=by, moment=moment)


def close_sitting(*, attempt: Attempt, by: SubmittedBy, moment: datetime) -> None:
    """End the sitting and grade it. It is finished at the moment, but never after its deadline (architecture §5.6).

    A pause ends with it. A sitting that was ended before, by its deadline or the invigilator, keeps its receipt code:
    it was given time again, or the worker's own hand-in comes late. The caller holds the row's lock.
    """
    was_ended = attempt.state == AttemptState.GRADED
    attempt.go_on(moment)
    attempt.submitted_by = by
    attempt.finished_at = moment if attempt.deadline is None else min(moment, attempt.deadline)
    attempt.state = AttemptState.GRADED
    attempt.receipt = attempt.receipt or new_receipt()
    cause = GradingCause.LATE_ANSWERS if was_ended else CAUSES[by]
    store_grading(attempt=attempt, cause=cause, written=(*GRADED_FIELDS, *CLOCK))


def store_grading(*, attempt: Attempt, cause: GradingCause, written: Iterable[str] = GRADED_FIELDS) -> Grading:
    """Grade the journal as it stands, keep the grading, show it on the attempt. The caller holds the row's lock.

    `written` are the fields of the attempt that are saved along with its score.
    Once that is committed attempt_graded is sent; whatever goes wrong there, the sitting stands.
    """
    graded = graded_paper(attempt)
    attempt.score, attempt.full_points = graded.score, graded.full_points
    attempt.passed = graded.score >= attempt.exam.pass_points
    attempt.save(update_fields=written)
    grading = Grading.objects.create(
        attempt=attempt,
        cause=cause,
        score=graded.score,
        full_points=graded.full_points,
        passed=attempt.passed,
        marks=[mark.as_data() for mark in graded.marks],
    )
    touch_by_exam(exam=attempt.exam, workers=[attempt.worker_id])
    transaction.on_commit(partial(attempt_graded.send, sender=Attempt, grading=grading), robust=True)
    return grading


def graded_paper(attempt: Attempt) -> Graded:
    """Mark the attempt's paper by what its journal holds and what was corrected since.

    One query where its questions are at hand, two for an exam with corrections.
    """
    return marked(attempt.paper, answers_of(attempt.pk), rulings_of(attempt.exam))


def sweep(*, moment: datetime | None = None) -> int:
    """Hand in every sitting whose time has run out, and return how many there were. Safe to repeat and to run twice.

    What is paused is left alone, however long the pause is.
    """
    expired = list(Attempt.objects.out_of_time(moment or timezone.now()).only("pk"))
    for attempt in expired:
        submit_attempt(attempt=attempt, by=SubmittedBy.DEADLINE)
    return len(expired)


@transaction.atomic
def void_attempt(*, attempt: Attempt, reason: str, by: User, approved_by: User) -> None:
    """Take the attempt out of every score, ranking and bonus; its journal stays.

    Raises NotApproved if one person does both, AlreadyVoided if it was void before.
    """
    if by.pk == approved_by.pk:
        raise NotApproved(_("Voiding needs a second person."))
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("exam").get(pk=attempt.pk)
    if attempt.state == AttemptState.VOIDED:
        raise AlreadyVoided(_("This sitting was voided before."))
    attempt.state = AttemptState.VOIDED
    attempt.void_reason, attempt.voided_by, attempt.void_approved_by = reason, by, approved_by
    attempt.full_clean()
    attempt.save()
    touch_by_exam(exam=attempt.exam, workers=[attempt.worker_id])
    record("attempt.void", by=by, subject=attempt, unit=attempt.unit, reason=reason, approved_by=approved_by.pk)
    told = partial(sittings_voided.send, sender=Attempt, exam=attempt.exam, workers=[attempt.worker_id])
    transaction.on_commit(told, robust=True)
