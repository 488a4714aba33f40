"""What is measured inside one process: the queries of the library page, and the coverage of the whole county."""

from __future__ import annotations

import json
import sys
from time import perf_counter

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.learning import LOOKS  # noqa: E402
from courses.coverage.counting import Coverage, coverage_of  # noqa: E402
from courses.models import Assignment  # noqa: E402
from courses.pages.looks import new_edition  # noqa: E402
from organizations.models import Membership, Unit  # noqa: E402

ROUNDS = 5


def queries() -> dict[str, list[int]]:
    """Return how many queries each look at the library costs a worker on his phone: the first one, and the next."""
    client = Client(headers={"host": "127.0.0.1"})
    reader = Membership.objects.current().filter(enterprise__code="BENCH").earliest("pk").user
    client.force_login(reader, backend="organizations.backends.PinBackend")
    counted = {}
    for look, address in LOOKS.items():
        client.get(address)  # what Wagtail keeps in its cache is there from now on
        new_edition()
        counted[look] = [_queries_of(client, address), _queries_of(client, address)]
    return counted


def _queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def coverage(task: str) -> dict[str, object]:
    """Return how long it takes to count everybody, how many that are, and what it costs in queries."""
    assignment, seconds, found = Assignment.objects.get(pk=task), [], dict[str, Coverage]()
    for _round in range(ROUNDS):
        with CaptureQueriesContext(connection) as captured:
            started = perf_counter()
            found = coverage_of(assignment)
            seconds.append(perf_counter() - started)
    whole = found[Unit.get_first_root_node().path]
    of_people = [query for query in captured if "organizations_membership" in query["sql"]]
    return {
        "workers": whole.workers.expected,
        "reached": whole.workers.reached,
        "units": len(found),
        "queries": len(captured),
        "queries_for_the_people": len(of_people),
        "seconds_best": round(min(seconds), 3),
        "seconds_worst": round(max(seconds), 3),
    }


if __name__ == "__main__":
    print(json.dumps({"queries": queries(), "coverage": coverage(sys.argv[1])}))
