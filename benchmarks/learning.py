"""`make bench-learning`: the library, the coverage of a county, the beats of open pages, on SQLite and PostgreSQL."""

from __future__ import annotations

import argparse
import json
from time import perf_counter, process_time
from typing import Any

from benchmarks.measuring import Database, middle_and_slow, send_all, write_report
from benchmarks.phone import Phone
from benchmarks.readers import read_all
from benchmarks.server import cpu_seconds, serving

LOOKS = {
    "plain": "/cases/",
    "far": "/cases/?page=50",
    "filtered": "/cases/?industry=underground_mine&post=%E9%87%87%E6%8E%98",
    "every filter": "/cases/?industry=underground_mine&type=%E7%89%A9%E4%BD%93%E6%89%93%E5%87%BB&year=2021",
    "searched": "/cases/?q=%E7%B2%89%E5%B0%98%E7%88%86%E7%82%B8",
    "searched and filtered": "/cases/?q=%E7%B2%89%E5%B0%98%E7%88%86%E7%82%B8&industry=metallurgy",
}
READERS = 20
INDUSTRIES = (
    *("underground_mine", "open_pit_mine", "tailings_pond", "metallurgy", "nonferrous", "building_materials"),
    *("machinery", "light_industry", "textile", "tobacco"),
)
VIEWERS, BEAT_EVERY_SECONDS = 5000, 120


def measure(database: Database, *, cases: int, workers: int, looks: int, beats: int) -> dict[str, object]:
    """Return the figures for one database."""
    stage = json.loads(database.run("benchmarks.learning_stage", cases, workers))
    inside = json.loads(database.run("benchmarks.learning_inside", stage["task"]))
    with serving(database.environment) as (port, pid):
        watched = [pid, *database.pids]
        return {
            "cases": cases,
            "library": {"queries": inside["queries"], **_library(port, watched, looks)},
            "coverage": inside["coverage"],
            "beats": _beats(port, watched, stage["tokens"], beats),
        }


def _library(port: int, watched: list[int], looks: int) -> dict[str, Any]:
    """Twenty readers look at the library without a pause between two looks: what they wait, and what a look costs."""
    phones = [Phone(port, number) for number in range(1, READERS + 1)]
    for phone in phones:
        phone.sign_in("BENCH", "246813")
    figures = {
        "first looks": _looking(phones, watched, [_unseen(n) for n in range(READERS * looks)]),
        "first searches": _looking(phones, watched, [f"{LOOKS['searched']}&page={n}" for n in range(READERS * looks)]),
    }
    for look, address in LOOKS.items():
        _looking(phones, watched, [address] * READERS * 2)
        figures[look] = _looking(phones, watched, [address] * READERS * looks)
    return {"readers_at_once": READERS, "milliseconds": figures}


def _unseen(number: int) -> str:
    """Return an address at which nobody has looked yet, so that no copy of it is at hand."""
    return f"/cases/?industry={INDUSTRIES[number % len(INDUSTRIES)]}&page={number // len(INDUSTRIES) + 1}"


def _looking(phones: list[Phone], watched: list[int], addresses: list[str]) -> dict[str, float]:
    """Let the readers share these addresses, each without a pause. Raises WrongAnswer."""
    before, started, mine = cpu_seconds(watched), perf_counter(), process_time()
    waits = read_all(phones, addresses)
    wall, cpu, mine = perf_counter() - started, cpu_seconds(watched) - before, process_time() - mine
    return {
        **middle_and_slow(waits),
        "server_cpu_ms": round(cpu / len(addresses) * 1000, 1),
        "readers_cpu_ms": round(mine / len(addresses) * 1000, 1),
        "a_second": round(len(addresses) / wall, 1),
    }


def _beats(port: int, watched: list[int], tokens: list[str], beats: int) -> dict[str, float]:
    """What one beat costs the server, and which share of one core the beats of five thousand viewers are."""
    phones = [Phone(port, number) for number in range(4)]
    mine = {phone.number: tokens[phone.number :: len(phones)] for phone in phones}

    def beat(phone: Phone, times: int) -> None:
        for n in range(times):
            body = json.dumps({"token": mine[phone.number][n % len(mine[phone.number])], "seconds": 1})
            phone.ask("beat", "POST", "/study/beat/", body, "application/json", cookies=False)

    send_all(phones, lambda phone: beat(phone, 20), len(phones))
    before = cpu_seconds(watched)
    failed = send_all(phones, lambda phone: beat(phone, beats // len(phones)), len(phones))
    each = (cpu_seconds(watched) - before) / beats
    a_second = VIEWERS / BEAT_EVERY_SECONDS
    return {
        "beats": beats,
        "failed": failed,
        "server_cpu_ms_a_beat": round(each * 1000, 2),
        "viewers": VIEWERS,
        "beats_a_second": round(a_second, 1),
        "share_of_a_core_percent": round(each * a_second * 100, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=100_000)
    parser.add_argument("--looks", type=int, default=25, help="looks of each of the twenty readers")
    parser.add_argument("--beats", type=int, default=2000)
    asked = vars(parser.parse_args())
    write_report("learning", lambda database: measure(database, **asked))


if __name__ == "__main__":
    main()
