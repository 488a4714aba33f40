"""Whether an answer is right, by the kind of its question. Pure: no database, no clock."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from exams.hazard_grid import finds_all, hazards_of
from exams.models.questions import QuestionKind, QuestionVersion


@dataclass(frozen=True, slots=True)
class Key:
    """What is right, as a QuestionVersion says it: see there for what `answer` holds of each kind."""

    kind: str
    answer: tuple[str, ...]
    tolerance: Decimal | None = None
    unit: str = ""

    @classmethod
    def of(cls, version: QuestionVersion) -> Key:
        """Return the key of a version."""
        return cls(version.kind, tuple(version.answer), version.tolerance, version.unit)

    def accepts(self, chosen: Sequence[str]) -> bool:
        """Whether this answer is right as a whole; there is no half of it (domain §3.8)."""
        if not any(chosen):
            return False
        match self.kind:
            case QuestionKind.ORDER:
                return tuple(chosen) == self.answer
            case QuestionKind.HAZARD:
                return finds_all(hazards_of(self.answer), chosen)
            case QuestionKind.FILL:
                return self._accepts_text(chosen[0])
        return frozenset(chosen) == frozenset(self.answer)

    def _accepts_text(self, text: str) -> bool:
        if self.tolerance is None:
            return plain(text) in {plain(right) for right in self.answer}
        said = plain(text).removesuffix(plain(self.unit))
        try:
            return abs(Decimal(said) - Decimal(self.answer[0])) <= self.tolerance
        except InvalidOperation:
            return False


def plain(text: str) -> str:
    """Return a text as it is compared: half width, small letters, no white space, no full stop at its end."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold().rstrip("。.")
