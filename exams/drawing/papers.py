"""One worker's paper: drawn from pools, or laid out from questions that were settled before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from random import Random
from typing import Any

from exams.drawing.sampling import shuffled, take
from exams.models.questions import IN_THEIR_PLACES

# [[version, [option keys as shown], points], …]
DrawnPaper = list[list[Any]]


@dataclass(frozen=True, slots=True)
class PoolQuestion:
    """A question that may be drawn: its key, its current version, and the keys of its options."""

    question: int
    version: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Questions from which one or more parts draw, none of them twice; `places` says where each question stands."""

    questions: Sequence[PoolQuestion]
    places: Mapping[int, int]

    @classmethod
    def of(cls, questions: Sequence[PoolQuestion]) -> Pool:
        return cls(questions, {question.question: place for place, question in enumerate(questions)})

    def __len__(self) -> int:
        return len(self.questions)

    def take(self, count: int, rng: Random, had: Iterable[int]) -> list[PoolQuestion]:
        """Return so many by chance; those that he has had come in only when there are no others."""
        last = [self.places[question] for question in had if question in self.places]
        return [self.questions[place] for place in take(len(self), count, rng, last)]


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
    """A pool that holds fewer questions in use than the parts drawing from it ask for."""

    label: str
    needed: int
    held: int


def shortages(parts: Iterable[Part]) -> list[Shortage]:
    """Return every pool that is too small, in the order of the parts."""
    labels: dict[Pool, str] = {}
    needed: Counter[Pool] = Counter()
    for part in parts:
        labels.setdefault(part.pool, part.label)
        needed[part.pool] += part.count
    return [Shortage(labels[pool], count, len(pool)) for pool, count in needed.items() if count > len(pool)]


def draw(parts: Sequence[Part], rng: Random, had: Set[int] = frozenset()) -> DrawnPaper:
    """Return one worker's paper; what he has `had` (keys of questions) is asked again only when there is nothing else.

    Parts keep their order, so that the kinds of question stay together; questions and options within are shuffled.
    Raises ValueError when a pool is too small: look for shortages first.
    """
    needed: Counter[Pool] = Counter()
    for part in parts:
        needed[part.pool] += part.count
    taken = {pool: iter(pool.take(count, rng, had)) for pool, count in needed.items()}
    return [
        [question.version, shown_keys(part.kind, question.keys, rng), str(part.points)]
        for part in parts
        for question in islice(taken[part.pool], part.count)
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
