"""What is measured inside one process: drawing everybody's papers, when nothing and when much was had before."""

from __future__ import annotations

import json
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import perf_counter, process_time
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from exams.models import Attempt, Exam, ExamState, Paper  # noqa: E402
from exams.services.papers import prepare_papers, redraw  # noqa: E402
from organizations.models import Unit  # noqa: E402

EXAMS, COMPARED = 3, 20


@contextmanager
def counted() -> Iterator[list[int]]:
    """Count the queries without keeping them: what they hold would be counted as memory of the draw."""
    queries = [0]

    def count(execute: Any, *arguments: Any) -> Any:
        queries[0] += 1
        return execute(*arguments)

    with connection.execute_wrapper(count):
        yield queries


def draw(number: int) -> dict[str, object]:
    """Draw one exam's papers and sit it; return what that took."""
    now = timezone.now()
    exam = Exam.objects.create(
        title=f"bench {number}",
        owner=Unit.get_first_root_node(),
        paper=Paper.objects.get(name="bench"),
        opens_at=now,
        closes_at=now + timedelta(hours=2),
        state=ExamState.PUBLISHED,
    )
    exam.audience.set([exam.owner])
    started, cpu = perf_counter(), process_time()
    with counted() as queries:
        drawn = prepare_papers(exam=exam)
    seconds, cpu = perf_counter() - started, process_time() - cpu
    papers = Attempt.objects.filter(exam=exam)
    same = sum(redraw(attempt=attempt) == attempt.paper for attempt in papers.order_by("?")[:COMPARED])
    papers.update(started_at=timezone.now())
    return {
        "exams_sat_before": number,
        "papers": drawn,
        "questions_each": len(papers[0].paper),
        "seconds": round(seconds, 2),
        "own_cpu_seconds": round(cpu, 2),
        "queries": queries[0],
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        f"same_when_drawn_again_of_{COMPARED}": same,
    }


if __name__ == "__main__":
    print(json.dumps([draw(number) for number in range(EXAMS)]))
