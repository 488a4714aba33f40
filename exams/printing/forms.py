"""The same questions in another order for each letter, so that neighbours can't copy. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from random import Random

from exams.drawing.papers import DrawnPaper, shown_keys
from exams.drawing.sampling import seeded, shuffled


def printed_forms(
    paper: DrawnPaper, kinds: Mapping[int, str], letters: Iterable[str], seed: int
) -> dict[str, DrawnPaper]:
    """Return for each letter the paper with questions and options in an order of its own.

    Questions stay in their part, which is a run of the same kind and points; `kinds` are those of the versions. The
    chance of a letter is seeded by (seed, letter).
    """
    return {letter: _in_other_order(paper, kinds, seeded(seed, letter)) for letter in letters}


def _in_other_order(paper: DrawnPaper, kinds: Mapping[int, str], rng: Random) -> DrawnPaper:
    parts = groupby(paper, key=lambda line: (kinds[line[0]], line[2]))
    return [
        [version, shown_keys(kind, keys, rng), points]
        for (kind, points), part in parts
        for version, keys, _points in shuffled(list(part), rng)
    ]
