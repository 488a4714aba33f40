"""Who looks at a board: where he belongs, what he sees, and inside which unit he is compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from exams.models import Attempt
from leaderboard.ranking.levels import By
from leaderboard.ranking.seats import STEP, TOWN_DEPTH
from organizations.models import Unit, UnitKind
from organizations.scopes import ROLE_REACH, Reach

if TYPE_CHECKING:
    from leaderboard.ranking.periods import Period
    from organizations.models import User


@dataclass(frozen=True, slots=True)
class Reader:
    """`unit` and `enterprise` are where he belongs, `roots` the tops of what he sees of people (Reach.SEE)."""

    user: User
    unit: Unit | None
    enterprise: Unit | None
    roots: tuple[Unit, ...]

    def sees(self, unit: Unit) -> bool:
        """Whether he may see who is in that unit, with names and points. No query."""
        return any(root.contains(unit) for root in self.roots)

    def sees_all_of(self, arena: str) -> bool:
        return any(arena.startswith(str(root.path)) for root in self.roots)

    def arena(self, by: By) -> str | None:
        """Return the path of the unit inside which is compared: what lies inside enterprises in his own, or in the
        widest that he sees; enterprises and towns in the whole county. None for who belongs nowhere.
        """
        tops = sorted((root for root in self.roots if root.kind not in BELOW), key=lambda root: len(root.path))
        widest = tops[0] if tops else self.enterprise
        if widest is None:
            return None
        return str(widest.path) if by.is_inside_enterprises else str(widest.path)[:STEP]

    def compared_in(self, arena: str) -> str:
        """Say inside what is compared there: in what is his own, else in the whole county."""
        own = (*self.roots, *([self.enterprise] if self.enterprise else []))
        kind = next((unit.kind for unit in own if str(unit.path) == arena), UnitKind.BUREAU)
        words = {UnitKind.TOWN: _("Compared inside the town"), UnitKind.ENTERPRISE: _("Compared inside the enterprise")}
        return words.get(UnitKind(kind)) or _("Compared in the whole county")

    def own(self, by: By) -> int | str | None:
        """Return the key of his own line."""
        if by == By.INDIVIDUAL:
            return int(self.user.pk)
        if self.unit is None or self.enterprise is None:
            return None
        path, depth = str(self.unit.path), self.enterprise.depth
        in_workshop = self.unit.kind == UnitKind.WORKSHOP or self.unit.depth == depth + 2
        keys = {
            By.TEAM: path if self.unit.kind == UnitKind.TEAM else None,
            By.WORKSHOP: path[: (depth + 1) * STEP] if in_workshop else None,
            By.ENTERPRISE: str(self.enterprise.path),
            By.TOWN: path[: TOWN_DEPTH * STEP] if depth > TOWN_DEPTH else None,
        }
        return keys[by]


BELOW = frozenset({UnitKind.WORKSHOP, UnitKind.TEAM})


def reader_of(user: User, period: Period) -> Reader:
    """Return the reader as he stands today; a worker as he was that day, where he had a seat in the exam that it is
    about. At most three queries.
    """
    roots = _roots(user)
    below = next((root for root in roots if root.kind in BELOW), None)
    if below is not None:
        return Reader(user, below, below.enterprise(), roots)
    if roots:
        return Reader(user, None, None, roots)
    place = _seat(user, period) or user.memberships.current().select_related("unit", "enterprise").first()
    return Reader(user, place.unit if place else None, place.enterprise if place else None, roots)


def _seat(user: User, period: Period) -> Attempt | None:
    if period.exam is None:
        return None
    seats = Attempt.objects.first_valid().filter(exam=period.exam, worker=user)
    seat: Attempt | None = seats.select_related("unit", "enterprise").defer("paper").first()
    return seat


def _roots(user: User) -> tuple[Unit, ...]:
    if not user.acts_as_staff:
        return ()
    if user.is_superuser:
        return tuple(Unit.objects.filter(depth=1))
    return tuple(grant.unit for grant in user.current_grants if Reach.SEE in ROLE_REACH[grant.role])
