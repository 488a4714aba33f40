"""Annulled by two people, for a unit or for one; a word to everybody; the end before its time."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from exams.errors import InterventionRefused, NotApproved
from exams.models import AnswerEvent, Attempt, AttemptState, Exam, ExamState, GradingCause, Intervention, SubmittedBy
from exams.services.annulments import annul, keep, open_proposals, propose_annulment
from exams.services.extra_time import give_extra_time
from exams.services.invigilating import end_now, tell
from exams.services.journal import record_events
from exams.services.sittings import start_attempt, sweep
from organizations.models import User
from organizations.models.append_only import AppendOnly
from organizations.services.memberships import transfer
from tests.factories.interventions import an_order, for_one, paused
from tests.factories.organizations import County
from tests.factories.sittings import a_worker, an_event, an_exam, answer, sit

pytestmark = pytest.mark.django_db


def fresh(attempt: Attempt) -> Attempt:
    return Attempt.objects.get(pk=attempt.pk)


def decided(proposal: Intervention, by: User) -> Intervention:
    return annul(proposal=proposal, reason="同意", by=by, key=uuid4())


def test_a_second_person_annuls_the_unit_and_everybody_gets_a_new_seat(county: County, head: User) -> None:
    workers = [a_worker(county.team) for _number in range(2)]
    exam = an_exam(county.enterprise)
    first, second = sit(exam, workers[0], right=2), start_attempt(exam=exam, worker=workers[1])
    untouched = sit(exam, a_worker(county.other_team), right=5)
    proposal = propose_annulment(order=an_order(exam, county.team))
    assert fresh(first).state == AttemptState.GRADED

    assert decided(proposal, head).people == 2

    assert {fresh(first).state, fresh(second).state} == {AttemptState.VOIDED}
    assert (fresh(first).void_reason, fresh(first).void_approved_by) == ("井口停电", head)
    assert AnswerEvent.objects.filter(attempt=first).exists()
    assert fresh(untouched).state == AttemptState.GRADED
    again = start_attempt(exam=exam, worker=workers[0])
    assert (again.number, again.state, len(again.paper)) == (2, AttemptState.IN_PROGRESS, 5)
    assert open_proposals(exam) == []


def test_one_person_can_not_do_both(county: County) -> None:
    attempt = sit(an_exam(county.enterprise), a_worker(county.team), right=2)
    proposal = propose_annulment(order=for_one(attempt))

    with pytest.raises(NotApproved):
        decided(proposal, proposal.by)
    assert open_proposals(attempt.exam) == [proposal]


def test_a_proposal_is_decided_once(county: County, head: User) -> None:
    attempt = sit(an_exam(county.enterprise), a_worker(county.team), right=2)
    proposal = propose_annulment(order=for_one(attempt))
    keep(proposal=proposal, reason="人没离开过", by=head, key=uuid4())

    with pytest.raises(InterventionRefused):
        decided(proposal, head)
    assert fresh(attempt).state == AttemptState.GRADED


def test_who_began_after_the_proposal_is_not_meant_by_it(county: County, head: User) -> None:
    early, late = a_worker(county.team), a_worker(county.team)
    exam = an_exam(county.enterprise)
    start_attempt(exam=exam, worker=early)
    proposal = propose_annulment(order=an_order(exam, county.team))
    begun_after = start_attempt(exam=exam, worker=late)

    decided(proposal, head)

    assert fresh(begun_after).state == AttemptState.IN_PROGRESS


def test_extra_time_and_a_pause_come_along_to_the_new_seat(county: County, head: User) -> None:
    attempt = start_attempt(exam=an_exam(county.enterprise), worker=a_worker(county.team))
    give_extra_time(order=for_one(attempt, reason="手有伤"), minutes=15)
    proposal = propose_annulment(order=for_one(attempt))
    paused(attempt.exam, county.workshop)

    decided(proposal, head)

    seat = Attempt.objects.get(worker=attempt.worker, number=2)
    assert seat.extra_seconds == 15 * 60
    assert seat.paused_at is not None


def test_who_has_left_gets_no_new_seat_and_a_closed_exam_a_blank_one(county: County, head: User) -> None:
    left, stays = a_worker(county.team), a_worker(county.team)
    exam = an_exam(county.enterprise)
    gone, there = sit(exam, left, right=2), sit(exam, stays, right=2)
    transfer(user=left, to=county.neighbour_team, by=None)
    proposal = propose_annulment(order=an_order(exam, county.team))
    Exam.objects.update(state=ExamState.CLOSED)

    assert decided(proposal, head).people == 2

    assert fresh(gone).state == AttemptState.VOIDED
    seat = Attempt.objects.get(exam=exam, number=2)
    assert (seat.worker, seat.paper) == (there.worker, [])


def test_where_nobody_sat_nothing_can_be_annulled(county: County) -> None:
    a_worker(county.team)

    with pytest.raises(InterventionRefused):
        propose_annulment(order=an_order(an_exam(county.enterprise), county.team))


def test_annulling_a_unit_costs_the_same_whatever_its_size(
    county: County, head: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    workers = [a_worker(county.team) for _number in range(12)]
    exam = an_exam(county.enterprise)
    for worker in workers:
        start_attempt(exam=exam, worker=worker)
    proposal = propose_annulment(order=an_order(exam, county.team))

    with django_assert_max_num_queries(40):
        assert decided(proposal, head).people == 12


def test_a_message_reaches_every_phone_of_the_unit_that_has_not_finished(county: County) -> None:
    waiting, done = a_worker(county.team), a_worker(county.team)
    exam = an_exam(county.enterprise)
    running = start_attempt(exam=exam, worker=a_worker(county.team))
    finished = sit(exam, done, right=1)
    tell(order=an_order(exam, county.workshop, reason="第 3 题的图看不清，放大看。"))
    tell(order=an_order(exam, county.workshop, reason="还有“半”小时\n"))

    told = record_events(attempt_id=running.pk, device=uuid4(), events=[]).told

    assert [json.loads(line)["text"] for line in told.splitlines()] == ["第 3 题的图看不清，放大看。", "还有“半”小时"]
    assert Attempt.objects.get(worker=waiting).told == told
    assert fresh(finished).told == ""


def test_ending_hands_in_what_is_there_and_says_who_ended_it(county: County) -> None:
    attempt = start_attempt(exam=an_exam(county.enterprise), worker=a_worker(county.team))
    elsewhere = start_attempt(exam=attempt.exam, worker=a_worker(county.other_team))
    answer(attempt, right=4)

    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        end_now(order=an_order(attempt.exam, county.team, reason="井下报警，撤人"))
        on_the_way = [an_event(50, 4, ["A"])]
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        assert sweep() == 1
        assert record_events(attempt_id=attempt.pk, device=uuid4(), events=on_the_way).accepted == (50,)

    ended = fresh(attempt)
    assert (ended.state, ended.submitted_by) == (AttemptState.GRADED, SubmittedBy.ENDED)
    assert ended.finished_at == ended.deadline
    first, _with_the_late_one = attempt.gradings.all()
    assert first.cause == GradingCause.ENDED
    assert fresh(elsewhere).state == AttemptState.IN_PROGRESS


def test_an_end_by_mistake_is_mended_by_giving_time(county: County) -> None:
    attempt = start_attempt(exam=an_exam(county.enterprise), worker=a_worker(county.team))
    end_now(order=for_one(attempt))
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        sweep()
        give_extra_time(order=for_one(attempt), minutes=40)

        assert fresh(attempt).state == AttemptState.IN_PROGRESS
        assert fresh(attempt).deadline == timezone.now() + timedelta(minutes=40)


def test_a_paused_sitting_can_be_ended(county: County) -> None:
    attempt = start_attempt(exam=an_exam(county.enterprise), worker=a_worker(county.team))
    paused(attempt.exam, county.team)
    end_now(order=for_one(attempt))

    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        assert sweep() == 1


def test_interventions_can_be_neither_changed_nor_deleted(county: County) -> None:
    made = paused(an_exam(county.enterprise), county.team)

    with pytest.raises(AppendOnly):
        made.save()
    with pytest.raises(AppendOnly):
        made.delete()
