"""Who left the page, how often and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from exams.anomalies.found import Found, Sitting, Trace
from exams.models.anomalies import OddKind
from exams.models.journal import EventKind

LEAST_SECONDS = 60  # together; less is a message that came in
MOST_TOLD = 10


@dataclass(frozen=True, slots=True)
class Absence:
    """One time that the page was out of sight, in seconds."""

    since: datetime
    seconds: int


def absences_of(traces: Sequence[Trace]) -> list[Absence]:
    """Return the absences in order. One that no return was told of lasted until the next thing that any page told.

    After which nothing more was told, nobody knows how long it was: it is left out.
    """
    left: dict[UUID, datetime] = {}
    found = []
    for trace in sorted(traces, key=lambda trace: (trace.at, trace.seq)):
        if trace.kind == EventKind.BACK and trace.device not in left:
            found.append(Absence(trace.at, trace.away))
        found += [Absence(since, _seconds(since, trace.at)) for since in left.values()]
        left.clear()
        if trace.kind == EventKind.LEAVE:
            left[trace.device] = trace.at
    return sorted(found, key=lambda absence: absence.since)


def _seconds(since: datetime, until: datetime) -> int:
    return round((until - since).total_seconds())


def left_the_page(sitting: Sitting, traces: Sequence[Trace]) -> Found | None:
    """Return the line of who was away for a minute or more in all."""
    absences = absences_of(traces)
    seconds = sum(absence.seconds for absence in absences)
    if seconds < LEAST_SECONDS:
        return None
    longest = sorted(absences, key=lambda absence: -absence.seconds)[:MOST_TOLD]
    facts = {
        "times": len(absences),
        "seconds": seconds,
        "longest": [[absence.since.isoformat(), absence.seconds] for absence in longest],
    }
    return Found(OddKind.AWAY, sitting.unit, str(sitting.attempt), (sitting.attempt,), facts)
