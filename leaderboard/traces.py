"""How the numbers of a competition came about, as plain data that stays when the result is final."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from uuid import UUID

    from leaderboard.standings import PartLine, Standings


def traces(standings: Standings) -> dict[UUID, list[dict[str, Any]]]:
    """Return by competitor how his numbers came about, as plain data with decimals as text: `StandingRow.parts`."""
    found: defaultdict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for standing in standings.stages:
        for line in standing.lines:
            found[line.entrant.pk] += [{"stage": standing.stage.name, **_traced(row)} for row in line.parts]
    return found


def _traced(row: PartLine) -> dict[str, Any]:
    return {
        "part": row.part.pk,
        "kind": row.part.kind,
        "weight": str(row.part.weight),
        "score": None if row.score.score is None else str(row.score.score),
        "spread": str(row.score.spread),
        "vetoed": row.score.is_vetoed,
        "ruling": row.ruling.reason if row.ruling else "",
        "sheets": [
            {
                "judge": sheet.judge.user.name,
                "round": sheet.round,
                "score": str(sheet.score),
                "dropped": sheet.judge_id in row.score.dropped,
                "missed": bool(sheet.missed),
            }
            for sheet in row.sheets
        ],
        "sitters": [
            {
                "name": sat.name,
                "score": None if sat.score is None else str(sat.score),
                "attempt": str(sat.attempt) if sat.attempt else "",
            }
            for sat in row.sitters
        ],
    }
