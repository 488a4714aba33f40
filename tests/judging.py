"""A second opinion: what a journal says and what a paper is worth, written without the product's own code.

It is slow and plain on purpose: each rule stands here as domain §3.8 and architecture §5.3 tell it, so that a mistake
in the product is not made twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from unicodedata import normalize


@dataclass(frozen=True, slots=True)
class Said:
    """One answer in a journal. `place` counts up in the order in which the server heard them."""

    place: int
    device: str
    seq: int
    slot: int
    value: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a paper with what is right; `tolerance` is None where words are asked for."""

    kind: str
    right: tuple[str, ...]
    points: Decimal
    tolerance: str | None = None
    unit: str = ""


def last_words(journal: Iterable[Said]) -> dict[int, Said]:
    """Return what counts for each slot: of each phone the answer it gave last, of the phones the one heard last."""
    said = list(journal)
    standing = [one for one in said if not any(_replaces(other, one) for other in said)]
    return {one.slot: one for one in sorted(standing, key=lambda one: one.place)}


def _replaces(other: Said, one: Said) -> bool:
    return other.device == one.device and other.slot == one.slot and other.seq > one.seq


def score(paper: Sequence[Asked], answers: Mapping[int, Sequence[str]]) -> Decimal:
    """Return the points of a whole paper; `answers` by slot."""
    worth = (asked.points for slot, asked in enumerate(paper) if is_right(asked, list(answers.get(slot, []))))
    return sum(worth, Decimal(0))


def is_right(asked: Asked, answer: list[str]) -> bool:
    """Whether the answer is right as a whole."""
    if asked.kind == "order":
        return answer == list(asked.right)
    if asked.kind != "fill":
        return sorted(answer) == sorted(asked.right)
    if not answer or not answer[0]:
        return False
    written = _bare(answer[0])
    if asked.tolerance is None:
        return any(written == _bare(right) for right in asked.right)
    try:
        number = Fraction(written[: -len(asked.unit)] if asked.unit and written.endswith(asked.unit) else written)
    except (ValueError, ZeroDivisionError):
        return False
    return abs(number - Fraction(asked.right[0])) <= Fraction(asked.tolerance)


def _bare(text: str) -> str:
    letters = [letter for letter in normalize("NFKC", text).casefold() if not letter.isspace()]
    while letters and letters[-1] in ".。":
        letters.pop()
    return "".join(letters)
