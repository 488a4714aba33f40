"""A personal file's own part: where somebody has worked and what he was."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from organizations.filing.dossier import FileColumn, FileSection, Value

if TYPE_CHECKING:
    from organizations.models import Membership, RoleGrant, User


def places_section(person: User) -> FileSection:
    """Return every place and every role he has had, the latest first. Two queries."""
    places = person.memberships.select_related("unit", "enterprise", "post")
    grants = person.grants.select_related("unit")
    dated = [(place.started_on, _place(place)) for place in places]
    dated += [(localdate(grant.granted_at), _role(grant)) for grant in grants]
    dated.sort(key=itemgetter(0), reverse=True)
    return FileSection(
        key="places",
        title=_("Places and roles"),
        columns=(
            FileColumn(_("Enterprise or authority"), 4),
            FileColumn(_("Workshop or team"), 3),
            FileColumn(_("Employee number"), 2),
            FileColumn(_("Post or role"), 3),
            FileColumn(_("Employment"), 2),
            FileColumn(_("Since when"), 3),
            FileColumn(_("Until"), 3),
        ),
        rows=[row for _day, row in dated],
        empty=_("No place and no role is on record."),
        notes=[_("A transfer ends one row and begins the next.")] if len(places) > 1 else (),
    )


def _place(place: Membership) -> tuple[Value, ...]:
    unit = place.unit.name if place.unit_id != place.enterprise_id else ""
    return (
        place.enterprise.shown_name,
        unit,
        place.employee_no,
        place.post.name if place.post else "",
        str(place.get_employment_display()),
        place.started_on,
        place.ended_on,
    )


def _role(grant: RoleGrant) -> tuple[Value, ...]:
    until = localdate(grant.revoked_at) if grant.revoked_at else None
    return (grant.unit.shown_name, "", "", str(grant.get_role_display()), "", localdate(grant.granted_at), until)
