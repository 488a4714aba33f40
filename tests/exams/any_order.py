"""What several phones may say of one sitting, in any order, and a plain model of what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from exams.models import EventKind
from exams.services.journal import PhoneEvent
from tests.factories.mixed_papers import WORDS
from tests.judging import Said

PHONES = [UUID(int=number) for number in range(1, 4)]
MINUTES, GRACE = 10, 300  # of the sitting; seconds of grace after it
LAST_SECOND = MINUTES * 60

# ---- What phones have to say, and how it reaches the server ------------------------

# kind, slot, which of the possible answers, and the second of the sitting that the phone's clock shows: a wrong one too
Word = tuple[EventKind, int, int, int]
WORD = st.tuples(
    st.sampled_from([*[EventKind.ANSWER] * 8, EventKind.FLAG, EventKind.OPEN, EventKind.SUBMIT]),
    st.integers(0, 6),  # the paper has six: the last slot is none
    st.integers(0, 500),
    st.integers(0, LAST_SECOND + 100),
)
TALKS = st.lists(st.lists(WORD, max_size=8), min_size=len(PHONES), max_size=len(PHONES))  # what each phone says
TALKS = st.lists(st.lists(WORD, max_size=8), min_size=len(PHONES), max_size=len(PHONES))  # what each phone says
# what, by which phone, which of its words in this order (some of them twice), and so many seconds later
Step = tuple[str, int, list[int], int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["save", "save", "save", "submit", "sweep", "page"]),
        st.integers(0, len(PHONES) - 1),
        st.lists(st.integers(0, 7), max_size=6),
        st.integers(0, 250),
    ),
    min_size=1,
    max_size=9,
)


def an_answer(keys: Sequence[str], choice: int) -> list[str]:
    """Return one of the possible answers, now and then one that the paper does not offer."""
    if not keys:
        return [WORDS[choice % len(WORDS)]]
    if choice % 25 == 24:
        return ["Z"]
    rest, chosen = list(keys), []
    while rest and choice % 5:
        chosen.append(rest.pop(choice % len(rest)))
        choice //= 5
    return chosen


def phone_event(seq: int, word: Word, offered: list[list[str]], begun: datetime) -> PhoneEvent:
    kind, slot, choice, second = word
    value: Any = None
    if kind == EventKind.ANSWER:
        value = an_answer(offered[slot] if slot < len(offered) else ["A"], choice)
    elif kind == EventKind.FLAG:
        value = bool(choice % 2)
    has_slot = kind in {EventKind.ANSWER, EventKind.FLAG}
    return PhoneEvent(seq, kind, slot if has_slot else None, value, begun + timedelta(seconds=second))


# ---- The plain model ------------------------


@dataclass
class Model:
    """What has to be true of the sitting after each step, told without the product's own code."""

    offered: list[list[str]]
    second: int = 0
    is_handed_in: bool = False
    is_over: bool = False
    heard: list[tuple[UUID, PhoneEvent]] = field(default_factory=list)
    gradings: int = 0
    current: UUID | None = None

    @property
    def is_late(self) -> bool:
        return self.second > LAST_SECOND

    def hear(self, phone: UUID, said: Sequence[PhoneEvent], begun: datetime) -> set[int]:
        """Take in one batch; returns the numbers that are in the journal afterwards."""
        known = {event.seq for device, event in self.heard if device == phone}
        new = {e.seq: e for e in said if e.seq not in known and self.may_come(e, begun)}
        self.heard += [(phone, event) for event in new.values()]
        if any(event.kind == EventKind.OPEN for event in new.values()):
            self.current = phone
        if any(event.kind == EventKind.SUBMIT for event in new.values()):
            self.is_handed_in = self.is_over = True
            self.gradings += 1
        elif new and self.is_over:
            self.gradings += 1
        return {event.seq for event in said} & (known | set(new))

    def may_come(self, event: PhoneEvent, begun: datetime) -> bool:
        if self.is_handed_in or self.second > LAST_SECOND + GRACE:
            return False
        if self.is_late and event.chosen_at > begun + timedelta(seconds=LAST_SECOND):
            return False
        return event.kind not in {EventKind.ANSWER, EventKind.FLAG} or (
            event.slot in range(len(self.offered)) and event.value != ["Z"]
        )

    def end(self, *, by_worker: bool) -> None:
        """The sitting is handed in by the page without a script, or time ran out and somebody looked."""
        if self.is_over or not (by_worker or self.is_late):
            return
        self.is_over, self.is_handed_in = True, by_worker and not self.is_late
        self.gradings += 1

    def journal(self) -> list[Said]:
        return [
            Said(place, str(device), event.seq, event.slot or 0, tuple(map(str, event.value or ())))  # type: ignore[arg-type]
            for place, (device, event) in enumerate(self.heard)
            if event.kind == EventKind.ANSWER
        ]
