"""One sitting on several phones, and many sittings on one. Shared tablets that an officer allowed don't count."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from uuid import UUID

from exams.anomalies.found import Found, Opened, Sitting, Trace
from exams.models.anomalies import OddKind
from exams.models.journal import EventKind

LEAST_PEOPLE = 3  # two may share a phone at home


def changed_phone(sitting: Sitting, opened: Sequence[Opened], traces: Sequence[Trace]) -> Found | None:
    """Return the line of a sitting that was opened from more than one phone.

    `traces` come in the order in which the server received them: going to and fro between phones shows in it.
    """
    first: dict[str, Opened] = {}
    for opening in opened:
        first.setdefault(opening.phone, opening)
    if len(first) < 2:
        return None
    phone = {opening.device: opening.phone for opening in opened}
    answered = [trace.device for trace in traces if trace.kind == EventKind.ANSWER and trace.device in phone]
    facts = {
        "phones": [[opening.at.isoformat(), opening.agent] for opening in first.values()],
        "switches": sum(phone[one] != phone[next_one] for one, next_one in pairwise(answered)),
    }
    return Found(OddKind.PHONES, sitting.unit, str(sitting.attempt), (sitting.attempt,), facts)


def shared_phones(sittings: Mapping[UUID, Sitting], opened: Mapping[UUID, Sequence[Opened]]) -> list[Found]:
    """Return a line for each phone on which at least three people sat, and each enterprise of theirs."""
    on_phone = defaultdict[str, dict[UUID, Sitting]](dict)
    for attempt, openings in opened.items():
        for opening in openings:
            on_phone[opening.phone][attempt] = sittings[attempt]
    return [
        line
        for phone, sat in sorted(on_phone.items())
        if len({sitting.worker for sitting in sat.values()}) >= LEAST_PEOPLE
        for line in _by_enterprise(phone, list(sat.values()))
    ]


def _by_enterprise(phone: str, sat: Sequence[Sitting]) -> Iterable[Found]:
    # what is stored outlives the phone's number, so it is no number that a phone carries
    name = hashlib.sha256(phone.encode()).hexdigest()[:32]
    of_enterprise = defaultdict[int, list[Sitting]](list)
    for sitting in sorted(sat, key=lambda sitting: (sitting.started_at or sitting.finished_at, sitting.attempt)):
        of_enterprise[sitting.enterprise].append(sitting)
    people = len({sitting.worker for sitting in sat})
    for enterprise, here in of_enterprise.items():
        units = {sitting.unit for sitting in here}
        facts = {
            "people": people,
            "elsewhere": people - len({sitting.worker for sitting in here}),
            "at_once": at_once(sat),
        }
        attempts = tuple(sitting.attempt for sitting in here)
        unit = units.pop() if len(units) == 1 else enterprise
        yield Found(OddKind.ONE_PHONE, unit, f"{name}:{enterprise}", attempts, facts)


def at_once(sat: Iterable[Sitting]) -> bool:
    """Whether two of these sittings ran at the same time."""
    spans = sorted((sitting.started_at or sitting.finished_at, sitting.finished_at) for sitting in sat)
    return any(later_start < end for (_start, end), (later_start, _end) in pairwise(spans))
