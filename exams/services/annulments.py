"""The sittings of a unit, or a single one, taken out of every score: proposed by one, decided by another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from exams.errors import InterventionRefused, NotApproved
from exams.models import Attempt, AttemptState, Exam, Intervention, InterventionKind
from exams.services.arrangements import Arrangements
from exams.services.audience import Sitter, audience_of, sitters_of
from exams.services.bonus_touched import touch_by_exam
from exams.services.draws import Draw
from exams.services.interventions import Order, carry_out, is_published
from exams.services.papers import new_seats
from exams.services.plans import plan_of
from exams.services.readiness import check_filled
from exams.signals import sittings_voided
from organizations.models import User

CAN_BE_ANNULLED = (AttemptState.IN_PROGRESS, AttemptState.GRADED)


def propose_annulment(*, order: Order) -> Intervention:
    """Lay it before a second person; until he has decided, everything counts. Raises InterventionRefused."""
    return carry_out(order, InterventionKind.PROPOSE_ANNUL, lambda now: _countable(order, now))


def annul(*, proposal: Intervention, reason: str, by: User, key: UUID) -> Intervention:
    """Void every sitting that the proposal meant: those begun before it was made. Their journals stay.

    Who still belongs to the audience gets a new seat, with a paper of its own while the exam is not closed. Raises
    NotApproved if it is the same person, InterventionRefused if it was decided before, PaperCannotBeFilled.
    """
    order = _second(proposal, reason, by, key)
    return carry_out(order, InterventionKind.ANNUL, lambda now: _annul(order, proposal, now), answers=proposal)


def keep(*, proposal: Intervention, reason: str, by: User, key: UUID) -> Intervention:
    """Decide that the sittings count. Raises NotApproved, InterventionRefused as above."""
    order = _second(proposal, reason, by, key)
    return carry_out(order, InterventionKind.KEEP, lambda _now: _undecided(proposal), answers=proposal)


def open_proposals(exam: Exam) -> list[Intervention]:
    """Return the exam's annulments that wait for a second person. One query."""
    waiting = Intervention.objects.filter(exam=exam).unanswered(InterventionKind.PROPOSE_ANNUL)
    return list(waiting.select_related("unit", "by", "attempt__worker").order_by("at"))


def _second(proposal: Intervention, reason: str, by: User, key: UUID) -> Order:
    if proposal.by_id == by.pk:
        raise NotApproved(_("Annulling needs a second person."))
    return Order(exam=proposal.exam, unit=proposal.unit, attempt=proposal.attempt, reason=reason, by=by, key=key)


def _countable(order: Order, now: datetime) -> int:
    people: int = order.sittings().filter(state__in=CAN_BE_ANNULLED, started_at__lte=now).count()
    if not people:
        raise InterventionRefused(_("Nobody here has a sitting that could be annulled."))
    return people


def _undecided(proposal: Intervention) -> int:
    if Intervention.objects.filter(answers=proposal).exists():
        raise InterventionRefused(_("This was decided before."))
    return proposal.people


def _annul(order: Order, proposal: Intervention, now: datetime) -> int:
    _undecided(proposal)
    meant = order.sittings().filter(state__in=CAN_BE_ANNULLED, started_at__lte=proposal.at)
    locked = list(meant.select_for_update(of=("self",)).only("worker_id", "number", "extra_seconds"))
    Attempt.objects.filter(pk__in=[attempt.pk for attempt in locked]).update(
        state=AttemptState.VOIDED,
        paused_at=None,
        void_reason=proposal.reason,
        voided_by=proposal.by,
        void_approved_by=order.by,
    )
    _seat_again(order.exam, locked, now)
    workers = [attempt.worker_id for attempt in locked]
    touch_by_exam(exam=order.exam, workers=workers)
    transaction.on_commit(partial(sittings_voided.send, sender=Attempt, exam=order.exam, workers=workers), robust=True)
    return len(locked)


def _seat_again(exam: Exam, annulled: Iterable[Attempt], now: datetime) -> None:
    """Give a new seat to each whose last sitting it was; his extra time comes along."""
    last = {attempt.worker_id: attempt for attempt in sorted(annulled, key=lambda attempt: attempt.number)}
    by_number: defaultdict[int, list[Sitter]] = defaultdict(list)
    for sitter in sitters_of(audience_of(exam).filter(user__in=last)):
        by_number[last[sitter.worker].number + 1].append(sitter)
    draw = _draw(exam, [sitter for sitters in by_number.values() for sitter in sitters], now)
    arrangements = Arrangements(exam)
    for number, sitters in by_number.items():
        seats = new_seats(exam, sitters, draw, arrangements, number=number)
        for seat in seats:
            seat.extra_seconds = max(seat.extra_seconds, last[seat.worker_id].extra_seconds)
        Attempt.objects.bulk_create(seats, batch_size=500, ignore_conflicts=True)  # who has a later one keeps that


def _draw(exam: Exam, sitters: list[Sitter], now: datetime) -> Draw | None:
    """Return what to draw their papers by; None where nobody can sit any more. Raises PaperCannotBeFilled."""
    if not sitters or not is_published(exam):
        return None
    plan = plan_of(exam.paper)
    check_filled(plan, [sitter.standing for sitter in sitters])
    return Draw(exam, plan, now)
