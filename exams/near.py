"""Which questions are much alike: the trigrams of their stems, compared. Pure.

Two stems are as alike as their sets of trigrams are (Jaccard: what both have, of all that either has). Only stems that
share one of their rarest trigrams are compared at all: with `n` trigrams and a likeness of at least `t`, two of them
must meet among the n - ceil(t·n) + 1 rarest of each (prefix filtering: Chaudhuri, Ganti, Kaushik 2006; Bayardo, Ma,
Srikant 2007), and neither can have fewer than t times as many as the other.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from heapq import heappush, heapreplace
from math import ceil, floor

from organizations.progress import Report, silent, watched

# Tried on two banks of other people's, 1,202 different stems of 30 characters on average: 130 pairs from here on. From
# 0.6 on nearly all want a look; below, about half ask the same with a blank elsewhere, or with the law's name in front,
# and two short stems that ask the same in other words are not more alike than this. A pair too many costs a glance, one
# too few asks somebody the same thing twice.
LEAST = 0.45
GRAM = 3
BEFORE, AFTER = "  ", " "  # a short stem with one word changed would have hardly a trigram left without
BETWEEN_DIGITS = re.compile(r"(?<=\d)[\W_]+(?=\d)")
NO_WORD = re.compile(r"[^\w.]|_|(?<!\d)\.|\.(?!\d)")
SLACK = 1e-9  # a product of fractions may come out a hair too large

Ranked = tuple[int, ...]  # the trigrams of a stem as whole numbers, the rarest first


@dataclass(frozen=True, slots=True)
class Near:
    """Two stems by their places in what was compared, and how alike they are: from 0 to 1, where they are the same."""

    one: int
    other: int
    likeness: float


def normalised(stem: str) -> str:
    """Return what counts of a stem: letters and digits, whatever their width and case. 5～10 is 5.10, not 510."""
    text = unicodedata.normalize("NFKC", stem).lower()
    return NO_WORD.sub("", BETWEEN_DIGITS.sub(".", text))


def trigrams(stem: str) -> frozenset[str]:
    """Return every three characters that stand together in what counts of a stem; its beginning and end count too."""
    return frozenset(_grams(normalised(stem)))


def likeness(one: Set[str], other: Set[str]) -> float:
    """Return what two sets of trigrams have in common, of all that either has; nothing is like nothing."""
    return len(one & other) / len(one | other) if one and other else 0.0


def nearest(new: Sequence[str], held: Sequence[str]) -> list[Near]:
    """Return, for each new stem that is like one that is held, the one most like it: `one` is new, `other` is held."""
    ranked = _ranked([*new, *held])
    known = sorted(range(len(held)), key=lambda place: len(ranked[len(new) + place]))
    index = _Index(ranked[len(new) + place] for place in known)
    found = []
    for place, grams in enumerate(ranked[: len(new)]):
        best = _Best(1)
        for alike, met in index.like(grams, best):
            best.keep(Near(place, known[met], alike))
        found += best.kept
    return found


def pairs(
    stems: Sequence[str], *, most: int = 1000, left: Collection[tuple[int, int]] = (), report: Report = silent
) -> list[Near]:
    """Return the pairs that are most alike, at most so many, the most alike first; `one` stands before `other`.

    Those that are `left`, by their places in this order, don't count. Which of those that are as alike as the last one
    come along is left open. Reports how many stems are compared.
    """
    ranked = _ranked(stems)
    order = sorted(range(len(stems)), key=lambda place: len(ranked[place]))
    index, best = _Index(), _Best(most)
    for place in watched(order, total=len(order), report=report):
        for alike, met in index.like(ranked[place], best):
            one, other = sorted((place, order[met]))
            if (one, other) not in left:
                best.keep(Near(one, other, alike))
        index.add(ranked[place])
    return sorted(best.kept, key=lambda pair: (-pair.likeness, pair.one, pair.other))


class _Best:
    """The pairs that are most alike, at most so many. The more of them are known, the more alike another must be."""

    def __init__(self, most: int) -> None:
        self._most, self._heap = most, list[tuple[float, int, int]]()
        self.wanted = LEAST  # less is of no use

    @property
    def kept(self) -> list[Near]:
        return [Near(one, other, alike) for alike, one, other in self._heap]

    @property
    def is_settled(self) -> bool:
        """Whether nothing can be more alike than what is known: all of it is the same."""
        return len(self._heap) == self._most and self.wanted >= 1

    def keep(self, pair: Near) -> None:
        found = (pair.likeness, pair.one, pair.other)
        if len(self._heap) < self._most:
            heappush(self._heap, found)
        elif pair.likeness > self._heap[0][0]:
            heapreplace(self._heap, found)
        if len(self._heap) == self._most:
            self.wanted = self._heap[0][0]


class _Index:
    """Stems by their trigrams, the smallest first; a stem is known by its place among them."""

    def __init__(self, stems: Iterable[Ranked] = ()) -> None:
        self._stems: list[Ranked] = []
        self._sizes: list[int] = []
        self._places: defaultdict[int, list[int]] = defaultdict(list)
        for stem in stems:
            self.add(stem)

    def add(self, grams: Ranked) -> None:
        """Add a stem that is as large as the last one, or larger."""
        for gram in grams[: _prefix(len(grams))]:
            self._places[gram].append(len(self._stems))
        self._stems.append(grams)
        self._sizes.append(len(grams))

    def like(self, grams: Ranked, best: _Best) -> Iterator[tuple[float, int]]:
        """Yield what may be among the best when compared with these: how alike it is, and its place."""
        own, size, seen = frozenset(grams), len(grams), set[int]()
        for passed, gram in enumerate(grams):
            # who was not met by now shares nothing that was passed, and the less the larger he is
            fewest, most = ceil(best.wanted * size - SLACK), floor((size - passed) / best.wanted - passed + SLACK)
            if most < fewest or best.is_settled:
                return
            places = self._places.get(gram, [])
            first, last = bisect_left(self._sizes, fewest), bisect_right(self._sizes, most)
            for place in places[bisect_left(places, first) : bisect_left(places, last)]:
                if place in seen or best.is_settled:
                    continue
                seen.add(place)
                common = len(own.intersection(self._stems[place]))
                alike = common / (size + self._sizes[place] - common)
                if alike >= best.wanted:
                    yield alike, place


def _ranked(stems: Iterable[str]) -> list[Ranked]:
    """Return the trigrams of each stem, the rarest among all of these first."""
    texts = [normalised(stem) for stem in stems]
    often = Counter(gram for text in texts for gram in set(_grams(text)))
    ranks = {gram: rank for rank, gram in enumerate(sorted(often, key=lambda gram: (often[gram], gram)))}
    return [tuple(sorted({ranks[gram] for gram in _grams(text)})) for text in texts]


def _grams(text: str) -> list[str]:
    framed = f"{BEFORE}{text}{AFTER}"
    return [framed[start : start + GRAM] for start in range(len(framed) - GRAM + 1)] if text else []


def _prefix(size: int) -> int:
    """Return how many of its rarest trigrams a stem must be found by: another that is like it has one of them."""
    return size - ceil(LEAST * size - SLACK) + 1 if size else 0
