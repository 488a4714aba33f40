"""Reading the journal of one sitting."""

from __future__ import annotations

from uuid import UUID

from exams.models import AnswerEvent, EventKind
from exams.reduction import answers


def answers_of(attempt: UUID) -> dict[int, list[str]]:
    """Return the answers by slot as the attempt's journal has them now. One query."""
    events = AnswerEvent.objects.filter(attempt=attempt, kind=EventKind.ANSWER)
    return answers(events.values_list("pk", "device", "seq", "kind", "slot", "value", named=True))
