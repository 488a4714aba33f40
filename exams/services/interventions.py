"""An invigilator's order: carried out once, on record, and never at the same time as another one for the same exam."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.errors import InterventionRefused
from exams.models import Attempt, Exam, ExamState, Intervention, InterventionKind
from exams.services.papers import lock_seats
from organizations.audit import record
from organizations.models import Unit

if TYPE_CHECKING:
    from exams.models.attempts import AttemptQuerySet
    from organizations.models import User

# What it does, to how many: the change of an order, given the moment that it holds from.
Change = Callable[[datetime], int]
AFTER_THE_CLOSE = frozenset({InterventionKind.PROPOSE_ANNUL, InterventionKind.ANNUL, InterventionKind.KEEP})


@dataclass(frozen=True, slots=True)
class Order:
    """What an invigilator asks for: where, or for which single sitting, and why. `key` makes a double tap harmless."""

    exam: Exam
    unit: Unit
    reason: str
    by: User
    attempt: Attempt | None = None
    key: UUID = field(default_factory=uuid4)

    def sittings(self) -> AttemptQuerySet:
        """Return the seats and sittings it is about. No join: an UPDATE then looks at each row again under its lock."""
        if self.attempt is not None:
            return Attempt.objects.filter(pk=self.attempt.pk)
        return Attempt.objects.filter(exam=self.exam, unit__in=Unit.objects.within([self.unit]))


@transaction.atomic
def carry_out(
    order: Order,
    kind: InterventionKind,
    change: Change,
    *,
    seconds: int | None = None,
    answers: Intervention | None = None,
) -> Intervention:
    """Do it and keep it with an audit row, or return what the same key did before. Raises InterventionRefused."""
    lock_seats(order.exam)
    done = Intervention.objects.filter(key=order.key).first()
    if done is not None:
        return _the_same(done, order, kind)
    if kind not in AFTER_THE_CLOSE and not is_published(order.exam):
        raise InterventionRefused(_("The exam is closed: nothing can be changed about its time any more."))
    now = timezone.now()
    people = change(now)
    made = Intervention(
        key=order.key,
        exam=order.exam,
        unit=order.unit,
        attempt=order.attempt,
        kind=kind,
        seconds=seconds,
        reason=order.reason.strip(),
        answers=answers,
        people=people,
        by=order.by,
        at=now,
    )
    if not made.reason:
        raise InterventionRefused(_("Say why."))
    made.full_clean(validate_constraints=False)
    made.save()
    _record(made)
    return made


def is_published(exam: Exam) -> bool:
    """Whether the exam is published and not closed, as the database has it now. One query."""
    return Exam.objects.filter(pk=exam.pk, state=ExamState.PUBLISHED).exists()


def _the_same(done: Intervention, order: Order, kind: InterventionKind) -> Intervention:
    if (done.exam_id, done.unit_id, done.kind, done.by_id) != (order.exam.pk, order.unit.pk, kind, order.by.pk):
        raise InterventionRefused(_("Somebody was quicker, or this form was sent before. Look at the page again."))
    return done


def _record(made: Intervention) -> None:
    record(
        f"exam.{made.kind}",
        by=made.by,
        subject=made.attempt or made.exam,
        unit=made.unit,
        intervention=made.pk,
        people=made.people,
        seconds=made.seconds,
        reason=made.reason,
    )
