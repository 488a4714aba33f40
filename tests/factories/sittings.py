"""Whole sittings, made by the services as a worker's phone would make them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from exams.models import Attempt, EventKind, Exam, QuestionVersion
from exams.services.journal import PhoneEvent, record_events
from exams.services.papers import prepare_papers
from exams.services.sittings import start_attempt, submit_attempt
from organizations.models import Unit, User
from tests.factories.exams import ExamFactory, filled_paper
from tests.factories.organizations import MembershipFactory

AN_HOUR = timedelta(hours=1)


def a_worker(team: Unit) -> User:
    """Somebody who has belonged to the team for years."""
    user: User = MembershipFactory(unit=team).user
    return user


def an_exam(
    audience: Unit, *, minutes: int = 60, opens_in: timedelta = -AN_HOUR, closes_in: timedelta = 8 * AN_HOUR
) -> Exam:
    """A published exam for the unit with every seat prepared: five questions of twenty points, eighty to pass."""
    now = timezone.now()
    exam: Exam = ExamFactory(
        owner=audience,
        paper=filled_paper(owner=audience, questions=5),
        opens_at=now + opens_in,
        closes_at=now + closes_in,
        duration_minutes=minutes,
    )
    prepare_papers(exam=exam)
    return exam


def right_answers(attempt: Attempt) -> dict[int, list[str]]:
    """The right keys by slot."""
    keys = dict(QuestionVersion.objects.values_list("pk", "answer"))
    return {slot: keys[line[0]] for slot, line in enumerate(attempt.paper)}


def an_event(
    seq: int, slot: int | None, value: Sequence[str] | None, *, kind: EventKind = EventKind.ANSWER
) -> PhoneEvent:
    return PhoneEvent(seq, kind, slot, None if value is None else list(value), timezone.now())


def answer(attempt: Attempt, *, right: int) -> None:
    """Answer so many questions rightly and the others wrongly, from one phone."""
    events = []
    for slot, keys in right_answers(attempt).items():
        wrong = [key for key in attempt.paper[slot][1] if key not in keys][:1]
        events.append(an_event(slot, slot, keys if slot < right else wrong))
    record_events(attempt_id=attempt.pk, device=uuid4(), events=events)


def sit(exam: Exam, worker: User, *, right: int) -> Attempt:
    """Sit the whole exam with so many right answers, and hand it in."""
    attempt = start_attempt(exam=exam, worker=worker)
    answer(attempt, right=right)
    return submit_attempt(attempt=attempt)
