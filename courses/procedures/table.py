"""Who has not signed, as a table to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from courses.procedures.report import unsigned_of
from organizations.excel import Column, Table

if TYPE_CHECKING:
    from courses.models.procedures import ProcedureVersion
    from organizations.models.units import UnitQuerySet


def unsigned_table(version: ProcedureVersion, seen: UnitQuerySet) -> Table:
    """Return the sheet: everybody in these units who has still to sign the version."""
    since = date_format(localtime(version.published_at), "Y-m-d")
    return Table(
        name=_("Not signed"),
        title=_("%(procedure)s: not signed yet") % {"procedure": version.procedure.name},
        above=(
            _("Version %(number)d, in force since %(day)s") % {"number": version.number, "day": since},
            _("As of %s") % date_format(localtime(now()), "Y-m-d H:i"),
        ),
        columns=(
            Column(_("Workshop or team"), 20),
            Column(_("Employee number"), 12),
            Column(_("Full name"), 12),
            Column(_("Opened it"), 10),
        ),
        rows=(
            (place.unit.name, place.employee_no, place.user.name, _("yes") if place.has_read else _("no"))
            for place in unsigned_of(version, seen)
        ),
    )
