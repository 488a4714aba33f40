"""A phone with the exam page open, keeping to the page's own rules (site/static/js/exam): journal, store, queue, clock.

Times are seconds; waiting times are a tenth of the page's. What a phone stores outlives its being switched off, what
its page knows does not. Beside that each event remembers what became of it, for the judgement at the end.
"""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from tests.chaos.wire import Answer, NoSignal, Wire

SEND_AFTER, FIRST_RETRY, LONGEST_RETRY, TOGETHER = 0.25, 0.15, 2.0, 0.5
BATCH = 8
UNDER_WAY = "in_progress"


@dataclass(eq=False)
class Event:
    """One event of the journal, and its fate: when it was first sent, when it was acknowledged, why it was refused."""

    device: str
    seq: int
    kind: str
    slot: int | None
    value: list[str] | bool | None
    at: int
    sent: float | None = None
    acknowledged: float | None = None
    refused: str | None = None

    @property
    def is_open(self) -> bool:
        return self.acknowledged is None and self.refused is None


@dataclass
class Store:
    """What the phone keeps when it is off: events that are not acknowledged, and the record of the sitting."""

    queue: list[Event] = field(default_factory=list)
    token: str = ""
    server: float = 0
    wall: float = 0
    deadline: float = 0
    shown: dict[int, Event] = field(default_factory=dict)  # what it last showed as saved
    receipt: str = ""


@dataclass
class Page:
    """One opening of the exam page."""

    attempt: str
    device: str
    wire: Wire
    store: Store
    draw: Random
    pace: float
    off: float
    log: list[Event]  # everything that was ever added, on any page
    told: list[str]  # what the server said that no phone of ours should hear
    seq: int = 0
    retry: float = FIRST_RETRY
    is_ending: bool = False
    is_taken: bool = False
    asked: bool = False

    def __post_init__(self) -> None:
        self.set_at = time.monotonic()
        self.bell = asyncio.Event()
        self.due: float | None = None
        self.is_ending = self.is_handed_in

    # ---- The clock -------------------------------------------------------------------------------------------------

    def now(self) -> float:
        """The server's time by this phone's reckoning."""
        return self.store.server + (time.monotonic() - self.set_at) * self.pace

    @property
    def is_over(self) -> bool:
        return self.now() > self.store.deadline

    @property
    def is_handed_in(self) -> bool:
        return any(event.kind == "submit" for event in self.store.queue)

    @property
    def is_done(self) -> bool:
        return bool(self.store.receipt)

    @property
    def may_answer(self) -> bool:
        return not (self.is_done or self.is_ending or self.is_over or self.is_taken)

    # ---- What the worker does --------------------------------------------------------------------------------------

    def add(self, kind: str, slot: int | None = None, value: list[str] | bool | None = None) -> None:
        event = Event(self.device, self.seq, kind, slot, value, int((self.now() + self.off) * 1000))
        self.seq += 1
        self.store.queue.append(event)
        self.log.append(event)
        self.later(SEND_AFTER)

    def hand_in(self) -> None:
        self.is_ending = True
        self.add("submit")
        self.later(0)

    # ---- Sending ---------------------------------------------------------------------------------------------------

    def later(self, wait: float) -> None:
        self.due = time.monotonic() + wait
        self.bell.set()

    async def live(self) -> None:
        """Send what is due, as long as the page is open and has no receipt."""
        while not self.is_done:
            self.bell.clear()
            if self.is_over and not self.is_ending and not self.asked:
                self.asked = True
                self.later(self.draw.random() * TOGETHER)
            wait = 0.25 if self.due is None else self.due - time.monotonic()
            if self.due is not None and wait <= 0:
                self.due = None
                await self._send_all()
                continue
            try:
                async with asyncio.timeout(min(wait, 0.25)):
                    await self.bell.wait()
            except TimeoutError:
                continue

    async def _send_all(self) -> None:
        if not self.store.queue and not self.is_ending and not await self._exchange([], "events"):
            return
        while queue := self.store.queue:
            batch = [event for event in queue if event.device == queue[0].device][:BATCH]
            last = "submit" if any(event.kind == "submit" for event in batch) else "events"
            if not await self._exchange(batch, last):
                return
        if self.is_ending and not self.is_done:
            await self._exchange([], "submit")

    async def _exchange(self, batch: list[Event], last: str) -> bool:
        said = [{"seq": e.seq, "kind": e.kind, "slot": e.slot, "value": e.value, "at": e.at} for e in batch]
        device = batch[0].device if batch else self.device
        body = json.dumps({"token": self.store.token, "device": device, "events": said})
        for event in batch:
            event.sent = event.sent or time.monotonic()
        try:
            path = f"/attempts/{self.attempt}/{last}/"
            answer = await self.wire.send("POST", path, body, {"Content-Type": "application/json"})
        except NoSignal:
            return self._lost()
        if answer.status >= 500 or answer.status == 429:
            return self._lost()
        return self._settle(batch, answer)

    def _lost(self) -> bool:
        self.later(self.retry * (0.5 + self.draw.random()))
        self.retry = min(self.retry * 2, LONGEST_RETRY)
        return False

    def _settle(self, batch: list[Event], answer: Answer) -> bool:
        if answer.status != 200:
            self.told.append(f"{answer.status} {answer.text[:300]}")
            self.later(LONGEST_RETRY)
            return False
        said, now = json.loads(answer.text), time.monotonic()
        assert said["deadline"], f"{self.attempt} was begun, and the server knows nothing of it: {said}"
        for event in batch:
            if event.seq in said["accepted"]:
                event.acknowledged = event.acknowledged or now
                if event.kind == "answer" and event.slot is not None:
                    self.store.shown[event.slot] = event
            elif str(event.seq) in said["refused"]:
                event.refused = said["refused"][str(event.seq)]
        self.store.queue = [event for event in self.store.queue if event.is_open]
        self.retry, self.set_at = FIRST_RETRY, now
        self.store.server, self.store.deadline, self.store.wall = said["now"] / 1000, said["deadline"] / 1000, now
        self.is_taken = said["taken"] and said["state"] == UNDER_WAY
        self.is_ending = self.is_handed_in or said["state"] != UNDER_WAY or said["now"] > said["deadline"]
        self.asked = False
        self.store.receipt = said.get("receipt", "")
        return True


def new_device(draw: Random) -> str:
    return str(UUID(int=draw.getrandbits(128), version=4))
