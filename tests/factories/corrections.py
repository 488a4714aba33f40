"""Exams that are over and have a question with something wrong in it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from exams.models import Attempt, Correction, Exam, ExamState, QuestionVersion, Treatment
from exams.rulings import Ruling
from exams.services.corrections import approve_correction, propose_correction
from exams.services.journal import record_events
from exams.services.papers import prepare_papers
from exams.services.regrading import regrade, try_out
from exams.services.sittings import start_attempt, submit_attempt
from organizations.models import Unit, User
from tests.factories.exams import ExamFactory, filled_paper
from tests.factories.sittings import an_event

REASON = "两种做法规程里都允许。"


def the_same_for_all(audience: Unit) -> Exam:
    """A published exam in which everybody is asked the same five questions, of twenty points each; A is right."""
    exam: Exam = ExamFactory(owner=audience, paper=filled_paper(owner=audience, questions=5, spare=0))
    prepare_papers(exam=exam)
    return exam


def asked_in(exam: Exam) -> list[int]:
    """Return the versions that the exam can ask."""
    return sorted(exam.paper.parts.get().bank.questions.values_list("current", flat=True))


def over(exam: Exam) -> Exam:
    """The exam has ended and is closed."""
    exam.opens_at, exam.closes_at = timezone.now() - timedelta(days=2), timezone.now() - timedelta(days=1)
    exam.state = ExamState.CLOSED
    exam.save()
    return exam


def choose(exam: Exam, worker: User, chosen: dict[int, list[str]]) -> Attempt:
    """Sit the exam with these answers by version, and hand in; what is not named stays blank."""
    attempt = start_attempt(exam=exam, worker=worker)
    slots = {line[0]: slot for slot, line in enumerate(attempt.paper)}
    events = [
        an_event(number, slots[version], answer)
        for number, (version, answer) in enumerate(chosen.items())
        if version in slots
    ]
    record_events(attempt_id=attempt.pk, device=uuid4(), events=events)
    return submit_attempt(attempt=attempt)


def version_asked(attempt: Attempt, slot: int) -> QuestionVersion:
    """Return what the sitting was asked at that place."""
    found: QuestionVersion = QuestionVersion.objects.get(pk=attempt.paper[slot][0])
    return found


def another_key(*keys: str) -> Ruling:
    return Ruling(Treatment.KEY, (keys,))


def other_points(points: str) -> Ruling:
    return Ruling(Treatment.POINTS, points=Decimal(points))


def proposed(exam: Exam, version: QuestionVersion, ruling: Ruling, by: User) -> Correction:
    """A proposal whose dry run is done."""
    made = propose_correction(exam=exam, version=version, ruling=ruling, reason=REASON, by=by)
    try_out(correction=made)
    made.refresh_from_db()
    return made


def corrected(exam: Exam, version: QuestionVersion, ruling: Ruling, by: User, second: User) -> Correction:
    """One that was approved and has been applied."""
    made = approve_correction(correction=proposed(exam, version, ruling, by), by=second)
    regrade(correction=made)
    made.refresh_from_db()
    return made
