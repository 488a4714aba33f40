"""The hand-in from a phone: its last events and the end of the sitting, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.errors import NotBegun
from exams.models import AttemptState, SubmittedBy
from exams.services.journal import Acknowledged, PhoneEvent, lock_for_phone, take_in
from exams.services.sittings import end_sitting


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What the worker keeps of a hand-in; `received` of `total` questions came with an answer."""

    acknowledged: Acknowledged
    receipt: str
    finished_at: datetime
    by: SubmittedBy
    received: int
    total: int


@transaction.atomic
def hand_in(*, attempt_id: UUID, device: UUID, events: Sequence[PhoneEvent]) -> HandedIn | Acknowledged:
    """Take in the last events and end the sitting, in one transaction; doing it again changes nothing.

    The worker's own hand-in is one of the events. Without it a phone only thinks that the time is up: the sitting ends
    if it is, and goes on if it was paused or given time; then the answer is that of a save. Raises
    Attempt.DoesNotExist, and NotBegun for a sitting that is not there to be handed in: not started, or voided.
    """
    attempt, now = lock_for_phone(attempt_id), timezone.now()
    acknowledged = take_in(attempt, device, events, now)
    end_sitting(attempt=attempt, by=SubmittedBy.DEADLINE, moment=now)
    if attempt.state == AttemptState.IN_PROGRESS:
        return acknowledged
    if attempt.state != AttemptState.GRADED or attempt.receipt is None or attempt.finished_at is None:
        raise NotBegun(_("This sitting is not open."))
    marks = attempt.gradings.order_by("-pk").values_list("marks", flat=True)[0]
    return HandedIn(
        acknowledged=replace(acknowledged, state=attempt.state, deadline=attempt.deadline),
        receipt=attempt.receipt,
        finished_at=attempt.finished_at,
        by=SubmittedBy(attempt.submitted_by),
        received=sum(any(mark["chosen"]) for mark in marks),
        total=len(attempt.paper),
    )
