"""The one list at the end: the final first, behind it who got as far as the heats, the vetoed behind them all."""

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
    """A competitor's place in the whole competition, none before his total is final, and the stage he got to."""

    place: int | None
    stage: Stage
    line: Line


def final_lines(standings: Standings) -> list[Final]:
    """Return everybody once, in the furthest stage he was in. Who went further stands before who did not.

    Who was vetoed stands behind all who weren't, whatever their stage: so the rules say that are printed.
    """
    furthest: list[tuple[Stage, list[Line]]] = []
    listed: set[UUID] = set()
    for standing in reversed(standings.stages):
        lines = [line for line in standing.lines if line.entrant.pk not in listed]
        furthest.append((standing.stage, lines))
        listed |= {line.entrant.pk for line in lines}
    found: list[Final] = []
    for is_vetoed in (False, True):
        for stage, lines in furthest:
            found += _placed(stage, [line for line in lines if line.total.is_vetoed == is_vetoed], ahead=len(found))
    return found


def _placed(stage: Stage, lines: list[Line], *, ahead: int) -> list[Final]:
    """Return these lines of one stage behind so many others."""
    known = {line.entrant.pk: line for line in lines}
    placed = places(Contender(pk, line.entrant.name, line.total) for pk, line in known.items())
    return [Final(None if row.place is None else row.place + ahead, stage, known[row.key]) for row in placed]
