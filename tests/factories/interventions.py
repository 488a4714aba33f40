"""Orders of an invigilator, made by the services as his page would make them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from exams.models import Attempt, Exam, Intervention
from exams.services.interventions import Order
from exams.services.pauses import pause, resume
from exams.services.sittings import start_attempt
from organizations.models import Role, Unit, User
from tests.factories.organizations import staff
from tests.factories.sittings import a_worker, an_exam


def an_order(exam: Exam, unit: Unit, **fields: Any) -> Order:
    """An order of the exam owner's safety officer, because the power failed; fields of Order change that."""
    by: User = fields.pop("by", None) or staff(Role.SAFETY_OFFICER, exam.owner)
    return Order(exam=exam, unit=unit, by=by, **{"reason": "井口停电", **fields})


def for_one(attempt: Attempt, **fields: Any) -> Order:
    """The same for a single sitting."""
    return an_order(attempt.exam, attempt.unit, attempt=attempt, **fields)


def paused(exam: Exam, unit: Unit) -> Intervention:
    """A pause of the unit from now on."""
    return pause(order=an_order(exam, unit))


def end_of(pause: Intervention) -> Intervention:
    """The end of that pause, now."""
    return resume(paused=pause, reason="来电了", by=pause.by, key=uuid4())


def an_order_for_twelve(enterprise: Unit, team: Unit) -> Order:
    """An order for all of the team's workshop: of its twelve people six have begun."""
    workers = [a_worker(team) for _number in range(12)]
    exam = an_exam(enterprise)
    for worker in workers[:6]:
        start_attempt(exam=exam, worker=worker)
    return an_order(exam, team.get_parent())
