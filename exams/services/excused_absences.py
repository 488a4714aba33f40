"""That somebody had a reason to miss an exam: noted, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from exams.errors import NoExcuse
from exams.models import Attempt, AttemptState, Exam, ExcusedAbsence
from exams.models.excused_absences import LONGEST_REASON
from exams.services.bonus_touched import touch_by_exam
from organizations.audit import record

if TYPE_CHECKING:
    from organizations.models import Unit, User


@transaction.atomic
def excuse(*, exam: Exam, seats: Sequence[Attempt], reason: str, by: User) -> int:
    """The workers of these seats are excused from the exam; return how many were not before.

    Who sat it is passed over, who was excused before keeps the first reason. One audit row an enterprise; the reason
    may be an illness and stands in none. Raises NoExcuse without a reason, or without anybody.
    """
    words = " ".join(reason.split())[:LONGEST_REASON]
    if not words:
        raise NoExcuse(_("Write the reason: sick leave, a shift, a business trip."))
    known = set(ExcusedAbsence.objects.filter(exam=exam).values_list("worker", flat=True))
    new = [seat for seat in seats if seat.worker_id not in known and seat.state == AttemptState.PREPARED]
    if not new:
        raise NoExcuse(_("Tick those who are excused."))
    ExcusedAbsence.objects.bulk_create(
        [ExcusedAbsence(exam=exam, worker_id=seat.worker_id, reason=words, by=by) for seat in new]
    )
    touch_by_exam(exam=exam, workers=[seat.worker_id for seat in new])
    for enterprise in {seat.enterprise for seat in new}:
        people = sorted(seat.worker_id for seat in new if seat.enterprise == enterprise)
        record("absence.excuse", by=by, subject=exam, unit=enterprise, workers=people)
    return len(new)


@transaction.atomic
def take_back_excuse(*, absence: ExcusedAbsence, enterprise: Unit, by: User) -> None:
    """The worker is absent without an excuse again."""
    record("absence.take_back", by=by, subject=absence.exam, unit=enterprise, workers=[absence.worker_id])
    absence.delete()
    touch_by_exam(exam=absence.exam, workers=[absence.worker_id])
