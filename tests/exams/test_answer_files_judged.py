"""An answer file held against the journal: what is new, what is there, what is not taken, what looks odd."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from exams.answer_files.format import FiledEvent
from exams.answer_files.judging import judge
from exams.models import AnswerEvent, Attempt, EventKind
from exams.receipts.facts import facts_of
from exams.services.answer_files import sheet_of
from exams.services.journal import PhoneEvent, record_events
from exams.services.sittings import submit_attempt
from organizations.models import Role, User
from tests.factories.answer_files import after, bring, chosen, enter, file_bytes
from tests.factories.organizations import County, staff
from tests.factories.sittings import an_event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
HOUR = timedelta(hours=1)


@pytest.fixture
def officer(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise)


def test_what_was_chosen_after_the_end_does_not_count(attempt: Attempt, officer: User) -> None:
    too_late = chosen({0: ["A"]}, after(attempt, timedelta(minutes=5)))
    in_time = chosen({1: ["B"]}, after(attempt, timedelta(minutes=-5)))
    with time_machine.travel(after(attempt, timedelta(minutes=20))):
        step = enter(bring(attempt, file_bytes(attempt.pk, [*too_late, *in_time]), officer), officer)

    assert step.new_answers == 1
    assert [event.slot for event in AnswerEvent.objects.filter(attempt=attempt)] == [1]


def test_what_the_journal_has_already_is_not_new(attempt: Attempt, officer: User) -> None:
    phone = uuid4()
    assert attempt.started_at is not None
    events = chosen({0: ["A"], 1: ["B"]}, attempt.started_at + timedelta(minutes=1), device=phone)
    record_events(attempt_id=attempt.pk, device=phone, events=[events[0].event])
    kept = bring(attempt, file_bytes(attempt.pk, events), officer)

    judged = judge(attempt, sheet_of(kept), timezone.now())

    assert (judged.questions, judged.known, judged.odd) == (1, 1, 0)


def test_an_old_answer_in_a_file_does_not_push_aside_a_newer_one_of_another_phone(
    attempt: Attempt, officer: User
) -> None:
    kept = bring(attempt, file_bytes(attempt.pk, chosen({0: ["A"], 1: ["A"]}, timezone.now() - HOUR / 60)), officer)
    record_events(attempt_id=attempt.pk, device=uuid4(), events=[an_event(0, 0, ["B"])])

    enter(kept, officer)

    assert facts_of(submit_attempt(attempt=attempt)).received == 2
    attempt.refresh_from_db()
    assert attempt.gradings.get().marks[0]["chosen"] == ["B"]


def test_of_two_openings_in_one_file_the_later_one_counts(attempt: Attempt, officer: User) -> None:
    moment = timezone.now()
    later, earlier = chosen({0: ["B"]}, moment), chosen({0: ["A"]}, moment - timedelta(minutes=1))

    enter(bring(attempt, file_bytes(attempt.pk, [*later, *earlier]), officer), officer)

    submit_attempt(attempt=attempt)
    assert attempt.gradings.get().marks[0]["chosen"] == ["B"]


def test_answers_below_what_the_phone_had_sent_by_itself_look_odd(attempt: Attempt, officer: User) -> None:
    phone = uuid4()
    record_events(attempt_id=attempt.pk, device=phone, events=[an_event(9, 0, ["A"])])
    slipped_in = FiledEvent(phone, PhoneEvent(3, EventKind.ANSWER, 1, ["A"], timezone.now()))
    kept = bring(attempt, file_bytes(attempt.pk, [slipped_in]), officer)

    assert judge(attempt, sheet_of(kept), timezone.now()).odd == 1


@pytest.mark.parametrize(
    ("slot", "value", "reason"),
    [(77, ["A"], "not on the paper"), (0, ["Z"], "does not exist"), (0, ["A", "A"], "does not exist")],
    ids=["no such question", "no such choice", "twice"],
)
def test_what_the_paper_did_not_offer_is_told_and_not_entered(
    attempt: Attempt, officer: User, slot: int, value: list[str], reason: str
) -> None:
    event = FiledEvent(uuid4(), PhoneEvent(0, EventKind.ANSWER, slot, value, timezone.now()))
    kept = bring(attempt, file_bytes(attempt.pk, [event]), officer)

    [(told, _count)] = judge(attempt, sheet_of(kept), timezone.now()).refused

    assert reason in told
    assert enter(kept, officer).new_answers == 0
    assert not AnswerEvent.objects.filter(attempt=attempt).exists()
