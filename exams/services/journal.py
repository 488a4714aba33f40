"""Taking in what a phone has to say: one read and one insert."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.errors import TokenRefused
from exams.models import AnswerEvent, Attempt, AttemptState, EventKind, GradingCause, Presence, SubmittedBy
from exams.possible import is_possible
from exams.services.sittings import store_grading

TOKEN_SALT = "exams.attempt"


@dataclass(frozen=True, slots=True)
class PhoneEvent:
    """One event as a phone sends it, its form checked. `chosen_at` is the server's time by the phone's reckoning."""

    seq: int
    kind: EventKind
    slot: int | None
    value: list[str] | bool | int | str | None
    chosen_at: datetime


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The answer to a batch: which events are in the journal for good, which are refused and why; and the time."""

    now: datetime
    deadline: datetime | None
    state: str
    paused_at: datetime | None = None
    told: str = ""
    accepted: tuple[int, ...] = ()
    refused: dict[int, str] = field(default_factory=dict)
    taken_over: bool = False


def attempt_token(attempt: Attempt) -> str:
    """Return what a phone shows instead of a session when it saves: good for this one attempt."""
    return signing.Signer(salt=TOKEN_SALT).sign(str(attempt.pk))


def check_token(token: str, attempt_id: UUID) -> None:
    """Raise TokenRefused unless the token was made for this attempt."""
    try:
        signed = signing.Signer(salt=TOKEN_SALT).unsign(token)
    except signing.BadSignature:
        signed = ""
    if signed != str(attempt_id):
        raise TokenRefused(_("This sitting can't be saved from here. Open the exam again from the start page."))


def note_presence(*, attempt_id: UUID) -> Attempt:
    """Note that the phone of a sitting is there, and return the attempt without its paper. One read and one write.

    For phones that had nothing to save for a while: those that save are heard of by their events. Raises
    Attempt.DoesNotExist.
    """
    attempt = Attempt.objects.only("deadline", "state", "paused_at", "told").get(pk=attempt_id)
    if attempt.state == AttemptState.IN_PROGRESS:
        Presence.objects.bulk_create(
            [Presence(attempt=attempt, at=timezone.now())],
            update_conflicts=True,
            unique_fields=["attempt"],
            update_fields=["at"],
        )
    return attempt


@transaction.atomic
def record_events(*, attempt_id: UUID, device: UUID, events: Sequence[PhoneEvent]) -> Acknowledged:
    """Add a phone's events to the journal: what is accepted is there for good; a repeated batch is harmless.

    Events chosen in time but received within the grace after the deadline count and are marked late; a sitting already
    graded because time ran out is then graded again. While the sitting is paused everything counts. Raises
    Attempt.DoesNotExist.
    """
    now = timezone.now()
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("exam").get(pk=attempt_id)
    refused = {event.seq: reason for event in events if (reason := refusal(attempt, event, now))}
    accepted = [event for event in events if event.seq not in refused]
    late = attempt.is_out_of_time(now)
    AnswerEvent.objects.bulk_create(
        [
            AnswerEvent(
                attempt=attempt,
                device=device,
                seq=event.seq,
                kind=event.kind,
                slot=event.slot,
                value=event.value,
                chosen_at=event.chosen_at,
                received_at=now,
                is_late=late,
            )
            for event in accepted
        ],
        ignore_conflicts=True,
    )
    _take_over(attempt, device, accepted)
    if accepted and attempt.state == AttemptState.GRADED:
        store_grading(attempt=attempt, cause=GradingCause.LATE_ANSWERS)
    return Acknowledged(
        now=now,
        deadline=attempt.deadline,
        state=attempt.state,
        paused_at=attempt.paused_at,
        told=attempt.told,
        accepted=tuple(event.seq for event in accepted),
        refused=refused,
        taken_over=attempt.device is not None and attempt.device != device,
    )


def refusal(attempt: Attempt, event: PhoneEvent, now: datetime) -> str:
    """Return why an event can't enter the journal, as a sentence for the worker; empty when it can."""
    if attempt.state == AttemptState.VOIDED or attempt.started_at is None or attempt.deadline is None:
        return _("This sitting is not open.")
    if attempt.submitted_by == SubmittedBy.PAPER:
        return _("This sitting was on paper: what counts is what two people typed from the answer sheet.")
    if attempt.submitted_by == SubmittedBy.WORKER:
        return _("The paper was handed in before.")
    if attempt.is_out_of_time(now):
        if now > attempt.deadline + timedelta(seconds=attempt.exam.grace_seconds):
            return _("It came too long after the end. Save the answers to a file and give it to your safety officer.")
        if event.chosen_at > attempt.deadline:
            return _("It was chosen after the end.")
    return _not_on_paper(attempt, event)


def _not_on_paper(attempt: Attempt, event: PhoneEvent) -> str:
    if event.kind not in {EventKind.ANSWER, EventKind.FLAG}:
        return ""
    if event.slot is None or not 0 <= event.slot < len(attempt.paper):
        return _("This question is not on the paper.")
    if event.kind == EventKind.ANSWER and not is_possible(attempt.paper[event.slot][1], event.value):
        return _("This choice does not exist.")
    return ""


def _take_over(attempt: Attempt, device: UUID, events: Sequence[PhoneEvent]) -> None:
    """A device that opens the page becomes the current one; the other is told at its next save."""
    if attempt.device != device and any(event.kind == EventKind.OPEN for event in events):
        Attempt.objects.filter(pk=attempt.pk).update(device=device)
        attempt.device = device
