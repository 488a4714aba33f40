"""A re-test as tables to keep."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from organizations.excel import HOURS, WHOLE, Column, Table

if TYPE_CHECKING:
    from exams.models import Exam
    from exams.retest_report import Compared, EnterpriseLine

ONE_PLACE = HOURS


def retest_tables(exam: Exam, people: Sequence[Compared], lines: Sequence[EnterpriseLine]) -> list[Table]:
    """Return two sheets: the enterprises, and the people; all scores are of a hundred."""
    title, of_hundred = exam.title, _("All scores are of a hundred. Seed of the draw: %s") % exam.spot_check.seed
    scores = (
        Column(_("Recorded"), 10, ONE_PLACE),
        Column(_("Re-test"), 10, ONE_PLACE),
        Column(_("Difference"), 10, ONE_PLACE),
    )
    return [
        Table(
            name=_("Enterprises"),
            title=title,
            above=(of_hundred,),
            columns=(Column(_("Enterprise"), 24), Column(_("Drawn"), 8, WHOLE), Column(_("Sat it"), 8, WHOLE), *scores),
            rows=[
                (line.enterprise.shown_name, line.drawn, line.sat, line.recorded, line.again, line.difference)
                for line in lines
            ],
        ),
        Table(
            name=_("People"),
            title=title,
            above=(of_hundred,),
            columns=(
                Column(_("Enterprise"), 24),
                Column(_("Team"), 18),
                Column(_("Employee number"), 12),
                Column(_("Full name"), 12),
                Column(_("State"), 10),
                *scores,
            ),
            rows=[
                (
                    one.seat.enterprise.shown_name,
                    one.seat.unit.name,
                    one.seat.employee_no,
                    one.seat.worker.name,
                    one.seat.get_state_display(),
                    one.recorded,
                    one.again,
                    one.difference,
                )
                for one in people
            ],
        ),
    ]
