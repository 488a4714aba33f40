"""Weeks in a row, Monday to Sunday, in which everybody of a team practised once or more.

Once is enough: more would punish who works shifts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

A_WEEK = timedelta(days=7)
WEEKS_LOOKED_BACK = 52


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody's time in a team: from a day until the day before the other; None while he is there."""

    worker: int
    began: date
    ended: date | None

    def counts_in(self, monday: date) -> bool:
        """Whether that week asks him: there from its Monday to its Sunday. Who came later is excused."""
        return self.began <= monday and (self.ended is None or self.ended >= monday + A_WEEK)


@dataclass(frozen=True, slots=True)
class TeamWeeks:
    """`weeks` whole weeks in a row up to the last one; this week `done` of `asked` so far."""

    weeks: int
    asked: int
    done: int

    @property
    def is_year(self) -> bool:
        return self.weeks == WEEKS_LOOKED_BACK

    @property
    def missing(self) -> int:
        return self.asked - self.done


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def first_monday(today: date) -> date:
    """Return the Monday of the earliest week that is looked at."""
    return monday_of(today) - WEEKS_LOOKED_BACK * A_WEEK


def team_weeks(stays: Iterable[Stay], practised: Mapping[date, Collection[int]], today: date) -> TeamWeeks:
    """Return how a team stands. `practised` has, by Monday, who practised in that week, of this team or not.

    A week counts when it asked somebody and everybody whom it asked practised. The running week breaks nothing.
    """
    known = list(stays)
    this = monday_of(today)
    weeks = 0
    while weeks < WEEKS_LOOKED_BACK and _is_whole(known, practised, this - (weeks + 1) * A_WEEK):
        weeks += 1
    asked = {stay.worker for stay in known if stay.counts_in(this)}
    return TeamWeeks(weeks, len(asked), len(asked & set(practised.get(this, ()))))


def _is_whole(stays: Iterable[Stay], practised: Mapping[date, Collection[int]], monday: date) -> bool:
    asked = {stay.worker for stay in stays if stay.counts_in(monday)}
    return bool(asked) and asked <= set(practised.get(monday, ()))
