"""Which tasks, sessions, records and anomalies concern a person; the reach itself is organizations/scopes.py."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from courses.models.anomalies import Anomaly
from courses.models.assignments import Assignment
from courses.models.records import LearningRecord
from courses.models.sessions import Session
from organizations.models import UnitKind
from organizations.scopes import Reach, concerned_units, units_in_reach

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from courses.models.assignments import AssignmentQuerySet
    from courses.models.sessions import SessionQuerySet
    from organizations.models import User
    from organizations.models.anomalies import AnomalyQuerySet


def assignments_in_reach(user: User | AnonymousUser, reach: Reach = Reach.SEE) -> AssignmentQuerySet:
    """Return the assignments that touch a unit the person may see: made there, for units there, or for all above it."""
    seen = units_in_reach(user, reach)
    above = Q(units__in=concerned_units(user)) if seen.exists() else Q(pk__in=[])
    found = Assignment.objects.filter(Q(owner__in=seen) | Q(units__in=seen) | above)
    return Assignment.objects.filter(pk__in=found.values("pk"))


def sessions_in_reach(user: User | AnonymousUser, reach: Reach = Reach.SEE) -> SessionQuerySet:
    """Return the sessions in person that touch a unit the person may see."""
    seen = units_in_reach(user, reach)
    above = Q(units__in=concerned_units(user)) if seen.exists() else Q(pk__in=[])
    found = Session.objects.filter(Q(owner__in=seen) | Q(units__in=seen) | above)
    return Session.objects.filter(pk__in=found.values("pk"))


def anomalies_in_reach(user: User | AnonymousUser, reach: Reach = Reach.SEE) -> AnomalyQuerySet[Anomaly]:
    """Return the anomalies of units in reach; those of no unit are for who reaches the whole county. One query."""
    anomalies: AnomalyQuerySet[Anomaly] = Anomaly.objects.filter(_of_the_day(user, reach))
    return anomalies


def records_to_correct(user: User | AnonymousUser) -> QuerySet[LearningRecord]:
    """Return the learning records that the person may correct: of days when their people stood in his units.

    Who keeps the roster keeps the record true (Work Safety Law Art. 25: the safety officers), so it is the same reach;
    where somebody has moved on, his former enterprise answers for what it recorded, and the bureau for everything.
    One query.
    """
    records: QuerySet[LearningRecord] = LearningRecord.objects.filter(
        _of_the_day(user, Reach.MANAGE_PEOPLE), corrects=None
    )
    return records


def _of_the_day(user: User | AnonymousUser, reach: Reach) -> Q:
    reached = units_in_reach(user, reach)
    whole_county = reached.filter(kind=UnitKind.BUREAU).exists()
    return Q(unit__in=reached) | (Q(unit=None) if whole_county else Q(pk__in=[]))


def sessions_to_tick(user: User) -> SessionQuerySet:
    """Return the sessions of about today whose list is open and on which the person may tick names."""
    around = timezone.now() - timedelta(hours=12), timezone.now() + timedelta(hours=12)
    return sessions_in_reach(user, Reach.TICK_ATTENDANCE).filter(closed_at=None, begins_at__range=around)


def assignments_for(user: User) -> Sequence[Assignment]:
    """Return what has been assigned to the person himself, the nearest due date first, those without one last.

    Addressed to him is what is addressed to his unit or one above it, to his enterprise's industry and to his post; to
    a head, what is addressed to his enterprise. At most five queries.
    """
    place = user.memberships.current().select_related("enterprise").first()
    standing = Assignment.objects.standing().filter(units__in=concerned_units(user)).distinct()
    industries = {place.enterprise.industry} if place else set()
    if user.acts_as_staff:
        industries |= {grant.unit.industry for grant in user.current_grants}
    found = [
        assignment
        for assignment in standing.prefetch_related("posts", "items")
        if (not assignment.industries or industries & set(assignment.industries))
        and _is_for_post(assignment, place.post_id if place else None)
    ]
    return sorted(
        found,
        key=lambda assignment: (assignment.due_on is None, assignment.due_on, -assignment.assigned_at.timestamp()),
    )


def _is_for_post(assignment: Assignment, post: int | None) -> bool:
    posts = {each.pk for each in assignment.posts.all()}
    return not posts or post in posts
