"""The power fails in one unit: its clocks stand until it is back."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.errors import InterventionRefused
from exams.models import AttemptState, Exam, Intervention, InterventionKind
from exams.services.interventions import Order, carry_out
from organizations.models import Unit, User


def pause(*, order: Order) -> Intervention:
    """Let the clocks of the unit stand; nobody there can begin. What phones send is taken in all the same.

    Who sits for a unit within a unit that is paused already stays paused until both are over. Raises
    InterventionRefused if this very unit is paused.
    """
    return carry_out(order, InterventionKind.PAUSE, lambda now: _stop_clocks(order, now))


def resume(*, paused: Intervention, reason: str, by: User, key: UUID) -> Intervention:
    """Let the clocks go on: every deadline moves by as long as its clock stood, and so does the end of the window for
    seats that could not be taken. Raises InterventionRefused if the pause is over.
    """
    order = Order(exam=paused.exam, unit=paused.unit, reason=reason, by=by, key=key)
    return carry_out(order, InterventionKind.RESUME, lambda now: _start_clocks(order, paused, now), answers=paused)


def pauses_that_last(exam: Exam) -> list[Intervention]:
    """Return the exam's pauses that nobody has ended, the oldest first. One query."""
    lasting = Intervention.objects.filter(exam=exam).unanswered(InterventionKind.PAUSE)
    return list(lasting.select_related("unit", "by").order_by("at"))


def _stop_clocks(order: Order, now: datetime) -> int:
    standing = Intervention.objects.filter(exam=order.exam, unit=order.unit).unanswered(InterventionKind.PAUSE).first()
    if standing is not None:
        since = timezone.localtime(standing.at)
        raise InterventionRefused(_("This unit is paused already, since %s.") % f"{since:%H:%M}")
    not_over = Q(state=AttemptState.PREPARED) | Q(state=AttemptState.IN_PROGRESS, deadline__gte=now)
    return order.sittings().filter(not_over, paused_at__isnull=True).update(paused_at=now)


def _start_clocks(order: Order, paused: Intervention, now: datetime) -> int:
    """One statement for each moment at which clocks were stopped: as many as there were pauses, not people."""
    lasting = Intervention.objects.filter(exam=order.exam).unanswered(InterventionKind.PAUSE)
    if not lasting.filter(pk=paused.pk).exists():
        raise InterventionRefused(_("This pause is over already."))
    others = [pause.unit for pause in lasting.exclude(pk=paused.pk).select_related("unit")]
    stopped = order.sittings().filter(
        paused_at__isnull=False, state__in=(AttemptState.PREPARED, AttemptState.IN_PROGRESS)
    )
    if others:
        stopped = stopped.exclude(unit__in=Unit.objects.within(others))
    people = 0
    moments = list(stopped.order_by().values_list("paused_at", flat=True).distinct())
    for moment in filter(None, moments):
        stood = max(now - moment, timedelta())
        people += stopped.filter(paused_at=moment).update(
            paused_at=None, paused_for=F("paused_for") + stood, deadline=F("deadline") + stood
        )
    return people
