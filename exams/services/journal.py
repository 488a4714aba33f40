"""Taking in what a phone has to say: one read and one insert."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.errors import TokenRefused
from exams.models import (
    AnswerEvent,
    AnswerFile,
    Attempt,
    AttemptState,
    EventKind,
    GradingCause,
    SubmittedBy,
)
from exams.possible import is_possible
from exams.services.sittings import GRADED_FIELDS, close_sitting, store_grading

TOKEN_SALT = "exams.attempt"
WHAT_A_PHONE_CHANGES = (
    *GRADED_FIELDS,
    *("exam", "worker", "make_up", "paper", "device", "started_at", "deadline", "paused_at", "paused_for", "told"),
)


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


@transaction.atomic
def record_events(*, attempt_id: UUID, device: UUID, events: Sequence[PhoneEvent]) -> Acknowledged:
    """Add a phone's events to the journal: what is accepted is there for good; a repeated batch is harmless.

    Events chosen in time but received within the grace after the deadline count and are marked late; a sitting already
    graded because time ran out is then graded again. The hand-in is an event like any other: accepted, it ends the
    sitting by the worker's own hand. While the sitting is paused everything counts. Raises Attempt.DoesNotExist.
    """
    return take_in(lock_for_phone(attempt_id), device, events, timezone.now())


def lock_for_phone(attempt_id: UUID) -> Attempt:
    """Return the attempt for what a phone may change of it, locked until the transaction ends.

    Its exam is not asked for: a save in time has no need of it.
    """
    return Attempt.objects.select_for_update().only(*WHAT_A_PHONE_CHANGES).get(pk=attempt_id)


def take_in(attempt: Attempt, device: UUID, events: Sequence[PhoneEvent], now: datetime) -> Acknowledged:
    """Do what record_events says. The caller holds the attempt's lock."""
    refused = {event.seq: reason for event in events if (reason := refusal(attempt, event, now))}
    known = _already_in(attempt, device, events) if refused or _moves_more(attempt, device, events) else frozenset()
    refused = {seq: reason for seq, reason in refused.items() if seq not in known}
    new = [event for event in events if event.seq not in refused and event.seq not in known]
    insert_events(attempt, device, new, received_at=now, is_late=attempt.is_out_of_time(now))
    _take_over(attempt, device, new)
    if any(event.kind == EventKind.SUBMIT for event in new):
        close_sitting(attempt=attempt, by=SubmittedBy.WORKER, moment=now)
    elif new and attempt.state == AttemptState.GRADED:
        store_grading(attempt=attempt, cause=GradingCause.LATE_ANSWERS)
    return Acknowledged(
        now=now,
        deadline=attempt.deadline,
        state=attempt.state,
        paused_at=attempt.paused_at,
        told=attempt.told,
        accepted=tuple(event.seq for event in events if event.seq not in refused),
        refused=refused,
        taken_over=attempt.device is not None and attempt.device != device,
    )


def _moves_more(attempt: Attempt, device: UUID, events: Sequence[PhoneEvent]) -> bool:
    """Whether these events move more than the journal, so that it matters which of them were heard before.

    A batch that the network repeats must neither give the sitting back to the phone that was used before, nor grade a
    paper again that has nothing new.
    """
    opens = attempt.device != device and any(event.kind == EventKind.OPEN for event in events)
    return opens or attempt.state == AttemptState.GRADED


def _already_in(attempt: Attempt, device: UUID, events: Sequence[PhoneEvent]) -> frozenset[int]:
    """Return which of these events of the device are in the journal.

    A hand-in whose answer was lost on the way is sent again: what it brought is there, and is not told to be refused.
    """
    known = AnswerEvent.objects.filter(attempt=attempt, device=device, seq__in=[event.seq for event in events])
    return frozenset(known.values_list("seq", flat=True))


def insert_events(
    attempt: Attempt,
    device: UUID,
    events: Iterable[PhoneEvent],
    *,
    received_at: datetime,
    is_late: bool,
    answer_file: AnswerFile | None = None,
) -> None:
    """Put events into the journal; what is there already stays as it is. The caller holds the attempt's lock."""
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
                received_at=received_at,
                is_late=is_late,
                answer_file=answer_file,
            )
            for event in events
        ],
        ignore_conflicts=True,
    )


def refusal(attempt: Attempt, event: PhoneEvent, now: datetime) -> str:
    """Return why an event can't enter the journal, as a sentence for the worker; empty when it can."""
    if closed := closed_to_phones(attempt):
        return closed
    if attempt.is_out_of_time(now) and attempt.is_out_of_time(now - timedelta(seconds=attempt.exam.grace_seconds)):
        return _("It came too long after the end. Save the answers to a file and give it to your safety officer.")
    return misfit(attempt, event, now)


def closed_to_phones(attempt: Attempt) -> str:
    """Return why nothing at all from a phone can enter the journal of this sitting; empty when something can."""
    if attempt.state == AttemptState.VOIDED or attempt.started_at is None or attempt.deadline is None:
        return _("This sitting is not open.")
    if attempt.submitted_by == SubmittedBy.PAPER:
        return _("This sitting was on paper: what counts is what two people typed from the answer sheet.")
    if attempt.submitted_by == SubmittedBy.WORKER:
        return _("The paper was handed in before.")
    return ""


def misfit(attempt: Attempt, event: PhoneEvent, now: datetime) -> str:
    """Return why this event does not belong into the journal, however it came: its time, its question, its choice."""
    if attempt.deadline is not None and attempt.is_out_of_time(now) and event.chosen_at > attempt.deadline:
        return _("It was chosen after the end.")
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
