"""Starting, handing in, running out of time: the states of one sitting."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.errors import AlreadyVoided, ExamNotOpen, NotApproved
from exams.grading import Graded, PaperQuestion, grade
from exams.models import (
    AnswerEvent,
    Attempt,
    AttemptState,
    Exam,
    ExamState,
    Grading,
    GradingCause,
    QuestionVersion,
    SubmittedBy,
)
from exams.reduction import answers
from exams.rightness import Key
from exams.services.papers import seat_for
from exams.signals import attempt_graded
from organizations.audit import record

if TYPE_CHECKING:
    from organizations.models import User

# no 0 O 1 I L U: a code is read out over the telephone
RECEIPT_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CAUSES = {
    SubmittedBy.WORKER: GradingCause.SUBMIT,
    SubmittedBy.DEADLINE: GradingCause.DEADLINE,
    SubmittedBy.ENDED: GradingCause.ENDED,
}


def start_attempt(*, exam: Exam, worker: User) -> Attempt:
    """Begin the worker's sitting, or return the one he has begun: a second tap, a reload, another phone change nothing.

    The clock starts, the deadline is fixed (no later than the end of the window, but for extra time), and team and
    enterprise are those of this moment for good. Raises ExamNotOpen, NotInAudience, PaperCannotBeFilled.
    """
    while True:
        seat = seat_for(exam=exam, worker=worker)
        if seat.state != AttemptState.PREPARED:
            return seat
        seat.exam, now = exam, timezone.now()
        _check_may_begin(seat, now)
        if _begin(seat, worker, now):
            seat.refresh_from_db()
            return seat
        # somebody paused it, gave it time, or began it on another phone a moment ago: look once more


def _check_may_begin(seat: Attempt, now: datetime) -> None:
    if seat.exam.state != ExamState.PUBLISHED or now < seat.exam.opens_at:
        raise ExamNotOpen(_("The exam has not begun. Wait for the start."))
    if seat.paused_at is not None:
        since = timezone.localtime(seat.paused_at)
        raise ExamNotOpen(
            _("The exam is paused for your unit since %s. Wait: your time has not begun.") % f"{since:%H:%M}"
        )
    if now >= seat.window_ends:
        raise ExamNotOpen(_("The exam is over. Ask your safety officer about a make-up."))


def _begin(seat: Attempt, worker: User, now: datetime) -> bool:
    """Start the clock of the seat if it is still as it was read."""
    place = worker.memberships.current().first()
    fields: dict[str, object] = {
        "state": AttemptState.IN_PROGRESS,
        "started_at": now,
        "deadline": seat.deadline_if_begun(now),
    }
    if place is not None:
        fields |= {"unit": place.unit_id, "enterprise": place.enterprise_id, "employee_no": place.employee_no}
    as_read = Attempt.objects.filter(pk=seat.pk, state=AttemptState.PREPARED, paused_at__isnull=True)
    given = {"extra_seconds": seat.extra_seconds, "paused_for": seat.paused_for}
    return as_read.filter(**given).update(**fields) == 1


@transaction.atomic
def submit_attempt(*, attempt: Attempt, by: SubmittedBy = SubmittedBy.WORKER) -> Attempt:
    """Close the sitting and grade what the journal holds; a second hand-in changes nothing and returns the same result.

    Afterwards the attempt has a score, a receipt code and a finish time: now, or the deadline when time ran out. By the
    deadline nothing is handed in that has time, or is paused.
    """
    attempt = Attempt.objects.select_for_update().select_related("exam").get(pk=attempt.pk)
    if attempt.state != AttemptState.IN_PROGRESS:
        return attempt
    now = timezone.now()
    out_of_time = attempt.is_out_of_time(now)
    if by == SubmittedBy.DEADLINE and not out_of_time:
        return attempt  # it was given time or paused since the sweep looked
    attempt.go_on(now)
    if attempt.submitted_by != SubmittedBy.ENDED:
        attempt.submitted_by = SubmittedBy.DEADLINE if out_of_time else SubmittedBy.WORKER
    attempt.finished_at = attempt.deadline if out_of_time else now
    attempt.state = AttemptState.GRADED
    attempt.receipt = attempt.receipt or new_receipt()  # a sitting that was opened again keeps its code
    store_grading(attempt=attempt, cause=CAUSES[SubmittedBy(attempt.submitted_by)])
    return attempt


def store_grading(*, attempt: Attempt, cause: GradingCause) -> Grading:
    """Grade the journal as it stands, keep the grading, show it on the attempt. The caller holds the row's lock.

    Once that is committed attempt_graded is sent; whatever goes wrong there, the sitting stands.
    """
    graded = graded_paper(attempt)
    attempt.score = graded.score
    attempt.passed = graded.score >= attempt.exam.pass_points
    attempt.save()
    grading = Grading.objects.create(
        attempt=attempt,
        cause=cause,
        score=graded.score,
        full_points=graded.full_points,
        passed=attempt.passed,
        marks=[mark.as_data() for mark in graded.marks],
    )
    transaction.on_commit(partial(attempt_graded.send, sender=Attempt, grading=grading), robust=True)
    return grading


def graded_paper(attempt: Attempt) -> Graded:
    """Mark the attempt's paper by what its journal holds. Two queries."""
    keys = keys_of([line[0] for line in attempt.paper])
    questions = [PaperQuestion(version, keys[version], Decimal(points)) for version, _shown, points in attempt.paper]
    return grade(questions, answers(AnswerEvent.objects.filter(attempt=attempt)))


def keys_of(versions: Iterable[int]) -> dict[int, Key]:
    """Return what is right in each of these versions. One query."""
    fields = ("pk", "question__kind", "answer", "tolerance", "unit")
    rows = QuestionVersion.objects.filter(pk__in=versions).values_list(*fields)
    return {pk: Key(kind, tuple(answer), tolerance, unit) for pk, kind, answer, tolerance, unit in rows}


def new_receipt() -> str:
    """Return a code like 7K3M-92QF: 30⁸ of them, so that guessing one is hopeless."""
    code = "".join(secrets.choice(RECEIPT_LETTERS) for _place in range(8))
    return f"{code[:4]}-{code[4:]}"


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
    attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if attempt.state == AttemptState.VOIDED:
        raise AlreadyVoided(_("This sitting was voided before."))
    attempt.state = AttemptState.VOIDED
    attempt.void_reason, attempt.voided_by, attempt.void_approved_by = reason, by, approved_by
    attempt.full_clean()
    attempt.save()
    record("attempt.void", by=by, subject=attempt, unit=attempt.unit, reason=reason, approved_by=approved_by.pk)
