"""Which posts have a procedure, how far each is, who has signed: of one enterprise, and by enterprise (R33)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef

from courses.models.procedure_readings import ProcedureReading
from courses.models.procedures import OPEN, Procedure, ProcedureVersion, VersionState
from courses.procedures.access import signers_of
from organizations.models import Membership, Unit

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organizations.models.memberships import MembershipQuerySet
    from organizations.models.units import UnitQuerySet


@dataclass(slots=True)
class PostLine:
    """One post of an enterprise: how many hold it, its procedure, and how many of them have signed what is in force."""

    post: str
    people: int
    procedure: Procedure | None = None
    in_force: ProcedureVersion | None = None
    open: ProcedureVersion | None = None
    signed: int = 0

    @property
    def order(self) -> tuple[bool, int, int, str]:
        """Those without one first, then those where least is settled, then those with most signatures missing.

        Behind them the posts that nobody holds now: for them nothing is owed.
        """
        settled = 3 if self.in_force else 2 if self.open and self.open.is_in_review else 1 if self.procedure else 0
        return not self.people, settled, self.signed - self.people, self.post

    @property
    def missing(self) -> int:
        return self.people - self.signed if self.in_force else 0


@dataclass(slots=True)
class EnterpriseLine:
    """How far the posts of one enterprise are. `signers` hold a post whose procedure is in force."""

    enterprise: Unit
    states: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    posts: int = 0
    signers: int = 0
    signed: int = 0

    @property
    def in_force(self) -> int:
        return self.states[VersionState.IN_FORCE]

    @property
    def in_review(self) -> int:
        return self.states["in_review"]

    @property
    def drafts(self) -> int:
        return self.states[VersionState.DRAFT]

    @property
    def without(self) -> int:
        return self.posts - self.in_force - self.in_review - self.drafts


def post_lines(enterprise: Unit, seen: UnitQuerySet) -> list[PostLine]:
    """Return a line for each post that people in these units hold, and for each procedure. Four queries."""
    held = _holders(seen).filter(enterprise=enterprise).values_list("post", "post__name").order_by()
    lines = {post: PostLine(name, people) for post, name, people in held.annotate(people=Count("pk"))}
    procedures = {each.pk: each for each in Procedure.objects.filter(enterprise=enterprise).select_related("post")}
    for procedure in procedures.values():
        lines.setdefault(procedure.post_id, PostLine(procedure.post.name, 0)).procedure = procedure
    versions = ProcedureVersion.objects.filter(procedure__in=procedures, state__in=(*OPEN, VersionState.IN_FORCE))
    signed = _signed(seen).filter(version__procedure__in=procedures).values_list("version").order_by()
    counts = dict(signed.annotate(people=Count("pk")))
    for version in versions:
        line = lines[procedures[version.procedure_id].post_id]
        if version.is_in_force:
            line.in_force, line.signed = version, counts.get(version.pk, 0)
        else:
            line.open = version
    return sorted(lines.values(), key=lambda line: line.order)


def enterprise_lines(seen: UnitQuerySet) -> list[EnterpriseLine]:
    """Return a line for each enterprise in these units, those with most posts without one first. Four queries."""
    lines = {unit.pk: EnterpriseLine(unit) for unit in seen.enterprises()}
    states = _states(lines)
    held = _holders(seen).values_list("enterprise", "post").order_by().annotate(people=Count("pk"))
    for enterprise, post, people in held.filter(enterprise__in=lines):
        line, state = lines[enterprise], states.get((enterprise, post))
        line.posts += 1
        if state is not None:
            line.states[state] += 1
        if state == VersionState.IN_FORCE:
            line.signers += people
    signed = _signed(seen).values_list("version__procedure__enterprise").order_by()
    for enterprise, people in signed.annotate(people=Count("pk")):
        if enterprise in lines:
            lines[enterprise].signed = people
    return sorted(lines.values(), key=lambda line: (-line.without, line.in_force, line.enterprise.path))


def _states(enterprises: Iterable[int]) -> dict[tuple[int, int], str]:
    """Return how far the procedure of each post is: in_force outdoes a next version, of which nobody has heard yet."""
    found: dict[tuple[int, int], str] = {}
    known = ProcedureVersion.objects.filter(
        procedure__enterprise__in=enterprises, state__in=(*OPEN, VersionState.IN_FORCE)
    )
    for enterprise, post, state in known.order_by().values_list("procedure__enterprise", "procedure__post", "state"):
        if found.get((enterprise, post)) != VersionState.IN_FORCE:
            found[enterprise, post] = state if state in {VersionState.IN_FORCE, VersionState.DRAFT} else "in_review"
    return found


def unsigned_of(version: ProcedureVersion, seen: UnitQuerySet) -> QuerySet[Any]:
    """Return the places of those in these units who have not signed it, in the order of the tree, with `has_read`."""
    signed = version.readings.signed().values("worker")
    read = version.readings.filter(worker=OuterRef("user"))
    places = signers_of(version.procedure).filter(unit__in=seen).exclude(user__in=signed)
    found = places.annotate(has_read=Exists(read)).select_related("user", "unit")
    return found.order_by("unit__path", "employee_no")


def signed_of(version: ProcedureVersion, seen: UnitQuerySet) -> QuerySet[ProcedureReading]:
    """Return the signatures under it from these units, by the units of their day, in the order of the tree."""
    signed: QuerySet[ProcedureReading] = version.readings.signed().filter(unit__in=seen)
    return signed.select_related("worker", "unit").order_by("unit__path", "signed_at")


def people_without_post(seen: UnitQuerySet) -> int:
    """Return how many stand on the roster with no post, so that nothing tells which procedure is theirs. One query."""
    return Membership.objects.current().filter(unit__in=seen, post=None).count()


def _holders(seen: UnitQuerySet) -> MembershipQuerySet:
    return Membership.objects.current().filter(unit__in=seen, post__isnull=False)


def _signed(seen: UnitQuerySet) -> QuerySet[ProcedureReading]:
    """The signatures under versions in force of those who hold the post today, in these units."""
    holders = Membership.objects.current().filter(
        user=OuterRef("worker"),
        unit__in=seen,
        enterprise=OuterRef("version__procedure__enterprise"),
        post=OuterRef("version__procedure__post"),
    )
    readings: QuerySet[ProcedureReading] = ProcedureReading.objects.signed()
    return readings.filter(Exists(holders), version__state=VersionState.IN_FORCE)
