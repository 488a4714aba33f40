"""More time for one person or one unit."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils.translation import gettext as _

from exams.errors import InterventionRefused
from exams.models import NOT_BY_WORKER, AttemptState, Intervention, InterventionKind
from exams.services.interventions import Order, carry_out

LONGEST = timedelta(hours=4)


def give_extra_time(*, order: Order, minutes: int) -> Intervention:
    """Move the deadlines of the order's sittings, beyond the end of the window too; seats not taken keep it for later.

    Whose time is up gets the minutes from now on. A sitting that was handed in for that reason is under way again, its
    grading stays in its history: for a single person always, in a unit if the grace is not over. Raises
    InterventionRefused.
    """
    if not timedelta() < timedelta(minutes=minutes) <= LONGEST:
        raise InterventionRefused(_("Give between 1 and %d minutes.") % (LONGEST.total_seconds() // 60))
    more = timedelta(minutes=minutes)
    seconds = int(more.total_seconds())
    return carry_out(order, InterventionKind.EXTRA_TIME, lambda now: _give(order, more, now), seconds=seconds)


def _give(order: Order, more: timedelta, now: datetime) -> int:
    """Three statements: seats, sittings with time, sittings whose time is up. None touches a row of another."""
    extra = F("extra_seconds") + int(more.total_seconds())
    sittings = order.sittings()
    waiting = sittings.filter(state=AttemptState.PREPARED).update(extra_seconds=extra)
    running = sittings.with_time(now).update(extra_seconds=extra, deadline=F("deadline") + more)
    run_out = sittings.filter(_is_up(order, now)).update(
        extra_seconds=extra,
        deadline=now + more,
        state=AttemptState.IN_PROGRESS,
        finished_at=None,
        submitted_by="",
        score=None,
        passed=None,
    )
    if order.attempt is not None and not waiting + running + run_out:
        raise InterventionRefused(_("This sitting is over: the paper was handed in, or it does not count."))
    return waiting + running + run_out


def _is_up(order: Order, now: datetime) -> Q:
    up = Q(state=AttemptState.IN_PROGRESS, paused_at__isnull=True, deadline__lt=now)
    handed_in = Q(state=AttemptState.GRADED, submitted_by__in=NOT_BY_WORKER)
    if order.attempt is None:
        handed_in &= Q(deadline__gte=now - timedelta(seconds=order.exam.grace_seconds))
    return up | handed_in
