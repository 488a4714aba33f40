"""The desk's menu: only what the reader may do, and who he is there. Asked for by the desk's frame alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from organizations.scopes import OF_THE_ENTERPRISE, ROLE_REACH, Reach, makes_anything

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest

    from organizations.models import RoleGrant, User

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
class DeskMenu:
    """The menu as one person sees it on one page."""

    places: tuple[Place, ...] = ()
    who: str = ""


def desk_menu(request: HttpRequest) -> DeskMenu:
    """Return the reader's menu; an empty one without a password. At most one query."""
    user = request.user
    if not (user.is_authenticated and user.acts_as_staff):
        return DeskMenu()
    grants = user.current_grants
    reaches = _reaches(user, grants)
    offered = _one_a_label((url, label) for url, label, needed in _places() if needed is None or needed in reaches)
    if makes_anything(user):
        offered.append(("/admin/", _("Admin")))
    return DeskMenu(
        tuple(Place(url, label, _is_current(request.path, url)) for url, label in offered), _who(user, grants)
    )


def _one_a_label(places: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    known: dict[str, str] = {}
    for url, label in places:
        known.setdefault(label, url)
    return [(url, label) for label, url in known.items()]


def _places() -> list[tuple[str, str, Reach | None]]:
    return [
        (DESK, _("Overview"), None),
        ("/desk/exams/", _("Exams"), Reach.SEE),
        ("/desk/learning/", _("Learning"), Reach.SEE),
        ("/desk/procedures/", _("Procedures"), Reach.SEE),
        ("/desk/violations/", _("Violations"), Reach.SEE),
        ("/ranking/", _("Ranking"), Reach.SEE),
        ("/desk/competitions/", _("Competitions"), Reach.SEE),
        ("/desk/screens/", pgettext("in a hall", "Screens"), Reach.SHOW_SCREENS),
        ("/desk/rewards/", _("Rewards"), Reach.SEE),
        ("/judging/", _("Judging"), Reach.JUDGE_COMPETITIONS),
        # the first of them that the reader may open
        ("/desk/bonus/", _("Bonus"), Reach.SEE_BONUS),
        ("/desk/bonus/teams/", _("Bonus"), Reach.SEE_TEAM_BONUS),
        ("/desk/bonus/overview/", _("Bonus"), Reach.SEE),
        ("/desk/certificates/", _("Certificates"), Reach.SEE),
        ("/desk/people/", _("Workers"), Reach.MANAGE_PEOPLE),
        ("/desk/archives/", _("Archives"), Reach.TAKE_ARCHIVES),
    ]


def _reaches(user: User, grants: Iterable[RoleGrant]) -> frozenset[Reach]:
    of_grants = frozenset[Reach]().union(*(ROLE_REACH[grant.role] for grant in grants))
    return of_grants | (frozenset(Reach) - OF_THE_ENTERPRISE) if user.is_superuser else of_grants


def _is_current(path: str, url: str) -> bool:
    return path == url if url == DESK else path.startswith((url, *BELONG.get(url, ())))


def _who(user: User, grants: Sequence[RoleGrant]) -> str:
    if not grants:
        return user.name
    return f"{grants[0].unit.shown_name} · {grants[0].get_role_display()} {user.name}"
