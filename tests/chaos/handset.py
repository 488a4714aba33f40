"""One physical phone: its browser's cookies, what it stores, and the page that is open on it, if any."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from dataclasses import dataclass, field
from html import unescape
from random import Random
from urllib.parse import urlencode

from tests.chaos.phone import Event, Page, Store, new_device
from tests.chaos.wire import Answer, NoSignal, Wire

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
DATA = re.compile(r'data-(token|device|now|deadline)="([^"]+)"')
QUESTION = re.compile(r'<div class="question" id="q\d+" data-slot="(\d+)" data-kind="(\w+)">')
ATTEMPT = re.compile(r"/attempts/([0-9a-f-]{36})/")
RELOAD_AFTER = 0.4


class NotOurs(Exception):  # it is what it says
    """The server did not answer as it does to a person."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question as the page brings it: its keys, and the answer it was shown with."""

    kind: str
    keys: tuple[str, ...]
    was: str


@dataclass
class Handset:
    """A phone in a worker's hand or pocket; pace and off as in Plan."""

    wire: Wire
    session: str
    draw: Random
    pace: float
    off: float
    log: list[Event]
    told: list[str]
    store: Store = field(default_factory=Store)
    page: Page | None = None

    def __post_init__(self) -> None:
        self.cookies = {"sessionid": self.session}
        self.life: asyncio.Task[None] | None = None

    # ---- The browser -----------------------------------------------------------------------------------------------

    async def visit(self, path: str, form: str = "") -> Answer:
        """Load a page, and load it again until it comes. Raises NotOurs when the server says no."""
        while True:
            with contextlib.suppress(NoSignal):
                answer = await self.ask(path, form)
                if answer.status < 400:
                    return answer
                if answer.status < 500:
                    raise NotOurs(f"{path}: {answer.status} {answer.text[:300]}")
            await asyncio.sleep(RELOAD_AFTER * (0.5 + self.draw.random()))

    async def ask(self, path: str, form: str = "") -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        answer = await self.wire.send("POST" if form else "GET", path, form, headers)
        self.cookies |= answer.cookies
        return answer

    async def go_in(self, exam: str, *, taps_twice: bool) -> str:
        """Go through the exam's door; returns the sitting's id, however often the way there breaks."""
        while True:
            door = await self.visit(f"/exams/{exam}/")
            if found := ATTEMPT.search(door.headers.get("location", "")):
                return found[1]
            form = urlencode({"csrfmiddlewaretoken": TOKEN.findall(door.text)[0]})
            taps = [self.ask(f"/exams/{exam}/start/", form) for _tap in range(1 + taps_twice)]
            for answer in await asyncio.gather(*taps, return_exceptions=True):
                if isinstance(answer, Answer) and (found := ATTEMPT.search(answer.headers.get("location", ""))):
                    return found[1]

    # ---- The exam page ---------------------------------------------------------------------------------------------

    async def open_paper(self, attempt: str) -> list[Question]:
        """Open the exam page; returns its questions, none if it is the copy or if the sitting is over."""
        self.switch_off()
        if not self.wire.has_signal and self.store.token:
            self._open_again(attempt)
            return []
        answer = await self.visit(f"/attempts/{attempt}/")
        if answer.status != 200:
            if self.store.token:
                self._open_again(attempt)
            return []
        data = dict(DATA.findall(answer.text))
        self.store.token, self.store.wall = data["token"], time.monotonic()
        self.store.server, self.store.deadline = int(data["now"]) / 1000, int(data["deadline"]) / 1000
        self._begin(attempt, data["device"])
        return _questions(answer.text)

    def _open_again(self, attempt: str) -> None:
        """The copy that the phone keeps, or what its receipt page does with answers that were left."""
        now = time.monotonic()
        self.store.server += now - self.store.wall
        self.store.wall = now
        self._begin(attempt, new_device(self.draw))

    def _begin(self, attempt: str, device: str) -> None:
        self.page = Page(attempt, device, self.wire, self.store, self.draw, self.pace, self.off, self.log, self.told)
        if not self.page.is_ending and not self.page.is_done and not self.page.is_over:
            self.page.add("open")
        self.life = asyncio.create_task(self.page.live())

    def switch_off(self) -> None:
        if self.life is not None:
            self.life.cancel()
        self.page = self.life = None

    def get_signal(self) -> None:
        self.wire.has_signal = True
        if self.page is not None:
            self.page.later(self.draw.random() * 0.3)

    async def until_done(self, attempt: str) -> None:
        """Stay on until the receipt is there, if this phone knows the sitting at all."""
        self.get_signal()
        if self.page is None:
            await self.open_paper(attempt)
        if self.life is not None:
            await self.life


def _questions(text: str) -> list[Question]:
    parts = QUESTION.split(text)[1:]
    return [_question(int(slot), kind, html) for slot, kind, html in zip(*[iter(parts)] * 3, strict=True)]


def _question(slot: int, kind: str, html: str) -> Question:
    pattern = r'data-key="(\w+)"' if kind == "order" else rf'name="q{slot}" value="(\w+)"'
    keys = () if kind == "fill" else tuple(re.findall(pattern, html))
    found = re.search(rf'name="was-q{slot}" value="([^"]*)"', html)
    return Question(kind, keys, unescape(found[1]) if found else "?")
