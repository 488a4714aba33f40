"""How long the count takes, and each page with its tables: database, Python and template together."""

from __future__ import annotations

import json
import resource
import statistics
import sys
from time import perf_counter, process_time

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from exams.models import Exam  # noqa: E402
from exams.services.analyses import ask_for_count, count_exam  # noqa: E402
from organizations.models import User  # noqa: E402

ROUNDS = 5
PAGES = (
    "",
    "units/?by=team",
    "units/?by=workshop",
    "units/?by=enterprise",
    "units/?by=town",
    "units/?by=post",
    "earlier/",
    "questions/",
    "units.xlsx",
    "questions.xlsx",
)


def counting(exam: Exam) -> dict[str, object]:
    analysis = ask_for_count(exam=exam, by=None)
    started = perf_counter()
    with CaptureQueriesContext(connection) as queries:
        counted = count_exam(analysis=analysis)
    return {
        "counted": counted,
        "seconds": round(perf_counter() - started, 2),
        "queries": len(queries),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def looking(client: Client, address: str) -> dict[str, float]:
    """Return the middle of the rounds in milliseconds, and the queries of one, session and sign-in included."""
    waits, used = [], process_time()
    client.get(address)
    for _round in range(ROUNDS):
        started = perf_counter()
        answer = client.get(address)
        b"".join(answer) if answer.streaming else answer.content
        waits.append((perf_counter() - started) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(address, answer.status_code)
    cpu = (process_time() - used) / ROUNDS * 1000
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return {
        "p50_ms": round(statistics.median(waits)),
        "worst_ms": round(max(waits)),
        "own_cpu_ms": round(cpu),
        "queries": len(queries),
    }


def figures(exam: Exam) -> dict[str, object]:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(username="bench-bureau"), backend="organizations.backends.PasswordBackend")
    counted = counting(exam)
    return {"count": counted, "pages": {page: looking(client, f"/desk/exams/{exam.pk}/{page}") for page in PAGES}}


if __name__ == "__main__":
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(json.dumps(figures(Exam.objects.get(pk=sys.argv[1]))))
