"""`make bench-ranking`: where a hundred thousand workers stand, with ties, on both databases."""

from __future__ import annotations

import argparse
import json

from benchmarks.measuring import Database, write_report


def measure(database: Database, *, workers: int) -> dict[str, object]:
    """Return the figures for one database."""
    exam = database.run("benchmarks.ranking_stage", workers)
    return {"workers": workers, **json.loads(database.run("benchmarks.ranking_inside", exam))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=100_000)
    asked = vars(parser.parse_args())
    write_report("ranking", lambda database: measure(database, **asked))


if __name__ == "__main__":
    main()
