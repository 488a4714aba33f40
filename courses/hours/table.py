"""The hours of a year as a table to keep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from courses.hours.people import people_with_hours
from courses.hours.report import PersonLine, person_lines, short_first
from organizations.excel import HOURS, WHOLE, Column, Table, Value

if TYPE_CHECKING:
    from courses.models.hours import HoursNeed
    from organizations.models.units import UnitQuerySet

ROWS_AT_ONCE = 2000


def hours_table(seen: UnitQuerySet, year: int, needs: Sequence[HoursNeed], title: str) -> Table:
    """Return the sheet: everybody in these units, those with a gap first."""
    return Table(
        name=_("Training hours"),
        title=title,
        above=(
            _("As of %s") % date_format(localtime(now()), "Y-m-d H:i"),
            _("One hour is 60 minutes; only minutes that count are added up, corrections among them."),
        ),
        columns=(
            Column(_("Enterprise"), 24),
            Column(_("Workshop or team"), 18),
            Column(_("Employee number"), 12),
            Column(_("Full name"), 12),
            Column(_("Need of"), 14),
            Column(_("Accident cases"), 10, HOURS),
            Column(_("Warning lectures"), 10, HOURS),
            Column(_("Safety training"), 10, HOURS),
            Column(_("Hours in all"), 10, HOURS),
            Column(_("Hours needed"), 10, WHOLE),
            Column(_("Still missing"), 10, HOURS),
            Column(_("basis"), 44),
        ),
        rows=_rows(seen, year, needs),
    )


def _rows(seen: UnitQuerySet, year: int, needs: Sequence[HoursNeed]) -> Iterable[tuple[Value, ...]]:
    pages = Paginator(short_first(people_with_hours(seen, year, needs)), ROWS_AT_ONCE)
    for number in pages.page_range:
        yield from (_row(line) for line in person_lines(pages.page(number), year, needs))


def _row(line: PersonLine) -> tuple[Value, ...]:
    shown = line.hours.shown
    return (
        line.enterprise.shown_name,
        "" if line.unit == line.enterprise else line.unit.name,
        line.employee_no,
        line.person.name,
        line.need.get_learner_display() if line.need else "",
        *(shown[kind] for kind in ("case", "lecture", "training", "total")),
        line.needed,
        None if line.needed is None else line.gap,
        line.need.basis if line.need else "",
    )
