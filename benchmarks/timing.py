"""What a piece of work costs inside this process."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter, process_time
from typing import Any

from django.db import connection


@contextmanager
def counted() -> Iterator[list[int]]:
    """Count the queries without keeping them: what they hold would be counted as memory of the work."""
    queries = [0]

    def count(execute: Any, *arguments: Any) -> Any:
        queries[0] += 1
        return execute(*arguments)

    with connection.execute_wrapper(count):
        yield queries


def timed(work: Callable[[], object]) -> dict[str, float]:
    """Return how long the work took, in seconds by the clock and of this process's CPU, its queries, and the memory of
    the process at its most so far.
    """
    started, cpu = perf_counter(), process_time()
    with counted() as queries:
        work()
    seconds, cpu = perf_counter() - started, process_time() - cpu
    return {
        "seconds": round(seconds, 2),
        "own_cpu_seconds": round(cpu, 2),
        "queries": queries[0],
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
