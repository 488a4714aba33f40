"""Who has been reached by an assignment, from the county down to the team (R11: heads, workshops and teams, 100 %).

A person is reached when he has completed every page of the assignment, wherever he worked then; he counts where he
works today. A team is reached when at least the assignment's `needed_share` percent of its people are, a workshop when
that share of all people below it is, an enterprise's head when he himself is. A team without people is not expected;
every enterprise is expected to have a head, so one without is a gap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q

from courses.models.assignments import Assignment
from courses.models.studies import Study
from organizations.models import Membership, Role, RoleGrant, Unit, UnitKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from organizations.models import User
    from organizations.models.memberships import MembershipQuerySet
    from organizations.models.units import UnitQuerySet

STEP = Unit.steplen


@dataclass(slots=True)
class Share:
    """So many of so many."""

    reached: int = 0
    expected: int = 0

    @property
    def missing(self) -> int:
        return self.expected - self.reached

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means everybody; 0 of nobody is 0."""
        return self.reached * 100 // self.expected if self.expected else 0

    def add(self, reached: int, expected: int) -> None:
        self.reached += reached
        self.expected += expected


@dataclass(slots=True)
class Coverage:
    """How far one unit and all below it have been reached."""

    workers: Share = field(default_factory=Share)
    teams: Share = field(default_factory=Share)
    workshops: Share = field(default_factory=Share)
    heads: Share = field(default_factory=Share)

    @property
    def of_units(self) -> tuple[Share, Share, Share]:
        """Heads, workshops and teams, in the order in which the notice names them."""
        return self.heads, self.workshops, self.teams


@dataclass(frozen=True, slots=True)
class Counted:
    """The people who stand directly in one unit, or its heads."""

    path: str
    reached: int
    expected: int


def roll_up(
    people: Iterable[Counted], heads: Iterable[Counted], kinds: Mapping[str, str], needed_share: int
) -> dict[str, Coverage]:
    """Return the coverage of every unit at or above the given ones, by path. `kinds` names the kind of each of them."""
    found: dict[str, Coverage] = defaultdict(Coverage)
    for row in people:
        for path in _upwards(row.path):
            found[path].workers.add(row.reached, row.expected)
    for row in heads:
        for path in _upwards(row.path):
            found[path].heads.add(row.reached, row.expected)
    for path in list(found):
        workers, kind = found[path].workers, kinds.get(path)
        if not workers.expected or kind not in {UnitKind.TEAM, UnitKind.WORKSHOP}:
            continue
        reached = int(workers.reached * 100 >= needed_share * workers.expected)
        for above in _upwards(path):
            (found[above].teams if kind == UnitKind.TEAM else found[above].workshops).add(reached, 1)
    return dict(found)


def _upwards(path: str) -> list[str]:
    return [path[:end] for end in range(STEP, len(path) + 1, STEP)]


def audience(assignment: Assignment, within: UnitQuerySet | None = None) -> MembershipQuerySet:
    """Return the places of those to whom the assignment is addressed today, of these units only where they are given.

    Two queries for its units and posts, none for the result.
    """
    places: MembershipQuerySet = Membership.objects.current().filter(
        unit__in=Unit.objects.within(assignment.units.all())
    )
    if assignment.industries:
        places = places.filter(enterprise__industry__in=assignment.industries)
    posts = [post.pk for post in assignment.posts.all()]
    if posts:
        places = places.filter(post__in=posts)
    return places if within is None else places.filter(unit__in=within)


def expected_enterprises(assignment: Assignment, within: UnitQuerySet | None = None) -> UnitQuerySet:
    """Return the enterprises whose heads it is addressed to: none where it is for some posts only."""
    units = Unit.objects.within(() if assignment.posts.exists() else assignment.units.all()).enterprises()
    if assignment.industries:
        units = units.filter(industry__in=assignment.industries)
    return units if within is None else units.filter(pk__in=within.values("pk"))


def head_grants(enterprises: UnitQuerySet) -> QuerySet[RoleGrant]:
    return RoleGrant.objects.current().filter(role=Role.ENTERPRISE_HEAD, unit__in=enterprises)


def _counted_heads(assignment: Assignment, within: UnitQuerySet | None, pages: Sequence[int]) -> list[Counted]:
    """Count the heads of each enterprise; one without a head has nobody of one."""
    enterprises = expected_enterprises(assignment, within)
    found = _counted(head_grants(enterprises), pages)
    without = set(enterprises.values_list("path", flat=True)) - {row.path for row in found}
    return found + [Counted(path, 0, 1) for path in without]


@dataclass(frozen=True, slots=True)
class MissingHead:
    """An enterprise whose head has not completed it, or that has none (`head` is None)."""

    enterprise: Unit
    head: User | None


def missing_heads(assignment: Assignment, within: UnitQuerySet | None = None) -> list[MissingHead]:
    """Return the heads who have not completed it and the enterprises without a head, in the order of the tree."""
    enterprises = expected_enterprises(assignment, within)
    grants = head_grants(enterprises).select_related("user", "unit")
    waiting = [MissingHead(grant.unit, grant.user) for grant in grants.exclude(has_done(_pages_of(assignment)))]
    headless = enterprises.exclude(pk__in=head_grants(enterprises).values("unit"))
    return sorted(
        waiting + [MissingHead(unit, None) for unit in headless], key=lambda missing: str(missing.enterprise.path)
    )


def _pages_of(assignment: Assignment) -> list[int]:
    return list(assignment.items.values_list("page", flat=True))


def has_done(pages: Sequence[int], state: str = "completed_at", before: datetime | None = None) -> Q | Exists:
    """Return the condition that the `user` of a row has got so far with all of these pages; false for no pages."""
    condition: Q = Q()
    got_so_far = {f"{state}__lt": before} if before else {f"{state}__isnull": False}
    for page in pages:
        condition &= Q(Exists(Study.objects.filter(worker=OuterRef("user"), page=page, **got_so_far)))
    return condition if pages else Q(pk__in=[])


def coverage_of(assignment: Assignment, within: UnitQuerySet | None = None) -> dict[str, Coverage]:
    """Return the coverage of every unit that the assignment touches, by path.

    One query counts the people, one the heads; with what the assignment itself needs, nine.
    """
    pages = _pages_of(assignment)
    people = _counted(audience(assignment, within), pages)
    heads = _counted_heads(assignment, within, pages)
    paths = {path for row in people for path in _upwards(row.path)}
    kinds = dict(Unit.objects.filter(path__in=paths).values_list("path", "kind")) if len(paths) < MANY else _all_kinds()
    return roll_up(people, heads, kinds, assignment.needed_share)


MANY = 500  # more paths than this are read with the whole tree: databases limit the length of a list


def _all_kinds() -> dict[str, str]:
    return dict(Unit.objects.order_by().values_list("path", "kind"))


def _counted(rows: object, pages: Sequence[int]) -> list[Counted]:
    grouped = (
        rows.order_by()  # type: ignore[attr-defined]  # memberships or grants: both have a user and a unit
        .values("unit__path")
        .annotate(expected=Count("pk"), reached=Count("pk", filter=has_done(pages)))
    )
    return [Counted(row["unit__path"], row["reached"], row["expected"]) for row in grouped]


@dataclass(frozen=True, slots=True)
class Receipts:
    """How far a push has come: it lay on so many phones, was opened, read to its end, and its questions answered."""

    expected: int
    delivered: int
    opened: int
    read: int
    completed: int


def receipts_of(assignment: Assignment, within: UnitQuerySet | None = None) -> dict[str, Receipts]:
    """Return the receipts of every enterprise, by its path. One query for the people."""
    pages = _pages_of(assignment)
    rows = (
        audience(assignment, within)
        .order_by()
        .values("enterprise__path")
        .annotate(
            expected=Count("pk"),
            delivered=Count("pk", filter=has_done(pages, "delivered_at")),
            opened=Count("pk", filter=has_done(pages, "opened_at")),
            read=Count("pk", filter=has_done(pages, "read_at")),
            completed=Count("pk", filter=has_done(pages)),
        )
    )
    return {
        row["enterprise__path"]: Receipts(
            row["expected"], row["delivered"], row["opened"], row["read"], row["completed"]
        )
        for row in rows
    }


def missing_from(
    assignment: Assignment, within: UnitQuerySet | None = None, before: datetime | None = None
) -> MembershipQuerySet:
    """Return the places of those who have not completed it, or had not before that moment, team by team."""
    places = audience(assignment, within).exclude(has_done(_pages_of(assignment), before=before))
    return places.select_related("user", "unit", "enterprise", "post").order_by("unit__path", "employee_no")
