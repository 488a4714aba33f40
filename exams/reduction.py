"""From the journal to the answers: what a worker's events add up to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from exams.models.journal import EventKind


class JournalEvent(Protocol):
    """What the reduction reads of an event. `pk` counts up in the order of the server's receipt."""

    pk: int
    device: UUID
    seq: int
    kind: str
    slot: int | None
    value: object


def answers(events: Iterable[JournalEvent]) -> dict[int, list[str]]:
    """Return the answers by slot (the place in the paper, from 0), as they came. A cleared answer is an empty list.

    On one device the highest `seq` of a slot wins, however late it came; between devices the one whose winning event
    the server received last (architecture §5.3). The order in which the events are given does not matter.
    """
    newest_of_device: dict[tuple[int, UUID], JournalEvent] = {}
    for event in events:
        if event.kind != EventKind.ANSWER or event.slot is None:
            continue
        place = (event.slot, event.device)
        known = newest_of_device.get(place)
        if known is None or event.seq > known.seq:
            newest_of_device[place] = event
    winners: dict[int, JournalEvent] = {}
    for (slot, _device), event in newest_of_device.items():
        if slot not in winners or event.pk > winners[slot].pk:
            winners[slot] = event
    return {slot: _keys(event.value) for slot, event in winners.items()}


def _keys(value: object) -> list[str]:
    return [str(key) for key in value] if isinstance(value, list) else []
