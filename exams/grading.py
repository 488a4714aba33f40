"""What answers are worth. Pure arithmetic: no database, no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from exams.rightness import Key
from exams.rulings import Ruling

PLACES = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """One question of one paper: the version asked, what is right, its points, and what a correction says of it."""

    version: int
    key: Key
    points: Decimal
    ruling: Ruling | None = None

    @property
    def worth(self) -> Decimal:
        """The points in force."""
        return self.points if self.ruling is None else self.ruling.worth(self.points)

    def accepts(self, chosen: Sequence[str]) -> bool:
        return self.key.accepts(chosen) if self.ruling is None else self.ruling.accepts(self.key, chosen)


@dataclass(frozen=True, slots=True)
class Mark:
    """What one answer was worth, of the points in force; `is_reweighed` when a correction has changed those."""

    version: int
    chosen: tuple[str, ...]
    points: Decimal
    full_points: Decimal
    is_reweighed: bool = False

    @property
    def is_right(self) -> bool:
        return self.points == self.full_points

    def as_data(self) -> dict[str, object]:
        data: dict[str, object] = {"version": self.version, "chosen": list(self.chosen), "points": str(self.points)}
        return {**data, "full_points": str(self.full_points)} if self.is_reweighed else data

    @classmethod
    def of(cls, data: Mapping[str, object], asked: Decimal) -> Mark:
        """Return the mark that as_data wrote of a question asked for so many points."""
        worth = data.get("full_points")
        full_points = asked if worth is None else Decimal(str(worth))
        chosen: tuple[str, ...] = tuple(data["chosen"])  # type: ignore[arg-type]
        return cls(int(str(data["version"])), chosen, Decimal(str(data["points"])), full_points, worth is not None)


@dataclass(frozen=True, slots=True)
class Graded:
    """A whole paper marked. `full_points` are those that the blueprint gave: no correction changes them."""

    marks: tuple[Mark, ...]
    full_points: Decimal

    @property
    def score(self) -> Decimal:
        """What was earned, of the full points, so that the points to pass mean the same after a correction.

        Where the points in force are others: earned × full ÷ points in force, rounded half up to 0.01. A paper of
        which nothing counts has its full points.
        """
        earned = sum((mark.points for mark in self.marks), Decimal(0))
        in_force = sum((mark.full_points for mark in self.marks), Decimal(0))
        if in_force == self.full_points:
            return earned
        return (earned * self.full_points / in_force).quantize(PLACES, ROUND_HALF_UP) if in_force else self.full_points

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it counts any more."""
        return bool(self.full_points) and not any(mark.full_points for mark in self.marks)


def grade(questions: Sequence[PaperQuestion], chosen: Mapping[int, Sequence[str]]) -> Graded:
    """Mark every question of the paper. `chosen` holds the answers by slot; a slot that is missing was not answered.

    All or nothing, for multiple choice too: the commonest rule of safety exams (domain §3.8).
    """
    marks = tuple(_mark(question, chosen.get(slot, ())) for slot, question in enumerate(questions))
    return Graded(marks, sum((question.points for question in questions), Decimal(0)))


def _mark(question: PaperQuestion, chosen: Sequence[str]) -> Mark:
    worth = question.worth
    points = worth if question.accepts(chosen) else Decimal(0)
    return Mark(question.version, tuple(chosen), points, worth, worth != question.points)
