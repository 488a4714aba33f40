"""What the database alone costs: the board as it is made, and counting the answers of everybody instead of a page."""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Callable
from time import perf_counter

import django

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from exams.models import Attempt, Exam  # noqa: E402
from exams.watch_board import Asked, board_of  # noqa: E402
from exams.watching import latest_seats, progress_of, unit_standings, watched  # noqa: E402
from organizations.models import Unit  # noqa: E402

ROUNDS = 15


def took(work: Callable[[], object]) -> float:
    """Return the middle of the rounds in milliseconds, database and Python together."""
    seconds = []
    for _round in range(ROUNDS):
        started = perf_counter()
        work()
        seconds.append(perf_counter() - started)
    return round(statistics.median(seconds) * 1000, 1)


def figures(exam: Exam) -> dict[str, float]:
    attempts, everybody = Attempt.objects.filter(exam=exam), Asked(None, "", "", "1")
    keys = list(attempts.values_list("pk", flat=True))
    return {
        "board_ms": took(lambda: board_of(exam, attempts, everybody, timezone.now(), Unit.objects.all()).live),
        "standings_of_all_ms": took(lambda: unit_standings(watched(latest_seats(attempts), timezone.now()))),
        "answers_of_a_page_ms": took(lambda: progress_of(keys[:50])),
        "answers_of_all_ms": took(lambda: progress_of(keys)),
    }


if __name__ == "__main__":
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(json.dumps(figures(Exam.objects.get(pk=sys.argv[1]))))
