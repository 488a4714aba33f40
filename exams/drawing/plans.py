"""What the papers of an exam are made by: a blueprint, or questions that are the same for everybody."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from random import Random
from typing import Protocol

from exams.drawing.blueprint import ELSEWHERE, Standing
from exams.drawing.papers import DrawnPaper, SettledQuestion, Shortage, lay_out


class Plan(Protocol):
    """Says what a worker is asked, and what is missing for that."""

    @property
    def is_empty(self) -> bool: ...

    @property
    def banks(self) -> frozenset[int]: ...

    def paper_for(self, standing: Standing, rng: Random, had: Set[int] = ...) -> DrawnPaper: ...

    def shortages_for(self, standing: Standing) -> list[Shortage]: ...

    def as_far_as_it_matters(self, standing: Standing) -> Standing: ...


@dataclass(frozen=True, slots=True)
class Settled:
    """A fixed paper: the same questions in the same order for everybody."""

    questions: Sequence[SettledQuestion]

    @property
    def is_empty(self) -> bool:
        return not self.questions

    @property
    def banks(self) -> frozenset[int]:
        return frozenset()

    def paper_for(self, standing: Standing, rng: Random, had: Set[int] = frozenset()) -> DrawnPaper:
        return lay_out(self.questions, rng)

    def shortages_for(self, standing: Standing) -> list[Shortage]:
        return []

    def as_far_as_it_matters(self, standing: Standing) -> Standing:
        return ELSEWHERE
