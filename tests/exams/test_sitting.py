"""Starting, handing in, running out of time, and never losing what was acknowledged."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from exams.errors import AlreadyVoided, ExamNotOpen, NotApproved, NotInAudience
from exams.models import AnswerEvent, Attempt, AttemptState, EventKind, GradingCause, SubmittedBy
from exams.services.journal import PhoneEvent, record_events
from exams.services.sittings import start_attempt, submit_attempt, sweep, void_attempt
from organizations.models import Role
from organizations.models.append_only import AppendOnly
from organizations.services.memberships import transfer
from tests.factories.organizations import EnterpriseFactory, TeamFactory, staff
from tests.factories.sittings import a_worker, an_event, an_exam, answer, right_answers, sit

pytestmark = pytest.mark.django_db


def test_starting_fixes_the_deadline_by_the_servers_clock() -> None:
    mine = EnterpriseFactory()
    worker = a_worker(TeamFactory(parent=mine))
    exam = an_exam(mine, minutes=60)

    attempt = start_attempt(exam=exam, worker=worker)

    assert attempt.started_at is not None
    assert attempt.deadline == attempt.started_at + timedelta(minutes=60)


def test_the_end_of_the_window_is_the_latest_deadline() -> None:
    mine = EnterpriseFactory()
    worker = a_worker(TeamFactory(parent=mine))
    exam = an_exam(mine, minutes=60, closes_in=timedelta(minutes=10))

    assert start_attempt(exam=exam, worker=worker).deadline == exam.closes_at


def test_a_second_tap_finds_the_same_sitting_with_the_same_deadline() -> None:
    mine = EnterpriseFactory()
    worker = a_worker(TeamFactory(parent=mine))
    exam = an_exam(mine)
    first = start_attempt(exam=exam, worker=worker)

    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        second = start_attempt(exam=exam, worker=worker)

    assert (second.pk, second.deadline) == (first.pk, first.deadline)
    assert Attempt.objects.filter(worker=worker).count() == 1


def test_who_came_after_the_papers_were_drawn_gets_one_on_the_spot() -> None:
    mine = EnterpriseFactory()
    team = TeamFactory(parent=mine)
    exam = an_exam(mine)
    latecomer = a_worker(team)

    attempt = start_attempt(exam=exam, worker=latecomer)

    assert attempt.state == AttemptState.IN_PROGRESS
    assert len(attempt.paper) == 5


def test_who_is_not_in_the_audience_is_refused() -> None:
    stranger = a_worker(TeamFactory())

    with pytest.raises(NotInAudience):
        start_attempt(exam=an_exam(EnterpriseFactory()), worker=stranger)


@pytest.mark.parametrize(
    ("opens_in", "closes_in"),
    [(timedelta(hours=1), timedelta(hours=2)), (timedelta(hours=-2), timedelta(seconds=1))],
    ids=["too early", "too late"],
)
def test_outside_the_window_nobody_starts(opens_in: timedelta, closes_in: timedelta) -> None:
    mine = EnterpriseFactory()
    worker = a_worker(TeamFactory(parent=mine))
    exam = an_exam(mine, opens_in=opens_in, closes_in=closes_in)
    later = timedelta(minutes=1) if closes_in < timedelta(minutes=1) else timedelta()

    with time_machine.travel(timezone.now() + later), pytest.raises(ExamNotOpen):
        start_attempt(exam=exam, worker=worker)


def test_the_score_is_the_points_of_the_right_answers() -> None:
    mine = EnterpriseFactory()
    worker = a_worker(TeamFactory(parent=mine))

    attempt = sit(an_exam(mine), worker, right=4)

    assert attempt.score == 80
    assert attempt.passed is True


def test_handing_in_twice_changes_nothing() -> None:
    mine = EnterpriseFactory()
    first = sit(an_exam(mine), a_worker(TeamFactory(parent=mine)), right=3)

    second = submit_attempt(attempt=first)

    assert (second.receipt, second.finished_at, second.score) == (first.receipt, first.finished_at, first.score)
    assert first.gradings.count() == 1


def test_a_batch_that_is_sent_twice_is_stored_once() -> None:
    mine = EnterpriseFactory()
    attempt = start_attempt(exam=an_exam(mine), worker=a_worker(TeamFactory(parent=mine)))
    phone, events = uuid4(), [an_event(0, 0, ["A"]), an_event(1, 1, ["B"])]

    first = record_events(attempt_id=attempt.pk, device=phone, events=events)
    second = record_events(attempt_id=attempt.pk, device=phone, events=events)

    assert first.accepted == second.accepted == (0, 1)
    assert AnswerEvent.objects.filter(attempt=attempt).count() == 2


def test_time_that_ran_out_hands_in_what_was_saved_at_the_deadline_itself() -> None:
    mine = EnterpriseFactory()
    attempt = start_attempt(exam=an_exam(mine, minutes=30), worker=a_worker(TeamFactory(parent=mine)))
    answer(attempt, right=5)

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert sweep() == 1
        assert sweep() == 0

    attempt.refresh_from_db()
    assert attempt.score == 100
    assert attempt.submitted_by == SubmittedBy.DEADLINE
    assert attempt.finished_at == attempt.deadline


def test_an_answer_chosen_in_time_and_sent_late_counts_and_is_marked() -> None:
    mine = EnterpriseFactory()
    attempt = start_attempt(exam=an_exam(mine, minutes=30), worker=a_worker(TeamFactory(parent=mine)))
    in_time = [
        PhoneEvent(slot, EventKind.ANSWER, slot, keys, timezone.now()) for slot, keys in right_answers(attempt).items()
    ]

    with time_machine.travel(timezone.now() + timedelta(minutes=40)):
        sweep()
        answered = record_events(attempt_id=attempt.pk, device=uuid4(), events=in_time)

    attempt.refresh_from_db()
    assert len(answered.accepted) == 5
    assert attempt.score == 100
    first, second = attempt.gradings.all()
    assert (first.cause, int(first.score)) == (GradingCause.DEADLINE.value, 0)
    assert (second.cause, int(second.score)) == (GradingCause.LATE_ANSWERS.value, 100)
    assert AnswerEvent.objects.filter(attempt=attempt, is_late=True).count() == 5


def test_an_answer_chosen_after_the_end_is_refused_with_a_reason() -> None:
    mine = EnterpriseFactory()
    attempt = start_attempt(exam=an_exam(mine, minutes=30), worker=a_worker(TeamFactory(parent=mine)))

    with time_machine.travel(timezone.now() + timedelta(minutes=40)):
        answered = record_events(attempt_id=attempt.pk, device=uuid4(), events=[an_event(0, 0, ["A"])])

    assert answered.accepted == ()
    assert answered.refused[0]


def test_nothing_enters_the_journal_after_the_worker_has_handed_in() -> None:
    mine = EnterpriseFactory()
    attempt = sit(an_exam(mine), a_worker(TeamFactory(parent=mine)), right=2)

    answered = record_events(attempt_id=attempt.pk, device=uuid4(), events=[an_event(9, 0, ["B"])])

    assert answered.accepted == ()
    assert 9 in answered.refused


@pytest.mark.parametrize(
    "event", [an_event(0, 99, ["A"]), an_event(0, 0, ["Z"]), an_event(0, None, ["A"])], ids=["slot", "choice", "none"]
)
def test_what_is_not_on_the_paper_is_refused(event: PhoneEvent) -> None:
    mine = EnterpriseFactory()
    attempt = start_attempt(exam=an_exam(mine), worker=a_worker(TeamFactory(parent=mine)))

    assert record_events(attempt_id=attempt.pk, device=uuid4(), events=[event]).accepted == ()


def test_a_second_phone_takes_over_and_the_first_is_told() -> None:
    mine = EnterpriseFactory()
    attempt = start_attempt(exam=an_exam(mine), worker=a_worker(TeamFactory(parent=mine)))
    first, second = uuid4(), uuid4()
    opened = an_event(0, None, None, kind=EventKind.OPEN)
    record_events(attempt_id=attempt.pk, device=first, events=[opened])
    record_events(attempt_id=attempt.pk, device=second, events=[opened])

    told = record_events(attempt_id=attempt.pk, device=first, events=[an_event(1, 0, ["A"])])

    assert told.taken_over
    assert told.accepted == (1,)


def test_the_journal_can_be_neither_changed_nor_deleted() -> None:
    mine = EnterpriseFactory()
    sit(an_exam(mine), a_worker(TeamFactory(parent=mine)), right=1)
    event = AnswerEvent.objects.first()
    assert event is not None

    with pytest.raises(AppendOnly):
        event.save()
    with pytest.raises(AppendOnly):
        event.delete()
    with pytest.raises(AppendOnly):
        AnswerEvent.objects.update(slot=1)


def test_a_transfer_after_the_exam_does_not_move_the_score() -> None:
    mine = EnterpriseFactory()
    old, new = TeamFactory(parent=mine), TeamFactory(parent=mine)
    worker = a_worker(old)
    attempt = sit(an_exam(mine), worker, right=5)

    transfer(user=worker, to=new, by=None)

    attempt.refresh_from_db()
    assert attempt.unit == old


def test_a_transfer_before_the_start_moves_the_seat() -> None:
    mine = EnterpriseFactory()
    new = TeamFactory(parent=mine)
    worker = a_worker(TeamFactory(parent=mine))
    exam = an_exam(mine)

    transfer(user=worker, to=new, by=None)

    assert start_attempt(exam=exam, worker=worker).unit == new


def test_voiding_needs_two_people_and_happens_once() -> None:
    mine = EnterpriseFactory()
    attempt = sit(an_exam(mine), a_worker(TeamFactory(parent=mine)), right=5)
    officer, head = staff(Role.SAFETY_OFFICER, mine), staff(Role.ENTERPRISE_HEAD, mine)

    with pytest.raises(NotApproved):
        void_attempt(attempt=attempt, reason="替考", by=officer, approved_by=officer)
    void_attempt(attempt=attempt, reason="替考", by=officer, approved_by=head)

    assert not Attempt.objects.counted().filter(pk=attempt.pk).exists()
    assert AnswerEvent.objects.filter(attempt=attempt).exists()
    with pytest.raises(AlreadyVoided):
        void_attempt(attempt=attempt, reason="替考", by=officer, approved_by=head)
