"""What a competition waits for after its judges were asked to mark anew, or where the chief judge has to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leaderboard.bars import bars_of_judges

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from leaderboard.bars import Bars
    from leaderboard.competition_page import Shown, ShownStage
    from leaderboard.models import Competition, Judge
    from leaderboard.standings import PartLine


def still_owed(competition: Competition, stages: Iterable[ShownStage]) -> list[str]:
    """Return, in sentences, who has to mark whom anew, and on whom the chief judge has to decide.

    No query where nothing is owed, else five, whatever the number of competitors and judges.
    """
    lines = [line for shown in stages for line in shown.lines if line.is_awaited or line.awaits_ruling]
    if not lines:
        return []
    prefetch_related_objects([line.entrant for line in lines], "members")
    judging = bars_of_judges(competition)
    return [said for line in lines for row in line.parts if (said := _said(line, row, judging))]


def _said(line: Shown, row: PartLine, judging: Mapping[Judge, Bars]) -> str:
    words = {"number": line.entrant.number, "part": row.part}
    if row.awaits_ruling:
        return _("The chief judge decides on No. %(number)d, %(part)s.") % words
    if not row.is_awaited:
        return ""
    sent = {sheet.judge_id for sheet in row.sheets}
    left = sum(judge.pk not in sent and not bars.bar(line.entrant) for judge, bars in judging.items())
    said = ngettext(
        "%(left)d judge has to mark No. %(number)d anew: %(part)s.",
        "%(left)d judges have to mark No. %(number)d anew: %(part)s.",
        left,
    )
    return said % {"left": left, **words}
