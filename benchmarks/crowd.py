"""`make bench-crowd`: thousands of sittings at once, each with a person's pauses, and whether anything was lost.

Everybody has signed in and waits; they start within a minute, answer one question after another, and hand in. One
process on one thread plays them all, on the cores of the server. Afterwards the database is asked what became of them.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from benchmarks.measuring import Database, percentiles, write_report
from benchmarks.phone import Pause, Phone, Steps, WrongAnswer
from benchmarks.server import cpu_seconds, resident_bytes, serving

CODE, PIN = "BENCH", "246813"
STEPS = ("sign-in", "start", "start: page", "save", "submit", "result")
SIGNING_IN_AT_ONCE, LOOK_EVERY_SECONDS = 20, 10


def measure(database: Database, *, workers: int, answers: int, ramp: int, pause: int) -> dict[str, object]:
    """Return the figures for one database: `answers` questions each, `pause` seconds apart, started within `ramp`."""
    exam = database.run("benchmarks.stage", workers + 1)
    with serving(database.environment) as (port, pid):
        watched = [pid, *database.pids]
        Phone(port, workers + 1).sit(exam, CODE, PIN)
        phones = [Phone(port, number) for number in range(1, workers + 1)]
        crowd = Crowd(phones, exam, ramp=ramp, answers=answers, pause=pause)
        asyncio.run(crowd.sign_in())
        before, started, mine = cpu_seconds(watched), perf_counter(), process_time()
        memory = asyncio.run(crowd.sit(pid))
        wall, cpu, own = perf_counter() - started, cpu_seconds(watched) - before, process_time() - mine
        return {
            "sittings": workers,
            "started_within_seconds": ramp,
            "questions_answered_each": answers,
            "seconds_between_answers": pause,
            "most_at_once": crowd.most_at_once,
            "failed": len(crowd.failures),
            "failures": crowd.failures[:5],
            "wall_seconds": round(wall, 1),
            "server_cpu_share_of_two_cores": round(cpu / wall / 2, 2),
            "driver_cpu_share_of_two_cores": round(own / wall / 2, 2),
            "milliseconds": percentiles(phones, STEPS),
            "server_megabytes": [round(size / 1e6) for size in memory],
            **_lost(database, phones),
        }


def _lost(database: Database, phones: Sequence[Phone]) -> dict[str, int]:
    """Hold what the phones were told against what the database has."""
    told = {phone.attempt: [phone.acknowledged, phone.expected_score] for phone in phones if phone.attempt}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "told.json"
        path.write_text(json.dumps(told))
        found: dict[str, int] = json.loads(database.run("benchmarks.crowd_check", path))
    return found


class Crowd:
    """Phones on one thread. `failures` are sentences, `most_at_once` how many sat at the same time at most."""

    def __init__(self, phones: Sequence[Phone], exam: str, *, ramp: int, answers: int, pause: int) -> None:
        self.phones, self.exam, self.ramp, self.answers, self.pause = phones, exam, ramp, answers, pause
        self.failures: list[str] = []
        self.sitting = self.most_at_once = 0

    async def sign_in(self) -> None:
        gate = asyncio.Semaphore(SIGNING_IN_AT_ONCE)

        async def one(phone: Phone) -> None:
            async with gate:
                await _go(phone, phone.signing_in(CODE, PIN))

        await asyncio.gather(*(one(phone) for phone in self.phones))

    async def sit(self, pid: int) -> list[int]:
        """Let them sit; return the resident memory of the server, in bytes, every ten seconds."""
        crowd = asyncio.gather(*(self._one(phone) for phone in self.phones))
        sizes = []
        while not crowd.done():
            sizes.append(resident_bytes(pid))
            await asyncio.wait([crowd], timeout=LOOK_EVERY_SECONDS)
        await crowd
        return sizes

    async def _one(self, phone: Phone) -> None:
        await asyncio.sleep(random.Random(phone.number).uniform(0, self.ramp))
        self.sitting += 1
        self.most_at_once = max(self.most_at_once, self.sitting)
        try:
            await _go(phone, self._whole(phone))
        except (OSError, WrongAnswer, TimeoutError) as error:
            self.failures.append(f"{type(error).__name__}: {error}"[:200])
        finally:
            self.sitting -= 1

    def _whole(self, phone: Phone) -> Steps[None]:
        data, questions = yield from phone.starting(self.exam)
        asked = questions[: self.answers]
        yield from phone.answering(data, asked, saves=len(asked), pause=self.pause)
        yield from phone.handing_in(data)


async def _go(phone: Phone, steps: Steps[object]) -> None:
    asked = next(steps)
    while True:
        if isinstance(asked, Pause):
            await asyncio.sleep(asked.seconds)
            told = ""
        else:
            started = perf_counter()
            reader, writer = await asyncio.open_connection("127.0.0.1", phone.port)
            writer.write(phone.request(asked))
            answer = phone.take(asked, await reader.read(-1), perf_counter() - started)
            writer.close()
            if not isinstance(answer, str):
                asked = answer
                continue
            told = answer
        try:
            asked = steps.send(told)
        except StopIteration:
            return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=3000)
    parser.add_argument("--answers", type=int, default=10)
    parser.add_argument("--ramp", type=int, default=60)
    parser.add_argument("--pause", type=int, default=30)
    asked = vars(parser.parse_args())
    write_report("crowd", lambda database: measure(database, **asked))


if __name__ == "__main__":
    main()
