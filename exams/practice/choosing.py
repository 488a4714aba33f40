"""Which questions come today. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from random import Random


def choose(
    *, due: Sequence[int], pool: Collection[int], met: Mapping[int, datetime], since: datetime, count: int, rng: Random
) -> list[int]:
    """Return at most `count` questions: what is due first, then what was not met since, by chance; all else last.

    `met` says when a question was last answered; what was met lately comes in only for want of others, the longest ago
    first. No question comes twice.
    """
    taken = list(due[:count])
    rest = [question for question in pool if question not in set(due)]
    lately = sorted((question for question in rest if question in met and met[question] >= since), key=met.__getitem__)
    fresh = sorted(set(rest) - set(lately))
    taken += rng.sample(fresh, min(len(fresh), count - len(taken)))
    return taken + lately[: count - len(taken)]
