"""The archive of one enterprise (一企一档): its own part, the roster and everybody's personal file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations.excel import Column, Table, Value, workbook_bytes
from organizations.filing.archive_writer import Filed, Piece
from organizations.filing.paper import dossiers_pdf
from organizations.filing.papers import papers_of
from organizations.filing.personal import people_filed_in, personal_file
from organizations.filing.registry import parts_of
from organizations.models import Membership, RoleGrant, Unit, UnitKind, User

if TYPE_CHECKING:
    from organizations.models import Archive

ENTERPRISE = "enterprise"
# Drawing a font takes most of the time of a short PDF. Above so many people each team gets one PDF with all its files.
MOST_SINGLE_FILES = 1000
KEPT_AFTER_LEAVING = timedelta(days=3 * 365)


def enterprise_pieces(archive: Archive) -> list[Piece]:
    return parts_of(archive.unit)


def people_part(enterprise: Unit) -> list[Piece]:
    """Return the roster and the files of who is there, who has a role there, and who left in the last three years."""
    units = {unit.path: unit for unit in Unit.objects.within([enterprise])}
    current = Membership.objects.current().within(enterprise).select_related("user", "unit", "post")
    places = list(current.order_by("unit__path", "employee_no"))
    teams = [
        (_team(units, path), [(_stem(place), place.user_id) for place in group])
        for path, group in groupby(places, key=lambda place: str(place.unit.path))
    ]
    others = [(person.name, person.pk) for person in _others(enterprise)]
    groups = [*teams, *([(_("Others"), others)] if others else [])]
    draw = _each_alone if len(places) + len(others) <= MOST_SINGLE_FILES else _all_together
    files = [piece for name, people in groups for piece in draw(name, people)]
    return [partial(_roster, enterprise, places), *files]


def _team(units: dict[str, Unit], path: str) -> str:
    """Name a team with its workshop: two workshops may each have a first team."""
    above = units.get(path[: -Unit.steplen])
    if above is None or above.kind != UnitKind.WORKSHOP:
        return units[path].name
    return f"{above.name}-{units[path].name}"


def _stem(place: Membership) -> str:
    return f"{place.employee_no}-{place.user.name}"


def _others(enterprise: Unit) -> Iterable[User]:
    since = timezone.localdate() - KEPT_AFTER_LEAVING
    places, roles = Membership.objects.filter(user=OuterRef("pk")), RoleGrant.objects.filter(user=OuterRef("pk"))
    here_lately = Q(Exists(roles.current())) | Q(Exists(places.filter(ended_on__gte=since)))
    filed = people_filed_in(Unit.objects.within([enterprise])).exclude(Exists(places.current()))
    return filed.filter(here_lately).order_by("name", "pk")


def _each_alone(team: str, people: list[tuple[str, int]]) -> list[Piece]:
    return [partial(_person, team, stem, person) for stem, person in people]


def _all_together(team: str, people: list[tuple[str, int]]) -> list[Piece]:
    return [partial(_booklet, team, people)]


def _person(team: str, stem: str, person: int) -> Iterator[Filed]:
    file = personal_file(User.objects.get(pk=person))
    return papers_of(file, _("Personal files"), team, stem)


def _booklet(team: str, people: list[tuple[str, int]]) -> Iterator[Filed]:
    found = User.objects.in_bulk([person for _stem, person in people])
    files = [(stem, personal_file(found[person])) for stem, person in people]
    folder = (_("Personal files"), team)
    yield Filed((*folder, f"{team}.pdf"), dossiers_pdf((file for _stem, file in files), made_at=timezone.now()))
    for stem, file in files:
        yield Filed((*folder, f"{stem}.json"), file.content())


def _roster(enterprise: Unit, places: list[Membership]) -> list[Filed]:
    table = Table(
        name=_("Roster"),
        title=f"{enterprise.shown_name} " + _("Roster"),
        columns=(
            Column(_("Workshop or team"), 20),
            Column(_("Employee number"), 12),
            Column(_("Full name"), 12),
            Column(_("Post"), 16),
            Column(_("Employment"), 10),
            Column(_("Here since"), 12),
        ),
        rows=[_roster_row(place) for place in places],
    )
    return [Filed((_("Roster") + ".xlsx",), workbook_bytes([table]))]


def _roster_row(place: Membership) -> tuple[Value, ...]:
    post = place.post.name if place.post else ""
    employment = str(place.get_employment_display())
    return place.unit.name, place.employee_no, place.user.name, post, employment, place.started_on.isoformat()
