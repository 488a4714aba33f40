"""From the journal to the answers: what a worker's events add up to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar
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


Event = TypeVar("Event", bound=JournalEvent)


def answers(events: Iterable[JournalEvent]) -> dict[int, list[str]]:
    """Return the answers by slot (the place in the paper, from 0), as they came. A cleared answer is an empty list."""
    return {slot: _keys(event.value) for slot, event in winners(events).items()}


def winners(events: Iterable[Event]) -> dict[int, Event]:
    """Return for each slot the event that counts.

    On one device the highest `seq` of a slot wins, however late it came; between devices the one whose winning event
    the server received last (architecture §5.3). The order in which the events are given does not matter.
    """
    newest_of_device: dict[tuple[int, UUID], Event] = {}
    for event in events:
        if event.kind != EventKind.ANSWER or event.slot is None:
            continue
        place = (event.slot, event.device)
        known = newest_of_device.get(place)
        if known is None or event.seq > known.seq:
            newest_of_device[place] = event
    counting: dict[int, Event] = {}
    for (slot, _device), event in newest_of_device.items():
        if slot not in counting or event.pk > counting[slot].pk:
            counting[slot] = event
    return counting


def _keys(value: object) -> list[str]:
    return [str(key) for key in value] if isinstance(value, list) else []
