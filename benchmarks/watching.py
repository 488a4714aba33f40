"""`make bench-watching`: what an invigilator's open page costs the server while two thousand sit."""

from __future__ import annotations

import argparse
import json

from benchmarks.measuring import Database, middle_and_slow, write_report
from benchmarks.phone import Phone
from benchmarks.readers import read_all
from benchmarks.server import cpu_seconds, serving

POLL_EVERY_SECONDS = 5


def measure(database: Database, *, sittings: int, invigilators: int, polls: int) -> dict[str, object]:
    """Return the figures for one database."""
    stage = json.loads(database.run("benchmarks.watching_stage", sittings, invigilators))
    inside = json.loads(database.run("benchmarks.watching_inside", stage["exam"]))
    page = f"/desk/exams/{stage['exam']}/watch/"
    with serving(database.environment) as (port, pid):
        readers = [Phone(port, number, cookies={"sessionid": key}) for number, key in enumerate(stage["sessions"])]
        watched = [pid, *database.pids]
        live = _looking(readers, watched, f"{page}live/", polls)
        return {
            "sittings": sittings,
            "inside": inside,
            "page": _looking(readers, watched, page, polls // 4),
            "poll": live,
            "invigilators": invigilators,
            "share_of_a_core_percent": round(invigilators / POLL_EVERY_SECONDS * live["server_cpu_ms"] / 1000 * 100, 1),
        }


def _looking(readers: list[Phone], watched: list[int], address: str, times: int) -> dict[str, float]:
    """Let the readers share so many looks, each without a pause. Raises WrongAnswer."""
    read_all(readers, [address] * len(readers) * 2)
    before = cpu_seconds(watched)
    waits = read_all(readers, [address] * times)
    return {
        **middle_and_slow(waits),
        "server_cpu_ms": round((cpu_seconds(watched) - before) / times * 1000, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sittings", type=int, default=2000)
    parser.add_argument("--invigilators", type=int, default=5)
    parser.add_argument("--polls", type=int, default=200)
    asked = vars(parser.parse_args())
    write_report("watching", lambda database: measure(database, **asked))


if __name__ == "__main__":
    main()
