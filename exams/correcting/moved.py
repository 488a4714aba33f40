"""Who moves when scores change: score, pass, and place within the enterprise. Pure: no database, no clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one sitting came to."""

    score: Decimal
    passed: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """One sitting as it stands; `enterprise` is None where it has no place there, because an earlier one counts."""

    attempt: UUID
    worker: int
    enterprise: int | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Moved:
    """What changes for one sitting; places are None where it has none."""

    standing: Standing
    after: Outcome
    place_before: int | None
    place_after: int | None

    @property
    def is_touched(self) -> bool:
        """Whether score or pass change; else others have passed by, or he has passed them."""
        return self.after != self.standing.outcome


def moved(
    standings: Iterable[Standing], after: Mapping[UUID, Outcome], also: Collection[UUID] = frozenset()
) -> list[Moved]:
    """Return everybody whose score, pass or place changes when these outcomes come instead of what stands.

    `also`: sittings of the same enterprises that are told of in any case.
    """
    found: list[Moved] = []
    by_enterprise = defaultdict[int | None, list[Standing]](list)
    for standing in standings:
        by_enterprise[standing.enterprise].append(standing)
    for enterprise, group in by_enterprise.items():
        then = {one.attempt: after.get(one.attempt, one.outcome) for one in group}
        if all(then[one.attempt] == one.outcome for one in group):
            continue
        ranked = enterprise is not None
        before = places({one.attempt: one.outcome.score for one in group}) if ranked else {}
        later = places({attempt: outcome.score for attempt, outcome in then.items()}) if ranked else {}
        for one in group:
            line = Moved(one, then[one.attempt], before.get(one.attempt), later.get(one.attempt))
            if line.is_touched or line.place_before != line.place_after or one.attempt in also:
                found.append(line)
    return found


def places(scores: Mapping[UUID, Decimal]) -> dict[UUID, int]:
    """Return everybody's place, the highest score first; equal scores share the better one (1, 1, 3)."""
    falling = sorted(scores, key=lambda attempt: -scores[attempt])
    found: dict[UUID, int] = {}
    for _score, group in groupby(falling, key=lambda attempt: scores[attempt]):
        place = len(found) + 1
        found |= dict.fromkeys(list(group), place)
    return found
