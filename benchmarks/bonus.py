"""`make bench-bonus`: the bonus sheet of a large enterprise, on SQLite and PostgreSQL.

Everybody sat two exams and has a base amount. Counted, shown, signed twice, exported, and added to by a supplement.
"""

from __future__ import annotations

import argparse
import json

from benchmarks.measuring import Database, write_report


def measure(database: Database, *, workers: int) -> dict[str, object]:
    """Return the figures for one database."""
    database.run("benchmarks.bonus_stage", workers)
    return {"workers": workers, **json.loads(database.run("benchmarks.bonus_inside"))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=5_000)
    asked = vars(parser.parse_args())
    write_report("bonus", lambda database: measure(database, **asked))


if __name__ == "__main__":
    main()
