"""Cases in a draw: a case comes whole, its questions together and in their order. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from exams.drawing.blueprint import Traits
from exams.drawing.papers import DrawnPaper, PoolQuestion, shown_keys
from exams.models.cases import CASE

Mark = TypeVar("Mark")


@dataclass(frozen=True, slots=True)
class PoolCase:
    """A case that may be drawn: its questions in their order, each with its kind.

    Who has had one of its questions has had the case.
    """

    questions: tuple[tuple[str, PoolQuestion], ...]

    @property
    def asks(self) -> Sequence[int]:
        return [question.question for _kind, question in self.questions]

    def lines(self, kind: str, points: str, rng: Random) -> DrawnPaper:
        """Return its questions as they stand on a paper; each keeps its kind, the options are shuffled."""
        return [[asked.version, shown_keys(own, asked.keys, rng), points] for own, asked in self.questions]


def traits_of_case(bank: int, category: str, members: tuple[Traits, ...]) -> Traits:
    """Return what a draw looks at in a case with these questions.

    It suits whom all its questions suit, is as hard as the hardest of them, and is for a post when all those of its
    questions that are marked for posts are for that one.
    """
    return Traits(
        bank,
        CASE,
        category,
        max(member.difficulty for member in members),
        _in_all(member.industries for member in members),
        _in_all(member.post_kinds for member in members),
        members,
    )


def _in_all(marks: Iterable[frozenset[Mark]]) -> frozenset[Mark]:
    """Return what all of them name that name anything."""
    named = [mark for mark in marks if mark]
    return frozenset.intersection(*named) if named else frozenset()
