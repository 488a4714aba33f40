"""`make bench-correcting`: a question is dropped from an exam that was sat, on SQLite and PostgreSQL.

Each paper is drawn, fifty questions; the bank holds few more, so that many papers have the question that is dropped.
All people belong to one enterprise: its ranking and its bonus sheet are as long as they can be.
"""

from __future__ import annotations

import argparse
import json

from benchmarks.measuring import Database, write_report

QUESTIONS = 160


def measure(database: Database, *, workers: int) -> dict[str, object]:
    """Return the figures for one database."""
    database.run("benchmarks.correcting_stage", workers, QUESTIONS)
    found: dict[str, object] = json.loads(database.run("benchmarks.correcting_inside"))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=30_000)
    asked = vars(parser.parse_args())
    write_report("correcting", lambda database: measure(database, **asked))


if __name__ == "__main__":
    main()
