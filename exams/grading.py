"""What answers are worth. Pure arithmetic: no database, no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from exams.rightness import Key


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """One question of one paper: the version asked, what is right, and its points."""

    version: int
    key: Key
    points: Decimal


@dataclass(frozen=True, slots=True)
class Mark:
    """What one answer was worth."""

    version: int
    chosen: tuple[str, ...]
    points: Decimal
    full_points: Decimal

    @property
    def is_right(self) -> bool:
        return self.points == self.full_points

    def as_data(self) -> dict[str, object]:
        return {"version": self.version, "chosen": list(self.chosen), "points": str(self.points)}


@dataclass(frozen=True, slots=True)
class Graded:
    """A whole paper marked; points as the blueprint gave them."""

    marks: tuple[Mark, ...]

    @property
    def score(self) -> Decimal:
        return sum((mark.points for mark in self.marks), Decimal(0))

    @property
    def full_points(self) -> Decimal:
        return sum((mark.full_points for mark in self.marks), Decimal(0))


def grade(questions: Sequence[PaperQuestion], chosen: Mapping[int, Sequence[str]]) -> Graded:
    """Mark every question of the paper. `chosen` holds the answers by slot; a slot that is missing was not answered.

    All or nothing, for multiple choice too: the commonest rule of safety exams (domain §3.8).
    """
    return Graded(tuple(_mark(question, chosen.get(slot, ())) for slot, question in enumerate(questions)))


def _mark(question: PaperQuestion, chosen: Sequence[str]) -> Mark:
    points = question.points if question.key.accepts(chosen) else Decimal(0)
    return Mark(question.version, tuple(chosen), points, question.points)
