"""The left half where there is no competition: units by their result in the exam, once it is out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from exams.release import is_out
from leaderboard.models import rules_in_force
from leaderboard.ranking.arithmetic import points
from leaderboard.ranking.engine import ranking
from leaderboard.ranking.levels import By
from leaderboard.ranking.lines import filled_in
from leaderboard.ranking.periods import of_exam
from leaderboard.ranking.seats import seats_of
from leaderboard.screens.standing import Board, Row
from organizations.models import Unit, UnitKind

if TYPE_CHECKING:
    from decimal import Decimal

    from exams.models import Exam
    from leaderboard.ranking.lines import Line

ABOVE = frozenset({UnitKind.BUREAU, UnitKind.TOWN})


def exam_board(exam: Exam, unit: Unit) -> Board:
    """Return the enterprises of the unit, inside an enterprise its teams, as the rankings count them.

    Four queries; none before the results are out.
    """
    by = By.ENTERPRISE if unit.kind in ABOVE else By.TEAM
    heading = _("Places of the enterprises") if by == By.ENTERPRISE else _("Places of the teams")
    if not is_out(exam):
        return Board(heading, "", "", (), (), empty=_("Places stand here when the results are out."))
    method = rules_in_force().method
    everything = seats_of(of_exam(exam), str(unit.path)[: Unit.steplen])
    found = ranking(seats=everything.inside(str(unit.path)), by=by, method=method)
    rows = tuple(_row(line, points(line.counted.mean(method.absent))) for line in filled_in(found, found.lines()))
    said = [method.absent.sentence, _("Small groups are steadied.") if method.steadying else ""]
    return Board(
        heading=heading,
        who=str(_("Enterprise") if by == By.ENTERPRISE else _("Team")),
        hint="".join(map(str, said)),
        heads=(_("Attended"), _("Mean")),
        rows=rows,
        empty="" if rows else _("Nobody has a seat in this exam here."),
    )


def _row(line: Line, mean: Decimal) -> Row:
    return Row(line.unit.pk, line.place, line.unit.name, "", (f"{line.counted.attendance}%", mean), points(line.shown))
