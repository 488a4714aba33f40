"""How long the places take, the page that shows them, and keeping every board of the exam."""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from time import perf_counter
from types import ModuleType
from unittest.mock import patch

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from benchmarks.timing import counted, timed  # noqa: E402
from exams.models import Exam  # noqa: E402
from leaderboard.boards import ROWS_A_PAGE  # noqa: E402
from leaderboard.ranking.arithmetic import Method  # noqa: E402
from leaderboard.ranking.engine import ranking  # noqa: E402
from leaderboard.ranking.levels import By  # noqa: E402
from leaderboard.ranking.periods import of_exam  # noqa: E402
from leaderboard.ranking.seats import seats_of  # noqa: E402
from leaderboard.services import ranking_snapshots  # noqa: E402
from organizations.models import Unit, User  # noqa: E402

ROUNDS = 5


def middle(work: Callable[[], object]) -> int:
    """Return the middle of the rounds in milliseconds."""
    waits = []
    for _round in range(ROUNDS):
        started = perf_counter()
        work()
        waits.append((perf_counter() - started) * 1000)
    return round(statistics.median(waits))


@contextmanager
def waits_of(module: ModuleType, name: str) -> Iterator[list[float]]:
    """Give the milliseconds of every call of that function, in a list that fills."""
    waits: list[float] = []
    work = getattr(module, name)

    def measured(*arguments: object) -> object:
        started = perf_counter()
        try:
            return work(*arguments)
        finally:
            waits.append((perf_counter() - started) * 1000)

    with patch.object(module, name, measured):
        yield waits


def figures(exam: Exam) -> dict[str, object]:
    bureau = Unit.objects.get(depth=1)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(username="bench-bureau"), backend="organizations.backends.PasswordBackend")

    def places(by: By, last: int | None) -> int:
        return len(ranking(seats=seats_of(of_exam(exam), bureau.path), by=by, method=Method()).lines(last=last))

    def page(by: By) -> None:
        answer = client.get(f"/ranking/exams/{exam.pk}/?by={by}")
        if answer.status_code != HTTPStatus.OK:
            raise RuntimeError(by, answer.status_code)

    found: dict[str, object] = {
        "page_of_places_ms": {by: middle(partial(places, by, ROWS_A_PAGE)) for by in By},
        "all_places_of_people_ms": middle(lambda: places(By.INDIVIDUAL, None)),
        "live_page_ms": {by: middle(partial(page, by)) for by in By},
    }
    with counted() as queries:
        page(By.INDIVIDUAL)
    found["queries_of_a_live_page"] = queries[0]
    with waits_of(ranking_snapshots, "_write") as writes:
        found["keeping_every_board"] = timed(lambda: ranking_snapshots.keep_exam(exam=exam))
    found["longest_write_ms"] = round(max(writes))
    with counted() as queries:
        page(By.INDIVIDUAL)
    found["queries_of_a_kept_page"] = queries[0]
    return {**found, "kept_page_ms": {by: middle(partial(page, by)) for by in By}}


if __name__ == "__main__":
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(json.dumps(figures(Exam.objects.get(pk=sys.argv[1]))))
