"""A month's points by unit as an Excel file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from organizations.excel import HOURS, WHOLE, Column, Table, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from leaderboard.team_points import PointLine


def points_table(lines: Sequence[PointLine], *, month: date, where: str, has_weeks: bool) -> Table:
    """Return the lines as a sheet; `has_weeks` where they are teams."""
    said = date_format(month, "Y年n月")
    return Table(
        name=said,
        title=_("Points of %(month)s · %(where)s") % {"month": said, "where": where},
        above=(_("Points have nothing to do with the bonus."),),
        columns=(
            Column(_("Team") if has_weeks else _("Enterprise"), 30),
            Column(_("People"), 9, WHOLE),
            Column(pgettext("points", "Points"), 9, WHOLE),
            Column(_("Points a head"), 10, HOURS),
            *(
                [Column(_("Whole weeks in a row"), 12, WHOLE), Column(_("Practised this week"), 12)]
                if has_weeks
                else []
            ),
        ),
        rows=_rows(lines),
        below=(_("Of fewer than three people no sum is shown."),) if any(line.has_few for line in lines) else (),
    )


def _rows(lines: Iterable[PointLine]) -> Iterable[Sequence[Value]]:
    for line in lines:
        sums = (None, None) if line.has_few else (line.points, line.a_head)
        weeks = (line.weeks.weeks, f"{line.weeks.done} / {line.weeks.asked}") if line.weeks else ()
        yield (line.unit.shown_name, line.people, *sums, *weeks)
