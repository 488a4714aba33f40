"""One worker's paper: drawn from pools, or laid out from questions that were settled before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from random import Random
from typing import Any, Protocol

from exams.drawing.sampling import shuffled, take
from exams.models.cases import CASE
from exams.models.questions import IN_THEIR_PLACES

# [[version, [option keys as shown], points], …]
DrawnPaper = list[list[Any]]


class Drawable(Protocol):
    """What is drawn as one: a question, or a case with its questions."""

    @property
    def asks(self) -> Sequence[int]:
        """The keys of its questions."""

    def lines(self, kind: str, points: str, rng: Random) -> DrawnPaper:
        """Return it as it stands on a paper, drawn for a part of that kind."""


@dataclass(frozen=True, slots=True)
class PoolQuestion:
    """A question that may be drawn: its key, its current version, and the keys of its options."""

    question: int
    version: int
    keys: tuple[str, ...]

    @property
    def asks(self) -> Sequence[int]:
        return (self.question,)

    def lines(self, kind: str, points: str, rng: Random) -> DrawnPaper:
        return [[self.version, shown_keys(kind, self.keys, rng), points]]


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """What one or more parts draw from, nothing of it twice; `places` says where each question stands."""

    held: Sequence[Drawable]
    places: Mapping[int, int]

    @classmethod
    def of(cls, held: Sequence[Drawable]) -> Pool:
        return cls(held, {question: place for place, one in enumerate(held) for question in one.asks})

    def __len__(self) -> int:
        return len(self.held)

    def take(self, count: int, rng: Random, had: Iterable[int]) -> list[Drawable]:
        """Return so many by chance; those that he has had come in only when there are no others."""
        last = {self.places[question] for question in had if question in self.places}
        return [self.held[place] for place in take(len(self), count, rng, last)]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a worker's paper, with the pool that it draws from."""

    label: str
    kind: str
    count: int
    points: Decimal
    pool: Pool


@dataclass(frozen=True, slots=True)
class Shortage:
    """A pool that holds fewer questions in use, or whole cases, than the parts drawing from it ask for."""

    label: str
    needed: int
    held: int
    in_cases: bool = False


def shortages(parts: Iterable[Part]) -> list[Shortage]:
    """Return every pool that is too small, in the order of the parts."""
    first: dict[Pool, Part] = {}
    needed: Counter[Pool] = Counter()
    for part in parts:
        first.setdefault(part.pool, part)
        needed[part.pool] += part.count
    return [
        Shortage(first[pool].label, count, len(pool), in_cases=first[pool].kind == CASE)
        for pool, count in needed.items()
        if count > len(pool)
    ]


def draw(parts: Sequence[Part], rng: Random, had: Set[int] = frozenset()) -> DrawnPaper:
    """Return one worker's paper; what he has `had` (keys of questions) is asked again only when there is nothing else.

    Parts keep their order, so that the kinds of question stay together; questions and options within are shuffled, the
    questions of a case keep their order. Raises ValueError when a pool is too small: look for shortages first.
    """
    needed: Counter[Pool] = Counter()
    for part in parts:
        needed[part.pool] += part.count
    taken = {pool: iter(pool.take(count, rng, had)) for pool, count in needed.items()}
    return [
        line
        for part in parts
        for drawn in islice(taken[part.pool], part.count)
        for line in drawn.lines(part.kind, str(part.points), rng)
    ]


@dataclass(frozen=True, slots=True)
class SettledQuestion:
    """A question of a fixed paper: the version that everybody is asked."""

    version: int
    kind: str
    keys: tuple[str, ...]
    points: Decimal


def lay_out(questions: Iterable[SettledQuestion], rng: Random) -> DrawnPaper:
    """Return these questions in their order, with the options shuffled."""
    return [[q.version, shown_keys(q.kind, q.keys, rng), str(q.points)] for q in questions]


def shown_keys(kind: str, keys: Sequence[str], rng: Random) -> list[str]:
    """Shuffle the options, save those that have their places: people look for true and false there."""
    return list(keys) if kind in IN_THEIR_PLACES else shuffled(keys, rng)
