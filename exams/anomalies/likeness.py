"""Two of a team who gave the same wrong answers more often than chance would have it.

Papers are drawn and shuffled, so what is compared is the version of a question and the keys of its options, no places.
Only questions that both had wrong are looked at: that both are right, or both find a question hard, says nothing.

Method. Of everybody in the exam who had a version wrong, `wrong` people, `given` chose the same as these two. Had the
two not seen each other, they would agree there with a probability of about (given + 1) / (wrong + 2); where they
differ, the likelier of their two answers is taken. The two themselves are counted in, and one is added, so the number
is rather too high than too low. How likely it is to agree as often as they did, or oftener, is the upper tail of a sum
of such independent draws (Poisson binomial), exactly. A pair is a line if that is less than FALSE_LINES / pairs
compared (Bonferroni): among people who all worked alone, one exam in twenty would bring one false line at most.
Pairs with fewer than LEAST_BOTH_WRONG such questions are not compared. Pairs that hang together are one line.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from exams.anomalies.found import Found, Sitting
from exams.models.anomalies import OddKind

FALSE_LINES = 0.05
LEAST_BOTH_WRONG = 4
PAIRS_TOLD = 10

Wrong = dict[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Shares:
    """How often each version was answered wrongly in the exam, and how often in each way."""

    wrong: Mapping[int, int]
    given: Mapping[tuple[int, tuple[str, ...]], int]

    def chance(self, version: int, chosen: tuple[str, ...]) -> float:
        """Return how likely somebody who has this version wrong has it wrong in this way."""
        return (self.given.get((version, chosen), 0) + 1) / (self.wrong.get(version, 0) + 2)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two sittings beside each other: questions both had wrong, how many alike, and how likely that is by chance."""

    one: UUID
    other: UUID
    both_wrong: int
    same: int
    probability: float


def wrong_of(sitting: Sitting) -> Wrong:
    return {given.version: given.chosen for given in sitting.given if given.is_wrong}


def shares_of(sittings: Iterable[Sitting]) -> Shares:
    """Return how the whole exam went wrong."""
    given = Counter((one.version, one.chosen) for sitting in sittings for one in sitting.given if one.is_wrong)
    wrong = Counter[int]()
    for (version, _chosen), people in given.items():
        wrong[version] += people
    return Shares(wrong, given)


def agreement(mine: Wrong, theirs: Wrong, shares: Shares) -> tuple[int, int, float]:
    """Return on how many questions both are wrong, on how many alike, and how likely that is by chance. Symmetric."""
    shared = mine.keys() & theirs.keys()
    same = sum(mine[version] == theirs[version] for version in shared)
    chances = [
        max(shares.chance(version, mine[version]), shares.chance(version, theirs[version])) for version in shared
    ]
    return len(shared), same, at_least(chances, same)


def at_least(chances: Iterable[float], hits: int) -> float:
    """Return how likely at least so many of these independent draws hit."""
    if hits <= 0:
        return 1.0
    # below[k]: that exactly k have hit so far; the last place gathers "hits or more". Sorted: the same sum for the
    # same draws in whatever order
    exactly = [1.0, *([0.0] * hits)]
    for chance in sorted(chances):
        for count in range(hits, 0, -1):
            stays = 1.0 if count == hits else 1.0 - chance
            exactly[count] = exactly[count] * stays + exactly[count - 1] * chance
        exactly[0] *= 1.0 - chance
    return min(1.0, exactly[hits])


def compared(team: Sequence[Sitting]) -> Iterator[tuple[Sitting, Sitting]]:
    """Yield the pairs of a team that have enough questions wrong in common to be compared."""
    of_version = defaultdict[int, list[int]](list)
    for place, sitting in enumerate(team):
        for version in wrong_of(sitting):
            of_version[version].append(place)
    common = Counter[tuple[int, int]]()
    for places in of_version.values():
        common.update(combinations(places, 2))
    for (one, other), versions in common.items():
        if versions >= LEAST_BOTH_WRONG and team[one].worker != team[other].worker:
            yield team[one], team[other]


def alike_in(teams: Iterable[Sequence[Sitting]], shares: Shares) -> list[Found]:
    """Return the lines of all teams of an exam."""
    pairs, likely = 0, []
    for team in teams:
        wrong = {sitting.attempt: wrong_of(sitting) for sitting in team}
        for one, other in compared(team):
            pairs += 1
            both, same, probability = agreement(wrong[one.attempt], wrong[other.attempt], shares)
            if probability < FALSE_LINES:
                likely.append((one.unit, Likeness(one.attempt, other.attempt, both, same, probability)))
    alike = [(unit, pair) for unit, pair in likely if pair.probability < FALSE_LINES / pairs]
    return [_line(unit, group, pairs) for unit, group in _groups(alike)]


def _groups(alike: Iterable[tuple[int, Likeness]]) -> list[tuple[int, list[Likeness]]]:
    """Put together the pairs that hang together."""
    groups: list[tuple[int, set[UUID], list[Likeness]]] = []
    for unit, pair in alike:
        people, members = {pair.one, pair.other}, [pair]
        touched = [group for group in groups if group[1] & people]
        for group in touched:
            people |= group[1]
            members += group[2]
            groups.remove(group)
        groups.append((unit, people, members))
    return [(unit, members) for unit, _people, members in groups]


def _line(unit: int, pairs: Sequence[Likeness], compared_pairs: int) -> Found:
    attempts = tuple(sorted({attempt for pair in pairs for attempt in (pair.one, pair.other)}))
    about = hashlib.sha256("".join(map(str, attempts)).encode()).hexdigest()
    strongest = sorted(pairs, key=lambda pair: (pair.probability, pair.one, pair.other))[:PAIRS_TOLD]
    facts = {
        "compared": compared_pairs,
        "pairs": [
            [str(pair.one), str(pair.other), pair.both_wrong, pair.same, float(f"{pair.probability:.2e}")]
            for pair in strongest
        ],
    }
    return Found(OddKind.SAME_ANSWERS, unit, about, attempts, facts)
