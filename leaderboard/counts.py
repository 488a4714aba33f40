"""Which count of a kept board is read: the newest, or an older one that was asked for by its number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leaderboard.services.ranking_snapshots import latest

if TYPE_CHECKING:
    from leaderboard.models import RankingSnapshot
    from leaderboard.ranking.levels import By
    from leaderboard.ranking.periods import Period


@dataclass(frozen=True, slots=True)
class Count:
    """A board as it was kept, and the number of the newest count of it."""

    snapshot: RankingSnapshot
    newest: int

    @property
    def number(self) -> int:
        return self.snapshot.number

    @property
    def before(self) -> int:
        """The number of the count before this one; 0 for the first."""
        return self.number - 1

    @property
    def is_newest(self) -> bool:
        return self.number == self.newest


def count_of(period: Period, by: By, arena: str, number: int | None = None) -> Count | None:
    """Return the count with that number, the newest where there is none such; None of what runs or wasn't kept.

    At most one query.
    """
    if not period.is_over:
        return None
    kept = list(latest(period, by, arena))
    if not kept:
        return None
    asked = next((snapshot for snapshot in kept if snapshot.number == number), kept[0])
    return Count(asked, kept[0].number)
