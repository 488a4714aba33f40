"""Days in a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Run:
    """Days that follow one another without a gap."""

    last: date
    days: int

    def day(self, number: int) -> date:
        """Return which day was the run's number so and so, from 1."""
        return self.last - (self.days - number) * A_DAY


def runs(days: Iterable[date]) -> list[Run]:
    """Return the runs among these days, the earliest first; a day counts once, however often it is there."""
    found: list[Run] = []
    for day in sorted(set(days)):
        if found and found[-1].last + A_DAY == day:
            found[-1] = Run(day, found[-1].days + 1)
        else:
            found.append(Run(day, 1))
    return found


def running(days: Iterable[date], today: date) -> int:
    """Return how many days the run has that still goes on; what is not done yet today can still be done."""
    last = next(iter(reversed(runs(days))), None)
    return last.days if last is not None and last.last >= today - A_DAY else 0
