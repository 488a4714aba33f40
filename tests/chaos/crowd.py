"""Everybody at once on one thread, and beside them somebody who pulls the plugs."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

import psycopg

from tests.chaos.house import House
from tests.chaos.worker import Worker, a_worker

PATIENCE_SECONDS = 240  # for all of it; on a quiet machine it takes a sixth of that
CUT = """
    UPDATE exams_attempt SET deadline = started_at + make_interval(secs => %s)
    WHERE id = %s AND started_at IS NOT NULL RETURNING deadline
"""


@dataclass
class Crowd:
    """So many workers in a house, with a seed that says what each of them decides."""

    house: House
    seed: int
    exam: str
    sessions: Sequence[str]
    workers: list[Worker] = field(default_factory=list)

    def __post_init__(self) -> None:
        for number, session in enumerate(self.sessions):
            made = a_worker(
                number=number,
                seed=self.seed,
                exam=self.exam,
                session=session,
                port=self.house.port,
                cut_short=self.cut_short,
            )
            self.workers.append(made)

    async def sit(self) -> None:
        """Let all of them sit to their end, and everything that is still on its way arrive."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await asyncio.gather(self._break_things(), *(worker.sit() for worker in self.workers))
                await self._await_the_rest()
        except TimeoutError as error:
            raise TimeoutError([worker.where_he_is for worker in self.workers if not worker.is_done]) from error

    async def _await_the_rest(self) -> None:
        while strays := [stray for worker in self.workers for stray in worker.phones[0].wire.strays]:
            await asyncio.wait(strays)
        while await asyncio.to_thread(self._is_any_running):  # whose phone was lost is handed in by the sweep
            await asyncio.sleep(0.2)

    async def cut_short(self, attempt: str, seconds: float) -> float:
        return await asyncio.to_thread(self._cut_short, attempt, seconds)

    @property
    def mishaps(self) -> Counter[str]:
        return sum((Counter(phone.wire.mishaps) for one in self.workers for phone in one.phones), Counter())

    def _cut_short(self, attempt: str, seconds: float) -> float:
        """A short sitting: the smallest time that a form takes is a minute."""
        while True:
            try:
                with psycopg.connect(self.house.url) as connection:
                    row = connection.execute(CUT, (seconds, attempt)).fetchone()
            except psycopg.OperationalError:  # the database is being restarted
                continue
            assert row is not None, f"{attempt} was begun, and the database knows nothing of it"
            return float(row[0].timestamp())

    async def _break_things(self) -> None:
        """Kill web workers, now one, now all, and the sweep; take the power from the database, and restart it."""
        draw = Random(f"{self.seed}:plugs")
        for what in ("one", "power cut", "all", "sweep", "one", "restart", "all", "one"):
            await asyncio.sleep(draw.uniform(1.2, 2.2))
            match what:
                case "one" | "all":
                    self.house.kill_web_workers(1 if what == "one" else 9)
                case "sweep":
                    await asyncio.to_thread(self.house.kill_sweep)
                case "power cut":
                    await asyncio.to_thread(self.house.restart_database, "immediate")
                case "restart":
                    await asyncio.to_thread(self.house.restart_database, "fast")

    def _is_any_running(self) -> bool:
        with psycopg.connect(self.house.url) as connection:
            row = connection.execute("SELECT 1 FROM exams_attempt WHERE state = 'in_progress' LIMIT 1").fetchone()
        return row is not None
