"""Whom a judge may not mark: himself and his own. In the county's and a town's competitions that is his enterprise,
in an enterprise's own his team or workshop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from organizations.models import Membership, RoleGrant, UnitKind

if TYPE_CHECKING:
    from leaderboard.models import Competition, Entrant, Judge
    from organizations.models import Unit

ABOVE_ENTERPRISES = frozenset({UnitKind.BUREAU, UnitKind.TOWN})
BELOW_ENTERPRISES = frozenset({UnitKind.WORKSHOP, UnitKind.TEAM})


@dataclass(frozen=True, slots=True)
class Bars:
    """Where a judge belongs: when he was appointed, and today."""

    user: int
    paths: frozenset[str]
    is_above_enterprises: bool

    def bar(self, entrant: Entrant) -> bool:
        """Whether the judge may not mark him. `entrant` comes with unit, enterprise and members fetched."""
        if entrant.worker_id == self.user or self.user in {member.pk for member in entrant.members.all()}:
            return True
        home = self._home_of(entrant)
        return home is not None and any(path.startswith(str(home.path)) for path in self.paths)

    def allowed(self, entrants: Iterable[Entrant]) -> list[Entrant]:
        return [entrant for entrant in entrants if not self.bar(entrant)]

    def _home_of(self, entrant: Entrant) -> Unit | None:
        if self.is_above_enterprises:
            return entrant.enterprise
        return entrant.unit if entrant.unit.kind in BELOW_ENTERPRISES else None


def bars_of(judge: Judge, competition: Competition) -> Bars:
    """Return whom this judge may not mark. At most three queries; `competition` comes with its owner."""
    places = judge.user.memberships.current().values_list("unit__path", flat=True)
    paths = {
        *judge.units.values_list("path", flat=True),
        *places,
        *(str(grant.unit.path) for grant in judge.user.current_grants),
    }
    return Bars(judge.user_id, frozenset(paths), competition.owner.kind in ABOVE_ENTERPRISES)


def bars_of_chief(competition: Competition) -> Bars | None:
    """Return the same of the chief judge, nothing where there is none. At most five queries."""
    chief = competition.judges.filter(is_active=True, is_chief=True).select_related("user").first()
    return None if chief is None else bars_of(chief, competition)


def bars_of_judges(competition: Competition) -> dict[Judge, Bars]:
    """Return the same of all judges who mark here, users fetched. Four queries; `competition` comes with its owner."""
    judges = competition.judges.filter(is_active=True).select_related("user").prefetch_related("units").order_by("pk")
    people = [judge.user_id for judge in judges]
    paths: defaultdict[int, set[str]] = defaultdict(set)
    for belongs in (Membership.objects.current(), RoleGrant.objects.current()):
        for user, path in belongs.filter(user__in=people).values_list("user", "unit__path"):
            paths[user].add(path)
    is_above = competition.owner.kind in ABOVE_ENTERPRISES
    return {
        judge: Bars(
            judge.user_id, frozenset(paths[judge.user_id] | {unit.path for unit in judge.units.all()}), is_above
        )
        for judge in judges
    }
