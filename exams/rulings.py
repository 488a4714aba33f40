"""What a correction says of a question once people have sat it. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from exams.models.corrections import Correction, Treatment
from exams.rightness import Key


@dataclass(frozen=True, slots=True)
class Ruling:
    """How one question counts in one exam. `answers` are right answers for KEY and ALSO, `points` are for POINTS."""

    treatment: Treatment
    answers: tuple[tuple[str, ...], ...] = ()
    points: Decimal | None = None

    @classmethod
    def of(cls, correction: Correction) -> Ruling:
        """Return what a correction says."""
        answers = tuple(tuple(answer) for answer in correction.answers)
        return cls(Treatment(correction.treatment), answers, correction.points)

    def worth(self, asked: Decimal) -> Decimal:
        """Return the points in force of a question that was asked for so many; 0 where it counts for nobody."""
        if self.treatment == Treatment.DROP:
            return Decimal(0)
        return asked if self.points is None else self.points

    def accepts(self, key: Key, chosen: Sequence[str]) -> bool:
        """Whether an answer has the points in force; everybody's has, a blank too, where they are given to all."""
        match self.treatment:
            case Treatment.DROP:
                return False
            case Treatment.GIVE:
                return True
            case Treatment.KEY:
                return self._names(key, chosen)
            case Treatment.ALSO:
                return key.accepts(chosen) or self._names(key, chosen)
        return key.accepts(chosen)

    def _names(self, key: Key, chosen: Sequence[str]) -> bool:
        return any(replace(key, answer=answer).accepts(chosen) for answer in self.answers)
