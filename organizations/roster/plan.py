"""What a roster would change: who is added, moved, changed, who has left; decided before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from organizations.models import Membership, Unit, UnitKind, User
from organizations.roster.layout import BadRow, RosterRow, UnreadableRow


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row puts its worker: workshop and team by name; an empty one is left out of the path."""

    workshop: str
    team: str

    def __str__(self) -> str:
        return " / ".join(name for name in (self.workshop, self.team) if name)


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """The difference between the file and the enterprise; `digest` says whether two plans are the same."""

    joining: tuple[tuple[RosterRow, User | None], ...]  # with the account of who was here, or elsewhere, before
    moving: tuple[tuple[RosterRow, Membership], ...]
    changing: tuple[tuple[RosterRow, Membership], ...]
    leaving: tuple[Membership, ...]
    unchanged: int
    new_places: tuple[Place, ...]
    bad: tuple[BadRow, ...]

    @property
    def changes(self) -> int:
        return len(self.joining) + len(self.moving) + len(self.changing) + len(self.leaving)

    @property
    def digest(self) -> str:
        text = repr(
            (
                [(row, user.pk if user else None) for row, user in self.joining],
                [(row, place.pk) for row, place in (*self.moving, *self.changing)],
                [place.pk for place in self.leaving],
                self.new_places,
                self.bad,
            )
        )
        return hashlib.sha256(text.encode()).hexdigest()


def plan_roster(
    *, enterprise: Unit, rows: Sequence[RosterRow], bad: Iterable[BadRow], creates_units: bool
) -> RosterPlan:
    """Hold the file's rows against the enterprise as it is. Four queries, however many rows."""
    return _Planner(enterprise, rows, creates_units).plan(list(bad))


class _Planner:
    """What is known of the enterprise, looked up row by row."""

    def __init__(self, enterprise: Unit, rows: Sequence[RosterRow], creates_units: bool) -> None:
        self.enterprise, self.rows, self.creates_units = enterprise, rows, creates_units
        current = Membership.objects.current().filter(enterprise=enterprise).select_related("user", "post", "unit")
        self.by_number = {place.employee_no: place for place in current}
        self.by_user = {place.user_id: place for place in self.by_number.values()}
        self.by_phone = self._accounts({row.phone for row in rows if row.phone})
        self.units = units_by_place(enterprise)
        self.elsewhere = set(
            Membership.objects.current()
            .filter(user__in=[user.pk for user in self.by_phone.values()])
            .exclude(enterprise=enterprise)
            .values_list("user_id", flat=True)
        )
        self.joining: list[tuple[RosterRow, User | None]] = []
        self.moving: list[tuple[RosterRow, Membership]] = []
        self.changing: list[tuple[RosterRow, Membership]] = []
        self.unchanged = 0
        self.new_places: dict[Place, None] = {}
        self.staying: set[int] = set()

    def _accounts(self, phones: set[str]) -> dict[str, User]:
        if len(phones) > 500:  # one scan beats a list of fifty thousand in the question
            users = (user for user in User.objects.exclude(phone=None) if user.phone in phones)
        else:
            users = (user for user in User.objects.filter(phone__in=phones))
        return {user.phone or "": user for user in users}

    def plan(self, bad: list[BadRow]) -> RosterPlan:
        for row in self.rows:
            try:
                self._decide(row)
            except UnreadableRow as reason:
                bad.append(BadRow(row.number, str(reason)))
        # Somebody may be missing only because his row is bad: nobody leaves by a file with bad rows.
        missing = () if bad else (place for place in self.by_number.values() if place.pk not in self.staying)
        return RosterPlan(
            tuple(self.joining),
            tuple(self.moving),
            tuple(self.changing),
            tuple(missing),
            self.unchanged,
            tuple(self.new_places),
            tuple(sorted(bad, key=lambda row: row.number)),
        )

    def _decide(self, row: RosterRow) -> None:
        place = self._known_place(row)
        if place is not None:
            self.staying.add(place.pk)
        self._check_unit(row)
        if place is None:
            self.joining.append((row, self._account(row)))
        elif self.units.get(Place(row.workshop, row.team)) != place.unit_id:
            self.moving.append((row, place))
        elif _differs(row, place):
            self.changing.append((row, place))
        else:
            self.unchanged += 1

    def _known_place(self, row: RosterRow) -> Membership | None:
        numbered = self.by_number.get(row.employee_no)
        account = self.by_phone.get(row.phone) if row.phone else None
        phoned = self.by_user.get(account.pk) if account else None
        if numbered is None:
            return phoned
        if phoned is not None and phoned.pk != numbered.pk:
            raise UnreadableRow(_("手机号: it belongs to %s, whose employee number is another.") % phoned.user.name)
        if numbered.user.name != row.name and phoned is None:
            raise UnreadableRow(
                _("工号: %(number)s is %(name)s's. Another person needs another number; a new name needs the phone.")
                % {"number": row.employee_no, "name": numbered.user.name}
            )
        return numbered

    def _account(self, row: RosterRow) -> User | None:
        account = self.by_phone.get(row.phone) if row.phone else None
        if account is not None and account.pk in self.elsewhere:
            raise UnreadableRow(_("手机号: this person is on another enterprise's roster; it has to let him go first."))
        if account is not None and account.name != row.name:
            raise UnreadableRow(_("手机号: it belongs to somebody of another name."))
        return account

    def _check_unit(self, row: RosterRow) -> None:
        place = Place(row.workshop, row.team)
        if place in self.units:
            return
        if not self.creates_units:
            raise UnreadableRow(
                _("车间/班组: “%s” does not exist. Mend the spelling, or let the import create new teams.") % place
            )
        self.new_places[place] = None


def units_by_place(enterprise: Unit) -> dict[Place, int]:
    """Return the unit of every workshop and team name of the enterprise, itself under the empty place. One query."""
    places = {Place("", ""): enterprise.pk}
    workshop = Place("", "")
    below = Unit.objects.within([enterprise]).exclude(pk=enterprise.pk)  # get_descendants trusts a stale count
    for unit in below:  # in the order of the tree: a workshop comes before its teams
        if unit.kind == UnitKind.WORKSHOP:
            workshop = Place(unit.name, "")
            places[workshop] = unit.pk
        else:
            above = workshop.workshop if unit.depth > enterprise.depth + 1 else ""
            places[Place(above, unit.name)] = unit.pk
    return places


def _differs(row: RosterRow, place: Membership) -> bool:
    known = (
        place.user.name,
        place.user.phone or "",
        place.employee_no,
        place.post.name if place.post else "",
        place.employment,
    )
    wanted = (row.name, row.phone or known[1], row.employee_no, row.post or known[3], row.employment)
    return known != wanted
