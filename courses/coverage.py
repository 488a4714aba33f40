"""Who has been reached by an assignment, from the county down to the team (R11: heads, workshops and teams, 100 %).

A person is reached when he has completed every page of the assignment, wherever he worked then; he counts where he
works today. A team is reached when at least the assignment's `needed_share` percent of its people are, a workshop when
that share of all people below it is, an enterprise's head when he himself is. A team without people is not expected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q

from courses.models.assignments import Assignment
from courses.models.studies import Study
from organizations.models import Membership, Role, RoleGrant, Unit, UnitKind

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def expected_heads(assignment: Assignment, within: UnitQuerySet | None = None) -> object:
    """Return the grants of the heads of the enterprises it is addressed to."""
    grants = RoleGrant.objects.current().filter(
        role=Role.ENTERPRISE_HEAD, unit__in=Unit.objects.within(assignment.units.all())
    )
    if assignment.industries:
        grants = grants.filter(unit__industry__in=assignment.industries)
    return grants if within is None else grants.filter(unit__in=within)


def has_done(pages: Sequence[int], state: str = "completed_at") -> Q | Exists:
    """Return the condition that the `user` of a row has got so far with all of these pages; false for no pages."""
    condition: Q = Q()
    for page in pages:
        condition &= Q(Exists(Study.objects.filter(worker=OuterRef("user"), page=page, **{f"{state}__isnull": False})))
    return condition if pages else Q(pk__in=[])


def coverage_of(assignment: Assignment, within: UnitQuerySet | None = None) -> dict[str, Coverage]:
    """Return the coverage of every unit that the assignment touches, by path.

    One query counts the people, one the heads; with what the assignment itself needs, six.
    """
    pages = list(assignment.items.values_list("page", flat=True))
    people = _counted(audience(assignment, within), pages)
    heads = _counted(expected_heads(assignment, within), pages)
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
    pages = list(assignment.items.values_list("page", flat=True))
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


def missing_from(assignment: Assignment, within: UnitQuerySet | None = None) -> MembershipQuerySet:
    """Return the places of those who have not completed it, team by team."""
    pages = list(assignment.items.values_list("page", flat=True))
    places = audience(assignment, within).exclude(has_done(pages))
    return places.select_related("user", "unit", "enterprise", "post").order_by("unit__path", "employee_no")
