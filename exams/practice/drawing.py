"""Laying out what is practised: options in an order by chance, and a mock exam by its lines. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from exams.models.questions import IN_THEIR_PLACES, QuestionKind

# [[version, [option keys as shown], points], …], as an attempt's paper
PracticePaper = list[list[Any]]


@dataclass(frozen=True, slots=True)
class PracticeQuestion:
    """A question that may be practised: its current version, and the keys of its options."""

    question: int
    version: int
    bank: int
    kind: str
    category: str
    keys: tuple[str, ...]

    def line(self, points: Decimal | int, rng: Random) -> list[Any]:
        """Return it as a paper has it."""
        return [self.version, shown_keys(self.kind, self.keys, rng), str(points)]


def shown_keys(kind: str, keys: Sequence[str], rng: Random) -> list[str]:
    """Return the options by chance, save those that have their places: people look for true and false there."""
    return list(keys) if kind in IN_THEIR_PLACES else rng.sample(keys, len(keys))


@dataclass(frozen=True, slots=True)
class MockLine:
    """So many questions of a kind, each worth so many points; of any subject and bank where none is named."""

    kind: str
    count: int
    points: Decimal
    category: str = ""
    bank: int | None = None

    def wants(self, question: PracticeQuestion) -> bool:
        return question.kind == self.kind and self.category in {"", question.category}


# the usual mix of single, multiple, true or false: 40 : 20 : 40 (domain §3.8), for twenty questions
USUAL = (
    MockLine(QuestionKind.SINGLE, 8, Decimal(5)),
    MockLine(QuestionKind.MULTIPLE, 4, Decimal(5)),
    MockLine(QuestionKind.TRUE_FALSE, 8, Decimal(5)),
)


def draw_mock(lines: Iterable[MockLine], pool: Sequence[PracticeQuestion], rng: Random) -> PracticePaper:
    """Return a paper by these lines, no question twice; a line for which there is too little is shorter.

    A line that names a bank takes from it first, and from other banks what is missing there.
    """
    paper: PracticePaper = []
    left = list(pool)
    for line in lines:
        wanted = [question for question in left if line.wants(question)]
        rng.shuffle(wanted)
        taken = sorted(wanted, key=lambda question: line.bank not in {None, question.bank})[: line.count]
        paper += [question.line(line.points, rng) for question in taken]
        used = {question.question for question in taken}
        left = [question for question in left if question.question not in used]
    return paper
