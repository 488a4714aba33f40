"""The personal file (一人一档): what the law wants kept on everybody's training (Work Safety Law Art. 28).

It goes with the person. Who sees him where he is now sees the whole of it, with what he learned and passed elsewhere:
the new enterprise has to know whether he may work. The old enterprise sees it no longer; what happened there stays in
its own lists and in the archives of its lectures and exams. Of who is nowhere now, the last place keeps the file.
Bonus is an enterprise's own affair and stands in no file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import override

from organizations.filing.dossier import Dossier, Value
from organizations.filing.registry import sections_of
from organizations.models import Membership, RoleGrant, User
from organizations.scopes import Reach, units_in_reach

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from organizations.models.units import UnitQuerySet


def personal_file(person: User) -> Dossier:
    """Return the person's file as it is now, always in the language of the country: it is evidence."""
    with override(settings.LANGUAGE_CODE):
        return Dossier(
            title=_("Safety training file of one person"),
            name=person.name,
            about=_about(person),
            sections=sections_of(person),
            signed_by=(_("The person"), _("Safety officer"), _("Date")),
        )


def _about(person: User) -> list[tuple[str, Value]]:
    place = person.memberships.current().select_related("unit", "enterprise", "post").first()
    if place is None:
        return [(_("Present place"), _("none; see below"))]
    unit = f"{place.enterprise.shown_name} · {place.unit.name}" if place.unit != place.enterprise else ""
    return [
        (_("Present place"), unit or place.enterprise.shown_name),
        (_("Employee number"), place.employee_no),
        (_("Post"), place.post.name if place.post else ""),
        (_("Employment"), str(place.get_employment_display())),
        (_("Here since"), place.started_on),
    ]


def people_with_files_in_reach(user: User | AnonymousUser) -> QuerySet[User]:
    """Return the people whose files this person may see: those of the units he sees."""
    return people_filed_in(units_in_reach(user, Reach.SEE))


def people_filed_in(units: UnitQuerySet) -> QuerySet[User]:
    """Return the people whose files are kept in these units: by their place, else by a role, else by their last place.

    One condition to be used in a query; nothing is asked here.
    """
    of_person = OuterRef("pk")
    places, roles = Membership.objects.filter(user=of_person), RoleGrant.objects.current().filter(user=of_person)
    last = places.order_by("-ended_on", "-started_on").values("unit")[:1]
    by_place = Exists(places.current().filter(unit__in=units))
    by_role = ~Exists(places.current()) & Exists(roles.filter(unit__in=units))
    nowhere = ~Exists(places.current()) & ~Exists(roles)
    by_past = nowhere & Q(last_unit__in=units)
    return User.objects.annotate(last_unit=Subquery(last)).filter(by_place | by_role | by_past)
