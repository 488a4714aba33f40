"""What the holder should know before he closes a stage: nothing of it keeps him from closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from leaderboard.bars import bars_of_judges
from leaderboard.models import CompetitionState
from leaderboard.named import named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leaderboard.competition_page import ShownStage
    from leaderboard.models import Competition, Entrant, Judge
    from leaderboard.standings import PartLine, StageStanding

    AnyStage = ShownStage | StageStanding


def before_closing(competition: Competition, stages: Iterable[AnyStage]) -> list[str]:
    """Return, in whole sentences, where judges still differ widely, and whose sheets are missing though enough are in.

    `stages` are all of the competition, as they stand. Nothing while the open one can't be closed yet. Five queries at
    most, whatever the number of competitors and judges.
    """
    if competition.state != CompetitionState.RUNNING:
        return []
    begun = [standing for standing in stages if standing.stage.closed_at is None]
    if not begun or not begun[0].is_final:
        return []
    return [*_wide(begun[0]), *_missing(competition, begun[0])]


def _wide(standing: AnyStage) -> list[str]:
    wide = [_spot(line.entrant, [row for row in line.parts if row.score.is_wide]) for line in standing.lines]
    found = [spot for spot in wide if spot]
    if not found:
        return []
    return [_("Judges still differ widely: %s. Closed as it is, the mean of their scores counts.") % named(found)]


def _missing(competition: Competition, standing: AnyStage) -> list[str]:
    prefetch_related_objects([line.entrant for line in standing.lines], "members")
    words = _("%(judge)s has not marked %(entrants)s. Closed as it is, the scores of the other judges count.")
    said = []
    for judge, bars in bars_of_judges(competition).items():
        marked_by_him = [line for line in standing.lines if not bars.bar(line.entrant)]
        spots = [_spot(line.entrant, [row for row in line.parts if _lacks(row, judge)]) for line in marked_by_him]
        if owed := [spot for spot in spots if spot]:
            said.append(words % {"judge": judge.user.name, "entrants": named(owed)})
    return said


def _lacks(row: PartLine, judge: Judge) -> bool:
    return row.part.is_judged and judge.pk not in {sheet.judge_id for sheet in row.sheets}


def _spot(entrant: Entrant, rows: list[PartLine]) -> str:
    """Return the competitor with these parts of his; nothing without any."""
    return f"{entrant}（{'、'.join(str(row.part) for row in rows)}）" if rows else ""
