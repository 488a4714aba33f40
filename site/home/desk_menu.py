"""The desk's menu: what the reader may do under a few headings, and who he is there. The desk's frame asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from organizations.scopes import OF_THE_ENTERPRISE, ROLE_REACH, Reach, makes_anything

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from django.http import HttpRequest

    from organizations.models import RoleGrant, User

Offer = tuple[str, str, Reach | None]  # address, label, and what one needs for it
DESK = "/desk/"
# pages that belong to a place without lying below it
BELONG = {
    "/desk/learning/": ("/desk/sessions/", "/desk/hours/"),
    "/ranking/": ("/desk/points/",),
    "/desk/competitions/": ("/desk/competitors/", "/desk/competition-appeals/"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the menu."""

    url: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """Places that belong together. A place that stands alone has no label above it."""

    label: str
    places: tuple[Place, ...]

    @property
    def current(self) -> bool:
        return any(place.current for place in self.places)


@dataclass(frozen=True, slots=True)
class DeskMenu:
    """The menu as one person sees it on one page."""

    headings: tuple[Heading, ...] = ()
    where: str = ""  # his place and role there
    who: str = ""  # his name

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(place for heading in self.headings for place in heading.places)


def desk_menu(request: HttpRequest) -> DeskMenu:
    """Return the reader's menu; an empty one without a password. At most one query."""
    user = request.user
    if not (user.is_authenticated and user.acts_as_staff):
        return DeskMenu()
    grants = user.current_grants
    reaches = _reaches(user, grants)
    offered = [(label, _one_a_label(places, reaches, request.path)) for label, places in _headings()]
    if makes_anything(user):
        offered.append(("", [Place("/admin/", _("Admin"), current=False)]))
    shown = (Heading(label if len(places) > 1 else "", tuple(places)) for label, places in offered if places)
    return DeskMenu(tuple(shown), _where(grants), user.name)


def _one_a_label(offers: Iterable[Offer], reaches: Collection[Reach], path: str) -> list[Place]:
    """Return what the reader may open; of several by one name the first."""
    known: dict[str, str] = {}
    for url, label, needed in offers:
        if needed is None or needed in reaches:
            known.setdefault(label, url)
    return [Place(url, label, _is_current(path, url)) for label, url in known.items()]


def _headings() -> list[tuple[str, list[Offer]]]:
    return [
        ("", [(DESK, _("Overview"), None)]),
        (
            pgettext("desk", "Learning and exams"),
            [
                ("/desk/exams/", _("Exams"), Reach.SEE),
                ("/desk/learning/", _("Learning"), Reach.SEE),
                ("/desk/procedures/", _("Procedures"), Reach.SEE),
                ("/desk/certificates/", _("Certificates"), Reach.SEE),
            ],
        ),
        ("", [("/desk/violations/", _("Violations"), Reach.SEE)]),
        (
            pgettext("desk", "Contests and honours"),
            [
                ("/ranking/", _("Ranking"), Reach.SEE),
                ("/desk/competitions/", _("Competitions"), Reach.SEE),
                ("/judging/", _("Judging"), Reach.JUDGE_COMPETITIONS),
                ("/desk/rewards/", _("Rewards"), Reach.SEE),
                ("/desk/screens/", pgettext("in a hall", "Screens"), Reach.SHOW_SCREENS),
            ],
        ),
        (
            pgettext("desk", "People and files"),
            [
                ("/desk/people/", _("Workers"), Reach.MANAGE_PEOPLE),
                # the first of them that the reader may open
                ("/desk/bonus/", _("Bonus"), Reach.SEE_BONUS),
                ("/desk/bonus/teams/", _("Bonus"), Reach.SEE_TEAM_BONUS),
                ("/desk/bonus/overview/", _("Bonus"), Reach.SEE),
                ("/desk/archives/", _("Archives"), Reach.TAKE_ARCHIVES),
            ],
        ),
    ]


def _reaches(user: User, grants: Iterable[RoleGrant]) -> frozenset[Reach]:
    of_grants = frozenset[Reach]().union(*(ROLE_REACH[grant.role] for grant in grants))
    return of_grants | (frozenset(Reach) - OF_THE_ENTERPRISE) if user.is_superuser else of_grants


def _is_current(path: str, url: str) -> bool:
    return path == url if url == DESK else path.startswith((url, *BELONG.get(url, ())))


def _where(grants: Sequence[RoleGrant]) -> str:
    return f"{grants[0].unit.shown_name} · {grants[0].get_role_display()}" if grants else ""
