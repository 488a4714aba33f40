"""The same questions in another order for each letter, so that neighbours can't copy. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from random import Random

from exams.drawing.papers import DrawnPaper, shown_keys
from exams.drawing.sampling import seeded, shuffled
from exams.together import blocks


@dataclass(frozen=True, slots=True)
class AskedVersion:
    """What the order looks at in a version: the kind of its question, and what happened."""

    kind: str
    told: str = ""


def printed_forms(
    paper: DrawnPaper, asked: Mapping[int, AskedVersion], letters: Iterable[str], seed: int
) -> dict[str, DrawnPaper]:
    """Return for each letter the paper with questions and options in an order of its own.

    Questions stay in their part, which is a run of the same kind and points, or of cases with the same points; those of
    a case stay together in their order. `asked` is by version. The chance of a letter is seeded by (seed, letter).
    """
    return {letter: _in_other_order(paper, asked, seeded(seed, letter)) for letter in letters}


def _in_other_order(paper: DrawnPaper, asked: Mapping[int, AskedVersion], rng: Random) -> DrawnPaper:
    standing = blocks(paper, lambda line: asked[line[0]].told)
    parts = groupby(standing, key=lambda block: ("" if len(block) > 1 else asked[block[0][0]].kind, block[0][2]))
    return [
        [version, shown_keys(asked[version].kind, keys, rng), points]
        for _alike, part in parts
        for block in shuffled(list(part), rng)
        for version, keys, points in block
    ]
