"""What stands in one file twice in nearly the same words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exams.contents import answer_words
from exams.importing.drafts import QuestionDraft
from exams.near import pairs
from exams.services.near_held import alike_words

# Tried with 5,000 stems that have no words but the commonest: half a second; it grows with the square of them. What is
# behind them is found by the search in the bank (exams.near_pairs).
MOST_COMPARED = 5000


@dataclass(frozen=True, slots=True)
class NearWithin:
    """Two new questions of one file, the earlier one first, and how alike they are, from 0 to 1."""

    one: QuestionDraft
    other: QuestionDraft
    likeness: float


def near_within(drafts: Sequence[QuestionDraft]) -> list[NearWithin]:
    """Return which of the first 5,000 drafts are like another of them, at most a thousand, the most alike first."""
    compared = drafts[:MOST_COMPARED]
    found = pairs([draft.stem for draft in compared])
    return [NearWithin(compared[pair.one], compared[pair.other], pair.likeness) for pair in found]


def rows_of_within(near: Sequence[NearWithin]) -> list[list[str]]:
    """Return them as rows of text: how alike; then of each QuestionDraft.key, its stem, its answer."""
    return [
        [alike_words(pair.likeness, pair.one.kind, pair.other.kind), *_words(pair.one), *_words(pair.other)]
        for pair in near
    ]


def _words(draft: QuestionDraft) -> tuple[str, str, str]:
    return draft.key, draft.stem, answer_words(draft)
