"""A hand-in that lay on a phone without a signal and came in by a file: the worker's own, if he chose it in time."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from exams.answer_files.format import FiledEvent
from exams.models import AnswerEvent, AnswerFile, Attempt, AttemptState, EventKind, GradingCause, SubmittedBy
from exams.services.answer_files import Brought, enter_answer_file, take_in
from exams.services.journal import PhoneEvent, record_events
from exams.services.sittings import start_attempt, sweep
from organizations.models import Role, User
from tests.factories.answer_files import chosen, file_bytes
from tests.factories.organizations import County, staff
from tests.factories.sittings import a_worker, an_exam, right_answers

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def attempt(county: County) -> Attempt:
    return start_attempt(exam=an_exam(county.enterprise, minutes=60), worker=a_worker(county.team))


@pytest.fixture
def two(county: County) -> tuple[User, User]:
    return staff(Role.SAFETY_OFFICER, county.enterprise), staff(Role.ENTERPRISE_HEAD, county.enterprise)


def begun(attempt: Attempt) -> datetime:
    assert attempt.started_at is not None
    return attempt.started_at


def file_with_hand_in(attempt: Attempt, moment: datetime) -> bytes:
    """All answers right and then the hand-in, the last of them at the moment."""
    answers = chosen(right_answers(attempt), moment - MINUTE)
    hand_in = PhoneEvent(len(answers), EventKind.SUBMIT, None, None, moment)
    return file_bytes(attempt.pk, [*answers, FiledEvent(answers[0].device, hand_in)])


def bring(attempt: Attempt, content: bytes, by: User) -> AnswerFile:
    return take_in(exam=attempt.exam, attempts=Attempt.objects.all(), brought=Brought("a.txt", content), by=by)[0]


def bring_late(attempt: Attempt, content: bytes, two: tuple[User, User]) -> None:
    """Let two people enter the file two hours after the start, when the sweep has been there."""
    with time_machine.travel(begun(attempt) + 120 * MINUTE, tick=False):
        sweep()
        answer_file = bring(attempt, content, two[0])
        for one in two:
            enter_answer_file(answer_file=answer_file, reason="井下没有信号", by=one)
    attempt.refresh_from_db()


def test_a_hand_in_chosen_in_time_is_the_workers_own_and_keeps_the_code(
    attempt: Attempt, two: tuple[User, User]
) -> None:
    with time_machine.travel(begun(attempt) + 70 * MINUTE):
        sweep()
    attempt.refresh_from_db()
    code = attempt.receipt

    bring_late(attempt, file_with_hand_in(attempt, begun(attempt) + 20 * MINUTE), two)

    assert attempt.submitted_by == SubmittedBy.WORKER
    assert (attempt.receipt, attempt.finished_at, attempt.score) == (code, attempt.deadline, Decimal(100))
    assert attempt.gradings.order_by("-pk")[0].cause == GradingCause.LATE_ANSWERS


def test_a_hand_in_chosen_after_the_end_stays_with_the_deadline(attempt: Attempt, two: tuple[User, User]) -> None:
    bring_late(attempt, file_with_hand_in(attempt, begun(attempt) + 60 * MINUTE + timedelta(seconds=1)), two)

    assert attempt.submitted_by == SubmittedBy.DEADLINE
    assert attempt.score == 100  # the answers were chosen a minute before


def test_a_file_with_the_hand_in_ends_a_sitting_that_still_runs(attempt: Attempt, two: tuple[User, User]) -> None:
    content = file_with_hand_in(attempt, begun(attempt) + 20 * MINUTE)

    with time_machine.travel(begun(attempt) + 30 * MINUTE, tick=False):
        enter_answer_file(answer_file=bring(attempt, content, two[0]), reason="手机进水", by=two[0])

    attempt.refresh_from_db()
    assert attempt.state == AttemptState.GRADED
    assert attempt.submitted_by == SubmittedBy.WORKER
    assert attempt.finished_at == begun(attempt) + 30 * MINUTE


def test_whoever_went_on_with_another_phone_is_not_handed_in_by_the_first_ones_file(
    attempt: Attempt, two: tuple[User, User]
) -> None:
    content = file_with_hand_in(attempt, begun(attempt) + 20 * MINUTE)
    later = begun(attempt) + 25 * MINUTE
    with time_machine.travel(later, tick=False):
        opened = PhoneEvent(0, EventKind.OPEN, None, None, later)
        record_events(attempt_id=attempt.pk, device=uuid4(), events=[opened])

    with time_machine.travel(begun(attempt) + 30 * MINUTE, tick=False):
        enter_answer_file(answer_file=bring(attempt, content, two[0]), reason="手机进水", by=two[0])

    attempt.refresh_from_db()
    assert attempt.state == AttemptState.IN_PROGRESS
    assert AnswerEvent.objects.filter(attempt=attempt, kind=EventKind.ANSWER).count() == 5
    assert not AnswerEvent.objects.filter(attempt=attempt, kind=EventKind.SUBMIT).exists()


def test_who_enters_a_file_is_told_that_the_hand_in_is_in_it(
    attempt: Attempt, two: tuple[User, User], officer: Client
) -> None:
    bring(attempt, file_with_hand_in(attempt, begun(attempt) + MINUTE), two[0])

    page = officer.get(f"/desk/exams/{attempt.exam_id}/answer-files/")

    assert page.context["waiting"][0].judged.hands_in
