"""The one list at the end: the final first, behind it who got as far as the heats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leaderboard.scoring import Contender, places

if TYPE_CHECKING:
    from uuid import UUID

    from leaderboard.models import Stage
    from leaderboard.standings import Line, Standings


@dataclass(frozen=True, slots=True)
class Final:
    """A competitor's place in the whole competition, and the stage he got to."""

    place: int | None
    stage: Stage
    line: Line


def final_lines(standings: Standings) -> list[Final]:
    """Return everybody once, in the furthest stage he was in. Who went further stands before who did not."""
    found: list[Final] = []
    listed: set[UUID] = set()
    for standing in reversed(standings.stages):
        lines = {line.entrant.pk: line for line in standing.lines if line.entrant.pk not in listed}
        ahead = len(found)
        for row in places(Contender(pk, line.entrant.name, line.total) for pk, line in lines.items()):
            place = None if row.place is None else row.place + ahead
            found.append(Final(place, standing.stage, lines[row.key]))
        listed |= lines.keys()
    return found
