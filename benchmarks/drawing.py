"""`make bench-drawing`: papers for everybody before the doors open, on SQLite and PostgreSQL.

The bank holds questions for all and questions for certain posts; every worker is asked those for his own post too.
Papers are drawn for three exams, one after the other was sat: for the third each worker has had a hundred questions.
"""

from __future__ import annotations

import argparse
import json

from benchmarks.measuring import Database, write_report


def measure(database: Database, *, workers: int, questions: int) -> dict[str, object]:
    """Return the figures for one database."""
    database.run("benchmarks.drawing_stage", workers, questions)
    return {"workers": workers, "bank": questions, "exams": json.loads(database.run("benchmarks.drawing_inside"))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=20_000)
    asked = vars(parser.parse_args())
    write_report("drawing", lambda database: measure(database, **asked))


if __name__ == "__main__":
    main()
