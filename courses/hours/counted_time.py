"""How many seconds of a stretch of learning count: none in two places at once, none above the day's cap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import ceil

SECONDS_A_DAY = 8 * 3600  # a working day (Labour Law Art. 36): inspectors fined 72 hours "learned" in one


@dataclass(frozen=True, slots=True)
class Stretch:
    """From when to when somebody learned, and how many seconds of it he really spent."""

    began_at: datetime
    ended_at: datetime
    seconds: int


@dataclass(frozen=True, slots=True)
class Counted:
    """`in_two_places` and `above_cap` are the seconds left out, and why."""

    seconds: int
    in_two_places: int
    above_cap: int


def counted(stretch: Stretch, *, others: Iterable[tuple[datetime, datetime]], counted_today: int) -> Counted:
    """Return what counts of a stretch, when these others are recorded already and so much of its day has counted.

    A stretch that lasted longer than its seconds had pauses; what the others cover is taken for pauses first.
    """
    length = int((stretch.ended_at - stretch.began_at).total_seconds())
    free = length - _covered(stretch, others)
    single = min(stretch.seconds, free)
    left = max(0, SECONDS_A_DAY - counted_today)
    seconds = min(single, left)
    return Counted(seconds, in_two_places=stretch.seconds - single, above_cap=single - seconds)


def seconds_in(times: Iterable[tuple[datetime, datetime]]) -> int:
    """Return how many seconds lie in any of these times, rounded up; what several cover is counted once."""
    covered, until = 0.0, None
    for began_at, ended_at in sorted(times):
        start = began_at if until is None else max(began_at, until)
        if ended_at > start:
            covered += (ended_at - start).total_seconds()
            until = ended_at
    return ceil(covered)


def _covered(stretch: Stretch, others: Iterable[tuple[datetime, datetime]]) -> int:
    """Return how many seconds of the stretch lie in any of the others."""
    within = ((max(began, stretch.began_at), min(ended, stretch.ended_at)) for began, ended in others)
    return seconds_in((began, ended) for began, ended in within if began < ended)
