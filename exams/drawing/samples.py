"""Drawing a sample of people, enterprise by enterprise. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exams.drawing.sampling import seeded, take


def sample_size(held: int, *, people: int | None, percent: int | None) -> int:
    """Return how many of so many are drawn: `people`, or that percentage rounded up; never more than there are."""
    wanted = people if people is not None else -(-held * (percent or 0) // 100)
    return min(held, wanted)


def draw_sample(
    drawn_from: Mapping[str, Sequence[int]], *, seed: int, people: int | None = None, percent: int | None = None
) -> dict[str, list[int]]:
    """Return whom each enterprise sends, rising; of one enterprise everybody is as likely.

    The chance of an enterprise is seeded by (seed, key of the enterprise): another enterprise changes nothing for it.
    """
    return {
        enterprise: _drawn(sorted(workers), f"{seed}:{enterprise}", people, percent)
        for enterprise, workers in drawn_from.items()
    }


def _drawn(workers: Sequence[int], facts: str, people: int | None, percent: int | None) -> list[int]:
    count = sample_size(len(workers), people=people, percent=percent)
    return sorted(workers[place] for place in take(len(workers), count, seeded(facts)))
