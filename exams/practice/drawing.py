"""Laying out what is practised: options in an order by chance, and a mock exam by its lines. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any, Protocol

from exams.drawing.papers import shown_keys
from exams.models.questions import QuestionKind

# [[version, [option keys as shown], points], …], as an attempt's paper
PracticePaper = list[list[Any]]


class Practised(Protocol):
    """What is drawn as one for a mock exam: a question, or a case with its questions."""

    @property
    def bank(self) -> int: ...

    @property
    def kind(self) -> str: ...

    @property
    def category(self) -> str: ...

    @property
    def size(self) -> int: ...

    def lines(self, points: Decimal, rng: Random) -> PracticePaper: ...


@dataclass(frozen=True, slots=True)
class PracticeQuestion:
    """A question that may be practised: its current version, and the keys of its options."""

    question: int
    version: int
    bank: int
    kind: str
    category: str
    keys: tuple[str, ...]

    @property
    def size(self) -> int:
        return 1

    def lines(self, points: Decimal, rng: Random) -> PracticePaper:
        return [self.line(points, rng)]

    def line(self, points: Decimal | int, rng: Random) -> list[Any]:
        """Return it as a paper has it."""
        return [self.version, shown_keys(self.kind, self.keys, rng), str(points)]


@dataclass(frozen=True, slots=True)
class MockLine:
    """So many questions of a kind, each worth so many points; of any subject and bank where none is named.

    Or so many cases with `size` questions each, and points for each of these.
    """

    kind: str
    count: int
    points: Decimal
    category: str = ""
    bank: int | None = None
    size: int = 1

    def wants(self, asked: Practised) -> bool:
        return (asked.kind, asked.size) == (self.kind, self.size) and self.category in {"", asked.category}


# the usual mix of single, multiple, true or false: 40 : 20 : 40 (domain §3.8), for twenty questions
USUAL = (
    MockLine(QuestionKind.SINGLE, 8, Decimal(5)),
    MockLine(QuestionKind.MULTIPLE, 4, Decimal(5)),
    MockLine(QuestionKind.TRUE_FALSE, 8, Decimal(5)),
)


def draw_mock(lines: Iterable[MockLine], pool: Iterable[Practised], rng: Random) -> PracticePaper:
    """Return a paper by these lines, nothing twice; a line for which there is too little is shorter.

    A line that names a bank takes from it first, and from other banks what is missing there.
    """
    paper: PracticePaper = []
    left = list(pool)
    for line in lines:
        wanted = [asked for asked in left if line.wants(asked)]
        rng.shuffle(wanted)
        taken = sorted(wanted, key=lambda asked: line.bank not in {None, asked.bank})[: line.count]
        paper += [shown for asked in taken for shown in asked.lines(line.points, rng)]
        used = set(taken)
        left = [asked for asked in left if asked not in used]
    return paper
