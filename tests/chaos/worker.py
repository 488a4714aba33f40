"""One worker, his one or two phones, and what he does with them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random

from tests.chaos.handset import Handset, Question
from tests.chaos.phone import Event, Page
from tests.chaos.plans import Do, End, Plan, Step, plan_of
from tests.chaos.wire import Wire

NEARLY = 2.0  # seconds before the deadline, in which he does what he does last
WORDS = ("自救器", " 自救器。", "安全帽", "1.5", "１.５５米", "1.7", "八", "")
KNOWN = {"single": ["A"], "multiple": ["A", "C"], "true_false": ["T"], "order": ["C", "A", "D", "B"]}

# Gives a sitting so many seconds from its start; returns its deadline, seconds since 1970.
CutShort = Callable[[str, float], Awaitable[float]]


@dataclass
class Worker:
    """Sits one exam by his plan. `wrong` are sentences about what he saw and should not have seen."""

    number: int
    plan: Plan
    exam: str
    cut_short: CutShort
    phones: list[Handset]
    attempt: str = ""
    questions: list[Question] = field(default_factory=list)
    log: list[Event] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    in_hand: int = 0
    deadline: float = float("inf")
    is_done: bool = False

    @property
    def phone(self) -> Handset:
        return self.phones[self.in_hand]

    @property
    def where_he_is(self) -> str:
        """For who wonders what takes him so long."""
        phones = [(phone.page, [vars(event) for event in phone.store.queue]) for phone in self.phones]
        return f"{self.number} {self.plan.end.value}, {self.deadline - time.time()} s left: {phones} {self.wrong}"

    @property
    def is_lost(self) -> bool:
        return self.plan.end == End.LOST

    async def sit(self) -> None:
        await asyncio.sleep(self.plan.comes_after)
        self.attempt = await self.phone.go_in(self.exam, taps_twice=self.plan.taps_twice)
        await self.open_paper()
        if self.plan.seconds is not None:
            self.deadline = await self.cut_short(self.attempt, self.plan.seconds)
        for step in self.plan.steps[: len(self.plan.steps) // 2 if self.is_lost else None]:
            if time.time() > self.deadline - NEARLY:
                break
            await asyncio.sleep(step.pause)
            await self.do(step)
        await self.end()
        if self.is_lost:
            for phone in self.phones:
                phone.switch_off()
        else:
            for phone in sorted(self.phones, key=lambda phone: phone is not self.phone):
                await phone.until_done(self.attempt)  # the one in his hand first
        self.is_done = True

    # ---- The end ---------------------------------------------------------------------------------------------------

    async def end(self) -> None:
        if self.plan.end == End.HANDS_IN:
            await self.hand_in()
        elif self.plan.end == End.RUNS_OUT:
            await self._until(self.deadline)
        elif not self.is_lost:
            await self._have_no_signal_at_the_end()

    async def hand_in(self) -> None:
        """Hand in as soon as the page lets him: a clock that runs ahead holds it up until the server is heard."""
        while (page := await self.page_to_answer()) is None:
            if self.phone.page is not None and (self.phone.page.is_ending or self.phone.page.is_done):
                return
            await asyncio.sleep(0.2)
        page.hand_in()

    async def _have_no_signal_at_the_end(self) -> None:
        await self._until(self.deadline - NEARLY)
        page = await self.page_to_answer()
        self.phone.wire.has_signal = False
        for step in self.plan.last_minute:
            await asyncio.sleep(0.2)
            await self.choose(step, page)
        if self.plan.end == End.HANDS_IN_TUNNEL and page is not None and page.may_answer:
            page.hand_in()
        if self.plan.end == End.SWITCHED_OFF:
            self.phone.switch_off()
        await self._until(self.deadline + self.plan.comes_back_after)

    async def _until(self, moment: float) -> None:
        await asyncio.sleep(max(0, moment - time.time()))

    # ---- What he does ----------------------------------------------------------------------------------------------

    async def do(self, step: Step) -> None:
        match step.do:
            case Do.CHOOSE:
                await self.choose(step, await self.page_to_answer())
            case Do.MARK:
                page = await self.page_to_answer()
                if page is not None:
                    page.add("flag", self._slot(step), step.what < 0.5)
            case Do.LOOK_AWAY:
                page = await self.page_to_answer()
                if page is not None:
                    page.add("leave")
            case Do.TUNNEL:
                self._lose_signal(step.lasts)
            case Do.RESTART | Do.RESTART_IN_TUNNEL:
                if step.do == Do.RESTART_IN_TUNNEL:
                    self._lose_signal(step.lasts)
                self.phone.switch_off()
                await asyncio.sleep(step.lasts / 2)
                await self.open_paper()
            case Do.CHANGE_PHONE:
                self.in_hand = (self.in_hand + 1) % len(self.phones)
                await self.open_paper()

    async def choose(self, step: Step, page: Page | None) -> None:
        if page is None or not page.may_answer:
            return
        slot = self._slot(step)
        page.add("answer", slot, _answer(self.questions[slot], step.what))

    def _slot(self, step: Step) -> int:
        return int(step.where * len(self.questions))

    async def page_to_answer(self) -> Page | None:
        """Return the page in his hand on which he can answer; one that another phone took over he takes back."""
        if self.phone.page is None or self.phone.page.is_taken:
            await self.open_paper()
        page = self.phone.page
        return page if page is not None and page.may_answer else None

    def _lose_signal(self, seconds: float) -> None:
        phone = self.phone
        phone.wire.has_signal = False
        asyncio.get_running_loop().call_later(seconds, phone.get_signal)

    # ---- What he sees ----------------------------------------------------------------------------------------------

    async def open_paper(self) -> None:
        asked_at = time.monotonic()
        shown = await self.phone.open_paper(self.attempt)
        if not shown:
            return
        self.questions = shown
        for slot, question in enumerate(shown):
            expected = self.standing(slot, asked_at)
            if expected is not None and question.was != expected:
                self.wrong.append(f"the page showed {question.was!r} at question {slot}, saved was {expected!r}")

    def standing(self, slot: int, moment: float) -> str | None:
        """Return what was saved at that moment, as a form says it; None where the phones can't know."""
        said = [event for event in self.log if event.kind == "answer" and event.slot == slot and event.sent]
        if any(event.is_open or (event.acknowledged or 0) > moment for event in said):
            return None
        last = last_shown(said)
        if len(last) > 1:
            return None
        value = last[0].value if last else []
        return " ".join(value) if isinstance(value, list) else None


def last_shown(said: list[Event]) -> list[Event]:
    """Return the saved answers of one question of which none was surely heard after another: the last one, mostly.

    The server heard an answer between its first sending and its acknowledgement. On one phone the later one counts.
    """
    saved = [event for event in said if event.acknowledged is not None]
    newest = {event.device: event for event in sorted(saved, key=lambda event: event.seq)}.values()
    return [one for one in newest if not any((other.sent or 0) > (one.acknowledged or 0) for other in newest)]


def _answer(question: Question, what: float) -> list[str]:
    """Return what he answers: in three of five cases what is right."""
    draw = Random(what)
    if what < 0.6 and question.kind in KNOWN:
        return KNOWN[question.kind]
    if question.kind == "fill":
        words = " ".join(draw.choice(WORDS).split())  # as the page writes it down
        return [words] if words else []
    if question.kind == "order":
        return draw.sample(question.keys, draw.randint(0, len(question.keys)))
    if question.kind == "multiple":
        return sorted(draw.sample(question.keys, draw.randint(0, len(question.keys))))
    return [draw.choice(question.keys)]


def a_worker(*, number: int, seed: int, exam: str, session: str, port: int, cut_short: CutShort) -> Worker:
    """Return a worker with two phones, each on a way of its own."""
    plan = plan_of(seed, number)
    strays: set[asyncio.Task[None]] = set()
    worker = Worker(number, plan, exam, cut_short, [])
    for which in range(2):
        wire = Wire(port, Random(f"{seed}:{number}:{which}:wire"), strays)
        draw = Random(f"{seed}:{number}:{which}:phone")
        worker.phones.append(Handset(wire, session, draw, plan.pace, plan.off, worker.log, worker.wrong))
    return worker
