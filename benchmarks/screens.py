"""`make bench-screens`: what two hundred big screens cost the server, when every answer is new and when none is."""

from __future__ import annotations

import argparse
import json

from benchmarks.measuring import Database, middle_and_slow, write_report
from benchmarks.phone import Phone
from benchmarks.readers import read_all
from benchmarks.server import cpu_seconds, serving
from leaderboard.screens.pace import ASKED_EVERY_SECONDS, FRESH_SECONDS

FEED = "/screen/feed/"
AT_ONCE = 20  # of the screens; they ask one after the other, as they would over ten seconds


def measure(database: Database, *, screens: int, seats: int, rounds: int) -> dict[str, object]:
    """Return the figures for one database. In a round every screen asks once."""
    stage = json.loads(database.run("benchmarks.screens_stage", screens, seats))
    with serving(database.environment) as (port, pid):
        watched = [pid, *database.pids]
        whole = _asking(port, stage["cookies"], watched, rounds, "")
        same = _asking(port, stage["cookies"], watched, rounds, stage["tag"])
    makes = ASKED_EVERY_SECONDS / FRESH_SECONDS  # pictures, while every screen asks once
    return {
        "screens": screens,
        "seats": seats,
        "asked_every_seconds": ASKED_EVERY_SECONDS,
        "picture": {name: stage[name] for name in ("picture_ms", "picture_bytes", "packed_bytes", "queries")},
        "new": whole,
        "unchanged": same,
        "share_of_a_core_percent": {
            name: round((screens * asked["server_cpu_ms"] + makes * stage["picture_ms"]) / ASKED_EVERY_SECONDS / 10, 1)
            for name, asked in (("every answer new", whole), ("nothing changes", same))
        },
    }


def _asking(port: int, cookies: list[str], watched: list[int], rounds: int, tag: str) -> dict[str, float]:
    """Let every screen ask so often. Raises WrongAnswer."""
    crews = [
        [Phone(port, number, cookies={"screen": key}) for number, key in enumerate(cookies[begin : begin + AT_ONCE])]
        for begin in range(0, len(cookies), AT_ONCE)
    ]
    for crew in crews[:2]:
        read_all(crew, [FEED] * len(crew), tag=tag)
    before, waits = cpu_seconds(watched), list[float]()
    for _round in range(rounds):
        for crew in crews:
            waits += read_all(crew, [FEED] * len(crew), tag=tag)
    spent = cpu_seconds(watched) - before
    return {**middle_and_slow(waits), "server_cpu_ms": round(spent / len(waits) * 1000, 2)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--screens", type=int, default=200)
    parser.add_argument("--seats", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = vars(parser.parse_args())
    write_report("screens", lambda database: measure(database, **asked))


if __name__ == "__main__":
    main()
