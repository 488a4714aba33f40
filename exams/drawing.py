"""Drawing papers from a blueprint. Pure: what the bank holds comes in, papers go out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from exams.models.questions import QuestionKind


@dataclass(frozen=True, slots=True)
class PoolQuestion:
    """A question that may be drawn: its current version, and the keys of its options."""

    version: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a blueprint with all that the bank holds for it. `label` is what a person reads of it."""

    label: str
    kind: str
    count: int
    points: Decimal
    pool: Sequence[PoolQuestion]

    @property
    def missing(self) -> int:
        return max(0, self.count - len(self.pool))


def draw(parts: Sequence[Part], rng: Random) -> list[list[Any]]:
    """Return one worker's paper: [[version, [option keys as shown], points], …].

    Parts keep their order, so that the kinds of question stay together; questions and options within are shuffled.
    True and false are never shuffled: people look for them in their usual places.
    """
    return [
        [question.version, _shown(part.kind, question.keys, rng), str(part.points)]
        for part in parts
        for question in rng.sample(part.pool, part.count)
    ]


def _shown(kind: str, keys: Sequence[str], rng: Random) -> list[str]:
    return list(keys) if kind == QuestionKind.TRUE_FALSE else rng.sample(keys, len(keys))
