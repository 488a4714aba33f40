"""What is missing before a competitor's total is final, in the same words on the desk, the phone and the big screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from leaderboard.models.competitions import CompetitionState

if TYPE_CHECKING:
    from leaderboard.models import Part
    from leaderboard.standings import Line, PartLine


def line_waits_for(line: Line) -> str:
    """Name the parts that are not final; where judges were asked again, that alone."""
    waited_for = [row for row in line.parts if not row.score.is_final]
    anew = [row for row in waited_for if row.is_awaited]
    return "，".join(dict.fromkeys(part_waits_for(row) for row in anew or waited_for))


def part_waits_for(row: PartLine) -> str:
    return _("The chief judge decides") if row.awaits_ruling else marks_wait_for(row)


def marks_wait_for(row: PartLine) -> str:
    """Say what is missing in marks alone: whether judges disagree is not for every reader."""
    if row.is_awaited:
        return _("New marks asked for")
    words = _("%s is being marked") if row.sheets else _("%s to come")
    return words % row.part


def takes_ruling(part: Part, counting: int) -> bool:
    """Whether the chief judge may speak about that round: while the stage is open, afterwards about an appeal."""
    stage = part.stage
    return stage.closed_at is None or (stage.competition.state == CompetitionState.SHOWN and counting > 1)
