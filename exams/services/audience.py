"""Who an exam is for, and where each of them stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from courses.models.post_kinds import PostKind
from exams.drawing.blueprint import Standing
from organizations.models import Membership

if TYPE_CHECKING:
    from exams.models import Exam
    from organizations.models import Unit
    from organizations.models.memberships import MembershipQuerySet


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who sits an exam: keys of the person and of his units, and where he stands."""

    worker: int
    unit: int
    enterprise: int
    employee_no: str
    standing: Standing


def audience_of(exam: Exam) -> MembershipQuerySet:
    """Return the current memberships of everybody the exam is for."""
    reach = Q(pk__in=[])
    for unit in exam.audience.all():
        reach |= Q(unit__path__startswith=unit.path)
    return Membership.objects.current().filter(reach, user__is_active=True)


def workers_of(unit: Unit) -> MembershipQuerySet:
    """Return the current memberships of everybody who works in the unit or below it."""
    return Membership.objects.current().within(unit).filter(user__is_active=True)


def sitters_of(memberships: MembershipQuerySet) -> list[Sitter]:
    """Return these people with where each stands. Two queries."""
    standing = _standing_by_names()
    place = ("user_id", "unit_id", "enterprise_id", "employee_no", "enterprise__industry", "post__name")
    return [
        Sitter(worker, unit, enterprise, number, standing(industry, post))
        for worker, unit, enterprise, number, industry, post in memberships.values_list(*place)
    ]


def standings_of(memberships: MembershipQuerySet) -> Counter[Standing]:
    """Return how many of these people stand where. Two queries, however many they are."""
    standing = _standing_by_names()
    counted: Counter[Standing] = Counter()
    named = memberships.order_by().values_list("enterprise__industry", "post__name")
    for industry, post, people in named.annotate(people=Count("pk")):
        counted[standing(industry, post)] += people
    return counted


def _standing_by_names() -> Callable[[str, str | None], Standing]:
    kinds = list(PostKind.objects.all())

    @cache
    def standing(industry: str, post: str | None) -> Standing:
        return Standing(industry, frozenset(kind.pk for kind in kinds if post and kind.holds(post)))

    return standing
