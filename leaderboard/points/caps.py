"""How many points are left in a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leaderboard.points.kinds import DAY_CAP, WORTH, PointKind

if TYPE_CHECKING:
    from collections.abc import Iterable


def granted(kind: PointKind, before: Iterable[tuple[str, int]]) -> int:
    """Return the points for one more of that kind: what it is worth, as far as the day's caps leave it.

    `before` is what the day has brought so far: kind and points of each.
    """
    given = list(before)
    of_kind = sum(points for known, points in given if known == kind)
    of_all = sum(points for _kind, points in given)
    return max(0, min(WORTH[kind].points, WORTH[kind].most - of_kind, DAY_CAP - of_all))
