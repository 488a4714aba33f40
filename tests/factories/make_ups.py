"""Exams that are over, and make-ups of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import time_machine
from django.utils import timezone

from exams.models import Exam, MakeUp
from exams.services.exams import close_exams
from exams.services.make_ups import Plan, close_make_ups, make_make_up
from organizations.models import Unit, User
from tests.factories.organizations import UserFactory


def close(exam: Exam) -> None:
    """Let the window and the grace of the exam pass, close it, and bring its end to before now."""
    with time_machine.travel(exam.closes_at + timedelta(hours=1), tick=False):
        close_exams()
    exam.opens_at, exam.closes_at = timezone.now() - timedelta(days=2), timezone.now() - timedelta(days=1)
    exam.state = Exam.objects.values_list("state", flat=True).get(pk=exam.pk)
    exam.save()


def a_make_up(exam: Exam, workers: Sequence[User], **plan: object) -> MakeUp:
    """Return a make-up of a closed exam for these people, open now for two hours unless told otherwise."""
    now = timezone.now()
    fields = {
        "opens_at": now - timedelta(hours=1),
        "closes_at": now + timedelta(hours=1),
        "paper": exam.paper,
        **plan,
    }
    return make_make_up(
        exam=exam,
        plan=Plan(**fields),  # type: ignore[arg-type]
        owner=exam.owner,
        units=Unit.objects.all(),
        workers=[worker.pk for worker in workers],
        by=UserFactory(),
    )


def close_make_up(make_up: MakeUp) -> None:
    """Let the window and the grace of the make-up pass, and close it."""
    with time_machine.travel(make_up.closes_at + timedelta(hours=1), tick=False):
        close_make_ups()
    make_up.refresh_from_db()
