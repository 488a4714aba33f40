"""`make bench-analysing`: the comparisons and the questions of an exam that thirty thousand sat, on both databases."""

from __future__ import annotations

import argparse
import json

from benchmarks.measuring import Database, write_report


def measure(database: Database, *, sittings: int, earlier: int) -> dict[str, object]:
    """Return the figures for one database."""
    exam = database.run("benchmarks.analysing_stage", sittings, earlier)
    return {
        "sittings": sittings,
        "exams_before": earlier,
        **json.loads(database.run("benchmarks.analysing_inside", exam)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sittings", type=int, default=30_000)
    parser.add_argument("--earlier", type=int, default=3)
    asked = vars(parser.parse_args())
    write_report("analysing", lambda database: measure(database, **asked))


if __name__ == "__main__":
    main()
