"""Exams that are over and in which something looks odd."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from exams.models import Attempt, EventKind, Exam, ExamState
from exams.services.journal import PhoneEvent, record_events
from exams.services.openings import note_opening
from exams.services.sittings import start_attempt, submit_attempt
from organizations.models import User
from tests.factories.sittings import answer


def sit_on(exam: Exam, worker: User, *, phone: str = "", right: int = 4, is_kiosk: bool = False) -> Attempt:
    """Sit the whole exam on a phone of that number, or on one's own, and hand in."""
    attempt = start_attempt(exam=exam, worker=worker)
    note_opening(
        attempt=attempt,
        device=uuid4(),
        phone=phone or uuid4().hex,
        agent="Android WeChat",
        address=None,
        is_kiosk=is_kiosk,
    )
    answer(attempt, right=right)
    return submit_attempt(attempt=attempt)


def leave_page(attempt: Attempt, *, seconds: int, device: UUID | None = None) -> None:
    """The page of a sitting that runs was out of sight for so long, until now."""
    back = timezone.now()
    left = PhoneEvent(1, EventKind.LEAVE, None, None, back - timedelta(seconds=seconds))
    record_events(
        attempt_id=attempt.pk,
        device=device or uuid4(),
        events=[left, PhoneEvent(2, EventKind.BACK, None, seconds, back)],
    )


def close(exam: Exam) -> Exam:
    """The exam is over; what happens at a close in the background does not happen."""
    exam.state = ExamState.CLOSED
    exam.save(update_fields=["state"])
    return exam
