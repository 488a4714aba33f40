"""What an answer file would add to the journal of its sitting, and what not and why. Nothing is written here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from exams.answer_files.format import AnswerSheet, FiledEvent
from exams.models import AnswerEvent, Attempt, EventKind
from exams.reduction import winners
from exams.services.journal import closed_to_phones, misfit


@dataclass(frozen=True, slots=True)
class Judged:
    """A file held against the journal. Counted are answers; marks and leavings of the page come along unseen.

    `questions` is how many questions the new answers are about; `hands_in` says whether the worker's own hand-in is
    among what is new; `refused` is (why, how many). `odd` counts what needs a person's eye: answers that the journal
    ought to have already, because later ones of the same phone had come in by themselves, and answers from before the
    start.
    """

    new: tuple[FiledEvent, ...]
    questions: int
    hands_in: bool
    known: int
    refused: tuple[tuple[str, int], ...]
    odd: int
    first_chosen: datetime | None
    last_chosen: datetime | None


def judge(attempt: Attempt, sheet: AnswerSheet, now: datetime) -> Judged:
    """Hold every event of the file against the sitting as it is now. One query."""
    journal = list(AnswerEvent.objects.filter(attempt=attempt))
    known = {(event.device, event.seq): event for event in journal}
    newest = winners(journal)
    refused: Counter[str] = Counter({_("It can't be read."): sheet.unreadable})
    new: list[FiledEvent] = []
    repeated = 0
    for filed in sheet.events:
        reason = _refusal(attempt, filed, known, newest, now) or _gone_on(filed, journal)
        is_answer = filed.event.kind == EventKind.ANSWER
        if reason:
            refused[reason] += is_answer
        elif (filed.device, filed.event.seq) in known:
            repeated += is_answer
        else:
            new.append(filed)
    answers = [filed for filed in new if filed.event.kind == EventKind.ANSWER]
    moments = sorted(filed.event.chosen_at for filed in sheet.events if filed.event.kind == EventKind.ANSWER)
    return Judged(
        new=tuple(new),
        questions=len({filed.event.slot for filed in answers}),
        hands_in=any(filed.event.kind == EventKind.SUBMIT for filed in new),
        known=repeated,
        refused=tuple((+refused).items()),
        odd=sum(_is_odd(attempt, filed, journal) for filed in answers),
        first_chosen=moments[0] if moments else None,
        last_chosen=moments[-1] if moments else None,
    )


def _refusal(
    attempt: Attempt,
    filed: FiledEvent,
    known: dict[tuple[UUID, int], AnswerEvent],
    newest: dict[int, AnswerEvent],
    now: datetime,
) -> str:
    event = filed.event
    if twin := known.get((filed.device, event.seq)):
        same = (twin.kind, twin.slot, twin.value) == (event.kind, event.slot, event.value)
        return "" if same else _("The journal holds something else under this number.")
    reason = closed_to_phones(attempt) or misfit(attempt, event, now)
    if reason or event.kind != EventKind.ANSWER or event.slot is None:
        return reason
    other = newest.get(event.slot)
    # what comes in last counts between two phones: an old answer must not push aside a newer one on its way in a file
    if other is not None and other.device != filed.device and other.chosen_at >= event.chosen_at:
        return _("A later answer to this question came from another phone.")
    return ""


def _gone_on(filed: FiledEvent, journal: list[AnswerEvent]) -> str:
    """A hand-in that lay on one phone while he went on with another ends nothing any more."""
    if filed.event.kind != EventKind.SUBMIT:
        return ""
    later = any(event.device != filed.device and event.chosen_at > filed.event.chosen_at for event in journal)
    return _("The sitting was gone on with on another phone.") if later else ""


def _is_odd(attempt: Attempt, filed: FiledEvent, journal: list[AnswerEvent]) -> bool:
    """A phone sends in the order in which it was answered: nothing of it can be new below what came by itself."""
    if attempt.started_at is not None and filed.event.chosen_at < attempt.started_at:
        return True
    return any(
        event.device == filed.device and event.answer_file_id is None and event.seq > filed.event.seq
        for event in journal
    )
