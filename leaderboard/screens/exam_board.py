"""The left half where there is no competition: units by their result in the exam, once it is out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from exams.release import is_out
from leaderboard.rankings import By, ranking
from leaderboard.screens.standing import Board, Row
from organizations.models import Unit, UnitKind

if TYPE_CHECKING:
    from exams.models import Exam

ABOVE = frozenset({UnitKind.BUREAU, UnitKind.TOWN})


def exam_board(exam: Exam, unit: Unit) -> Board:
    """Return enterprises, inside one teams, by their means over the roster. Two queries; none before it is out."""
    by = By.ENTERPRISE if unit.kind in ABOVE else By.TEAM
    heading = _("Places of the enterprises") if by == By.ENTERPRISE else _("Places of the teams")
    if not is_out(exam):
        return Board(heading, "", "", (), (), empty=_("Places stand here when the results are out."))
    within = None if unit.kind == UnitKind.BUREAU else Unit.objects.within([unit])
    rows = tuple(
        Row(
            key=row.unit.pk,
            place=row.place,
            name=row.unit.name,
            of=_("Few people") if row.has_few else "",
            parts=(f"{row.tally.attendance}%", f"{row.tally.pass_rate}%"),
            total=row.tally.mean,
        )
        for row in ranking(exam=exam, by=by, within=within)
    )
    return Board(
        heading=heading,
        who=str(_("Enterprise") if by == By.ENTERPRISE else _("Team")),
        hint=_("Means over everybody; absent counts 0."),
        heads=(_("Attended"), _("Passed")),
        rows=rows,
        empty="" if rows else _("Nobody has a seat in this exam here."),
    )
