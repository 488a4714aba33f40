"""Which prize belongs to which place. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Generic, TypeVar

ZERO = Decimal(0)
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Prize:
    """So many prizes of this name, each with so many yuan."""

    name: str
    count: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Allotted(Generic[Key]):
    """That somebody has this prize for his place."""

    key: Key
    place: int
    prize: Prize


@dataclass(frozen=True, slots=True)
class Overrun:
    """What shared places cost more than was planned; `place` is the last one that has a prize."""

    place: int = 0
    sharing: int = 0
    people: int = 0
    yuan: Decimal = ZERO


def allot(prizes: Sequence[Prize], placed: Sequence[tuple[Key, int]]) -> list[Allotted[Key]]:
    """Return the prizes in the order of the places, of which shared ones count on (1, 1, 3).

    The place says which prize it is: with one first and two second prizes the places 1 / 2, 3. Whoever shares a place
    has its prize whole, so that behind two winners there is one second prize. A tie for the last prize gives it to all
    who share that place. A place that nobody has keeps its prize: nobody moves up.
    """
    by_place = _expanded(prizes)
    in_order = sorted((pair for pair in placed if pair[1] <= len(by_place)), key=lambda pair: pair[1])
    return [Allotted(key, place, by_place[place - 1]) for key, place in in_order]


def overrun(prizes: Sequence[Prize], given: Sequence[tuple[int, Decimal]], possible: int) -> Overrun:
    """Return by how much what is `given` — (place, yuan) — goes beyond the plan; `possible` is who could have one.

    The plan is one prize a place, for as many as there are prizes or people, whichever is fewer.
    """
    planned = _expanded(prizes)[:possible]
    people = len(given) - len(planned)
    yuan = sum((amount for _place, amount in given), ZERO) - sum((prize.amount for prize in planned), ZERO)
    last = max((place for place, _amount in given), default=0)
    sharing = sum(place == last for place, _amount in given)
    return Overrun(last, sharing, max(people, 0), max(yuan, ZERO))


def rises(prizes: Sequence[Prize]) -> bool:
    """Whether a lower prize is worth more than a higher one."""
    return any(after.amount > before.amount for before, after in pairwise(prizes))


def _expanded(prizes: Sequence[Prize]) -> list[Prize]:
    return [prize for prize in prizes for _each in range(prize.count)]
