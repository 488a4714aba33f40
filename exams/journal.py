"""Reading the journal of one sitting."""

from __future__ import annotations

from uuid import UUID

from exams.models import AnswerEvent, EventKind
from exams.reduction import answers


def answers_of(attempt: UUID) -> dict[int, list[str]]:
    """Return the answers by slot as the attempt's journal has them now. One query."""
    events = AnswerEvent.objects.filter(attempt=attempt, kind=EventKind.ANSWER)
    return answers(events.values_list("pk", "device", "seq", "kind", "slot", "value", named=True))


def said_by(attempt: UUID, device: UUID) -> tuple[dict[int, list[str]], int]:
    """Return the answers by slot that one opening of the page gave, and the number of its next event. One query."""
    said = list(AnswerEvent.objects.filter(attempt=attempt, device=device))
    return answers(said), max((event.seq for event in said), default=-1) + 1
