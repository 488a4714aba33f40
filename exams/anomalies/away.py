"""Who left the page, how often and for how long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from exams.anomalies.found import Found, Sitting, Span, Trace
from exams.models.anomalies import OddKind
from exams.models.journal import EventKind

LEAST_SECONDS = 60  # together; less is a message that came in
MOST_TOLD = 10


@dataclass(frozen=True, slots=True)
class Absence:
    """One time that the page was out of sight while the clock ran, in seconds."""

    since: datetime
    seconds: int


def absences_of(traces: Sequence[Trace], pauses: Sequence[Span] = ()) -> list[Absence]:
    """Return the absences in order. One that no return was told of lasted until the next thing that any page told.

    After which nothing more was told, nobody knows how long it was: it is left out. So is what lies within a pause,
    when everybody may put the phone away. `pauses` are in the order of their beginnings.
    """
    outside = (list(_outside(span, pauses)) for span in _out_of_sight(traces))
    found = [Absence(parts[0].since, _seconds(parts)) for parts in outside if parts]
    return sorted(found, key=lambda absence: absence.since)


def _out_of_sight(traces: Sequence[Trace]) -> Iterator[Span]:
    left: dict[UUID, datetime] = {}
    for trace in sorted(traces, key=lambda trace: (trace.at, trace.seq)):
        if trace.kind == EventKind.BACK and trace.device not in left:
            yield Span(trace.at - timedelta(seconds=trace.away), trace.at)
        for since in left.values():
            yield Span(since, trace.at)
        left.clear()
        if trace.kind == EventKind.LEAVE:
            left[trace.device] = trace.at


def _outside(span: Span, pauses: Sequence[Span]) -> Iterator[Span]:
    """Yield the parts of a span that lie in none of the pauses."""
    since = span.since
    for pause in pauses:
        if since < min(pause.since, span.until):
            yield Span(since, min(pause.since, span.until))
        since = max(since, pause.until)
    if since < span.until:
        yield Span(since, span.until)


def _seconds(parts: Sequence[Span]) -> int:
    return round(sum((part.until - part.since).total_seconds() for part in parts))


def left_the_page(sitting: Sitting, traces: Sequence[Trace]) -> Found | None:
    """Return the line of who was away for a minute or more in all."""
    absences = absences_of(traces, sitting.pauses)
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
