"""Coverage and missing list as tables to keep."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from courses.coverage.counting import Coverage, coverage_of, missing_from, missing_heads
from organizations.excel import WHOLE, Column, Table, Value
from organizations.models import Unit

if TYPE_CHECKING:
    from courses.models import Assignment
    from organizations.models.memberships import MembershipQuerySet
    from organizations.models.units import UnitQuerySet

ROWS_AT_ONCE = 2000


def coverage_tables(assignment: Assignment, seen: UnitQuerySet) -> list[Table]:
    """Return three sheets: every unit with its coverage, everybody who is missing, and the heads among them."""
    found = coverage_of(assignment, seen)
    as_of = _("As of %s") % date_format(localtime(now()), "Y-m-d H:i")
    return [
        Table(
            name=_("Coverage"),
            title=assignment.title,
            above=(as_of, definition(assignment)),
            columns=(Column(_("Unit"), 28), Column(_("Kind"), 10), *_share_columns()),
            rows=_unit_rows(found, seen),
        ),
        Table(
            name=_("Missing"),
            title=assignment.title,
            above=(as_of,),
            columns=(
                Column(_("Enterprise"), 24),
                Column(_("Workshop or team"), 18),
                Column(_("Employee number"), 12),
                Column(_("Full name"), 12),
                Column(_("post"), 14),
            ),
            rows=_missing_rows(missing_from(assignment, seen)),
        ),
        Table(
            name=_("Missing heads"),
            title=assignment.title,
            above=(as_of,),
            columns=(Column(_("Enterprise"), 24), Column(_("Full name"), 16)),
            rows=[
                (missing.enterprise.shown_name, missing.head.name if missing.head else _("none on record"))
                for missing in missing_heads(assignment, seen)
            ],
        ),
    ]


def definition(assignment: Assignment) -> str:
    """Say in one sentence what "reached" means here."""
    return _(
        "A person is reached when he has learned everything named here; a team or a workshop when %(share)d %% of its "
        "people are; an enterprise's head when he himself is."
    ) % {"share": assignment.needed_share}


def _share_columns() -> list[Column]:
    names = (_("Heads"), _("Workshops"), _("Teams"), _("Workers"))
    kinds = (_("reached"), _("expected"))
    return [Column(f"{name} · {kind}", 12, WHOLE) for name in names for kind in kinds]


def _unit_rows(found: dict[str, Coverage], seen: UnitQuerySet) -> Iterable[tuple[Value, ...]]:
    for unit in seen.order_by("path"):
        coverage = found.get(unit.path)
        if coverage is None:
            continue
        parts = (coverage.heads, coverage.workshops, coverage.teams, coverage.workers)
        numbers = [number for part in parts for number in (part.reached, part.expected)]
        yield (indented(unit), unit.get_kind_display(), *numbers)


def indented(unit: Unit) -> str:
    return "　" * (int(unit.depth) - 1) + unit.shown_name


def _missing_rows(places: MembershipQuerySet) -> Iterable[tuple[Value, ...]]:
    for place in places.iterator(chunk_size=ROWS_AT_ONCE):
        post = place.post.name if place.post else ""
        yield place.enterprise.shown_name, place.unit.name, place.employee_no, place.user.name, post
