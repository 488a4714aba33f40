"""Pauses and extra time in any order, within one another and at the same moment: nobody loses a second."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exams.errors import ExamNotOpen
from exams.models import Attempt, AttemptState, Exam, Intervention, InterventionKind
from exams.services.extra_time import give_extra_time
from exams.services.sittings import start_attempt, sweep
from organizations.models import Unit, User
from tests.factories.interventions import an_order, end_of, paused
from tests.factories.organizations import County
from tests.factories.sittings import a_worker, an_exam, answer

UNITS = ("workshop", "team", "other_team")

Step = tuple[str, str, int]  # what, in which unit, minutes; then the clock goes on by as many
STEPS = st.lists(
    st.tuples(st.sampled_from(["extra", "pause", "resume"]), st.sampled_from(UNITS), st.integers(1, 9)), max_size=10
)


def carried_out(county: County, exam: Exam, steps: list[Step], check: Callable[[], None] = lambda: None) -> None:
    """Do it all, minutes apart, and end what is paused still."""
    begins = timezone.now()
    for at, (what, where, minutes) in enumerate([*steps, *(("resume", unit, 1) for unit in UNITS)]):
        unit: Unit = getattr(county, where)
        with time_machine.travel(begins + timedelta(minutes=at), tick=False):
            lasting = Intervention.objects.filter(unit=unit).unanswered(InterventionKind.PAUSE).first()
            if what == "extra":
                give_extra_time(order=an_order(exam, unit, by=officer_of(exam)), minutes=minutes)
            elif what == "pause" and lasting is None:
                paused(exam, unit)
            elif what == "resume" and lasting is not None:
                end_of(lasting)
            check()


def officer_of(exam: Exam) -> User:
    return User.objects.order_by("pk").first() or a_worker(exam.owner)


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_every_minute_of_a_pause_and_of_extra_time_is_had_and_never_one_less(county: County, steps: list[Step]) -> None:
    with transaction.atomic():
        with time_machine.travel(timezone.now(), tick=False):
            sat = {name: a_worker(getattr(county, name)) for name in ("team", "other_team")}
            exam = an_exam(county.enterprise, minutes=240)
            attempts = {name: start_attempt(exam=exam, worker=worker) for name, worker in sat.items()}
            earlier = {name: attempt.deadline for name, attempt in attempts.items()}
            seen = dict(earlier)

            def never_earlier() -> None:
                for name, attempt in attempts.items():
                    deadline = deadline_of(attempt)
                    assert deadline >= (seen[name] or deadline)
                    seen[name] = deadline

            carried_out(county, exam, steps, never_earlier)
        for name, before in earlier.items():
            assert before is not None
            assert deadline_of(attempts[name]) - before == expected_gain(name, steps)
        transaction.set_rollback(True)


def expected_gain(name: str, steps: list[Step]) -> timedelta:
    """Reckoned minute by minute: a minute is had when a pause covers it, of the team itself or of its workshop."""
    gain, lasting = 0, set[str]()
    for at, (what, where, minutes) in enumerate([*steps, *(("resume", unit, 1) for unit in UNITS)]):
        del at
        if what == "extra" and where in {name, "workshop"}:
            gain += minutes
        elif what == "pause":
            lasting.add(where)
        elif what == "resume":
            lasting.discard(where)
        gain += bool(lasting & {name, "workshop"})
    return timedelta(minutes=gain)


def deadline_of(attempt: Attempt) -> datetime:
    deadline = Attempt.objects.get(pk=attempt.pk).deadline
    assert deadline is not None
    return deadline


@pytest.mark.django_db(transaction=True)
def test_starts_and_answers_in_the_midst_of_interventions_lose_nothing(county: County) -> None:
    workers = [a_worker(county.team) for _number in range(12)]
    exam = an_exam(county.enterprise, minutes=60)
    officer = officer_of(exam)

    def sits(worker: User) -> None:
        while True:
            try:
                answer(start_attempt(exam=exam, worker=worker), right=5)
            except ExamNotOpen:  # paused
                continue
            return connection.close()

    def interferes(_number: int) -> None:
        pause = paused(exam, county.workshop)
        give_extra_time(order=an_order(exam, county.team, by=officer), minutes=1)
        sweep()
        end_of(pause)
        connection.close()

    with ThreadPoolExecutor(4) as people, ThreadPoolExecutor(1) as invigilator:
        disturbed = [invigilator.submit(interferes, number) for number in range(6)]
        for sitting in [people.submit(sits, worker) for worker in workers]:
            sitting.result()
        for each in disturbed:
            each.result()

    pauses = Intervention.objects.filter(kind=InterventionKind.PAUSE).select_related("answer")
    stood = [(pause.at, pause.answer.at) for pause in pauses]
    for attempt in Attempt.objects.filter(state=AttemptState.IN_PROGRESS):
        assert attempt.started_at is not None
        assert attempt.extra_seconds == 6 * 60
        assert attempt.events.count() == 5
        lost = sum((end - begin for begin, end in stood if begin > attempt.started_at), timedelta())
        assert deadline_of(attempt) >= attempt.started_at + timedelta(minutes=66) + lost
    assert Attempt.objects.filter(state=AttemptState.IN_PROGRESS).count() == 12
