"""`make bench`: how much one server CPU-second buys, and how long people wait, on SQLite and on PostgreSQL.

Everything is measured in one run on one machine, so that the ratios hold even where the seconds do not.
"""

from __future__ import annotations

import argparse
import json
from time import perf_counter
from typing import Any

from benchmarks.measuring import Database, percentiles, send_all, write_report
from benchmarks.path_bytes import path_figures
from benchmarks.phone import JSON, Phone, bare_events
from benchmarks.server import cpu_seconds, serving

CODE, PIN = "BENCH", "246813"
TURNS, A_TURN = 10, 60
STEPS = ("sign-in page", "sign-in", "sign-in: page", "start", "start: page", "save", "submit", "result")


def measure(database: Database, *, workers: int, at_once: int) -> dict[str, object]:
    """Return the figures for one database. `at_once` phones go through the whole exam side by side."""
    exam = database.run("benchmarks.stage", workers)
    with serving(database.environment) as (port, pid):
        watched = [pid, *database.pids]
        waves = _step_by_step([Phone(port, number) for number in range(1, 61)], exam, watched)
        phones = [Phone(port, number) for number in range(61, workers - 3)]
        before, started = cpu_seconds(watched), perf_counter()
        failed = send_all(phones, lambda phone: phone.sit(exam, CODE, PIN), at_once)
        wall, cpu = perf_counter() - started, cpu_seconds(watched) - before
        sat = len(phones) - failed
        figures = {
            "phones": len(phones),
            "at_once": at_once,
            "failed": failed,
            "wall_seconds": round(wall, 2),
            "server_cpu_seconds": round(cpu, 2),
            "sittings_per_server_cpu_second": round(sat / cpu, 2),
            "server_cpu_ms_by_step": waves,
            "milliseconds": percentiles(phones, STEPS),
            **_rush_at_the_door(port, workers, at_once),
            **_against_the_yardstick(Phone(port, workers - 1), exam, watched),
        }
    return {**figures, **path_figures(database, exam, (workers - 3, workers - 2))}


def _step_by_step(phones: list[Phone], exam: str, watched: list[int]) -> dict[str, float]:
    """Return what each step of a sitting costs, when everybody does the one before anybody does the next.

    The first half of the phones only warms up: their imports and first renderings are nobody's step.
    """
    warm, counted = phones[: len(phones) // 2], phones[len(phones) // 2 :]
    for phone in warm:
        phone.sit(exam, CODE, PIN)
    doors: dict[int, str] = {}
    papers: dict[int, Any] = {}

    def sign_in(phone: Phone) -> None:
        doors[phone.number] = phone.go(phone.signing_in(CODE, PIN, f"/exams/{exam}/"))

    def start(phone: Phone) -> None:
        papers[phone.number] = phone.go(phone.starting(exam, doors[phone.number]))

    def save(phone: Phone) -> None:
        phone.go(phone.answering(*papers[phone.number], saves=5))

    def hand_in(phone: Phone) -> None:
        phone.go(phone.handing_in(papers[phone.number][0]))

    cost = {}
    for name, step in (("sign-in", sign_in), ("start", start), ("five saves", save), ("submit and result", hand_in)):
        before = cpu_seconds(watched)
        for phone in counted:
            step(phone)
        cost[name] = round((cpu_seconds(watched) - before) / len(counted) * 1000, 1)
    return cost


def _rush_at_the_door(port: int, workers: int, at_once: int) -> dict[str, float]:
    """Everybody signs in at once: how many a second, and how long two thousand would take."""
    phones = [Phone(port, number) for number in range(1, workers - 1)]
    started = perf_counter()
    failed = send_all(phones, lambda phone: phone.sign_in(CODE, PIN), at_once)
    rate = (len(phones) - failed) / (perf_counter() - started)
    return {"sign_ins_per_second": round(rate, 1), "seconds_for_2000_sign_ins": round(2000 / rate, 1)}


def _against_the_yardstick(phone: Phone, exam: str, watched: list[int]) -> dict[str, float]:
    """A save of ten answers beside a bare session-authenticated insert of the same ten rows: server CPU of each.

    They take turns, so that whatever else the machine does falls on both.
    """
    phone.sign_in(CODE, PIN)
    data, keys = phone.go(phone.starting(exam))

    def save(number: int) -> None:
        events: list[dict[str, object]] = [
            {"seq": number * 10 + n, "kind": "answer", "slot": n, "value": [keys[n][1][0]], "at": int(data["now"])}
            for n in range(10)
        ]
        phone.go(phone.saving(data, events))

    def insert(_number: int) -> None:
        device, events = bare_events(10)
        body = json.dumps({"device": device, "events": events})
        phone.ask("bare insert", "POST", f"/bare-insert/{data['attempt']}/", body, JSON)

    cost = {save: 0.0, insert: 0.0}
    for turn in range(TURNS):
        for go in (save, insert) if turn % 2 else (insert, save):
            before = cpu_seconds(watched)
            for number in range(turn * A_TURN, (turn + 1) * A_TURN):
                go(number)
            cost[go] += cpu_seconds(watched) - before
    return {
        "save_cpu_ms": round(cost[save] / TURNS / A_TURN * 1000, 2),
        "bare_insert_cpu_ms": round(cost[insert] / TURNS / A_TURN * 1000, 2),
        "save_over_bare_insert": round(cost[save] / cost[insert], 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=360)
    parser.add_argument("--at-once", type=int, default=50)
    arguments = parser.parse_args()
    write_report("latest", lambda database: measure(database, workers=arguments.workers, at_once=arguments.at_once))


if __name__ == "__main__":
    main()
