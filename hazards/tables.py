"""What is taken along as an Excel file. Who reported himself stands in none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from hazards.pledge_report import unsigned_places
from organizations.excel import MOMENT, POINTS, WHOLE, Column, Table

if TYPE_CHECKING:
    from datetime import date

    from hazards.models import PledgeText, Violation
    from hazards.models.violations import ViolationQuerySet
    from hazards.report import UnitLine
    from organizations.excel import Value
    from organizations.models.units import UnitQuerySet


def violations_table(violations: ViolationQuerySet, *, title: str) -> Table:
    """Return the sheet of what was seen; `violations` come with what is shown of them."""
    return Table(
        name=_("Violations"),
        title=title,
        above=(_as_of(),),
        columns=(
            Column(_("happened at"), 18, MOMENT),
            Column(_("Workshop or team"), 20),
            Column(_("kind"), 14),
            Column(_("what happened"), 40),
            Column(_("place"), 16),
            Column(_("person"), 12),
            Column(_("rule broken"), 30),
            Column(_("what followed"), 30),
            Column(_("how it became known"), 20),
        ),
        rows=(_row(violation) for violation in violations.iterator(chunk_size=500)),
    )


def _row(violation: Violation) -> Sequence[Value]:
    return (
        violation.happened_at,
        violation.unit.name,
        violation.get_kind_display(),
        violation.what,
        violation.place,
        violation.person.name if violation.person else "",
        str(violation.step) if violation.step else violation.rule,
        "、".join(str(name) for name in violation.measure_names),
        violation.get_source_display(),
    )


def months_table(lines: Sequence[UnitLine], months: Sequence[date], *, title: str) -> Table:
    """Return the sheet of units and months: seen and told side by side, in all and for a hundred people."""
    headings = [
        Column(f"{date_format(month, 'Y-m')} {what}", 13, WHOLE)
        for month in months
        for what in (_("seen"), _("self-reported"))
    ]
    return Table(
        name=_("By month"),
        title=title,
        above=(_as_of(), _("Self-reports count against nobody: more of them is a good sign.")),
        columns=(
            Column(_("unit"), 20),
            Column(_("number of people"), 8, WHOLE),
            *headings,
            Column(_("seen, for 100 people"), 14, POINTS),
            Column(_("self-reported, for 100 people"), 14, POINTS),
        ),
        rows=(
            (
                line.unit.shown_name,
                line.people,
                *(number for cell in line.cells for number in (cell.seen, cell.told)),
                line.seen_per_hundred,
                line.told_per_hundred,
            )
            for line in lines
        ),
    )


def unsigned_table(pledge: PledgeText, units: UnitQuerySet) -> Table:
    """Return the sheet of those who have not signed the pledge in force."""
    return Table(
        name=_("Not signed"),
        title=_("Pledge against violations: not signed yet"),
        above=(
            _("Version %(number)d, in force since %(day)s")
            % {"number": pledge.number, "day": date_format(localtime(pledge.made_at), "Y-m-d")},
            _as_of(),
        ),
        columns=(
            Column(_("Workshop or team"), 20),
            Column(_("Employee number"), 12),
            Column(_("Full name"), 12),
            Column(_("post"), 16),
        ),
        rows=(
            (place.unit.name, place.employee_no, place.user.name, place.post.name if place.post else "")
            for place in unsigned_places(pledge, units)
        ),
    )


def _as_of() -> str:
    return _("As of %s") % date_format(localtime(now()), "Y-m-d H:i")
