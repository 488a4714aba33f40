"""The power fails in one unit: clocks stand, nobody loses a second, and nobody else notices."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from exams.errors import ExamNotOpen, InterventionRefused
from exams.models import Attempt, AttemptState, SubmittedBy
from exams.services.exams import close_exams
from exams.services.extra_time import give_extra_time
from exams.services.journal import record_events
from exams.services.pauses import pauses_that_last
from exams.services.sittings import start_attempt, submit_attempt, sweep
from tests.factories.interventions import an_order_for_twelve, end_of, for_one, paused
from tests.factories.organizations import County
from tests.factories.sittings import a_worker, an_event, an_exam, answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(county: County) -> Attempt:
    worker = a_worker(county.team)
    return start_attempt(exam=an_exam(county.enterprise, minutes=30), worker=worker)


def later(**by: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**by), tick=False)


def fresh(attempt: Attempt) -> Attempt:
    return Attempt.objects.select_related("exam").get(pk=attempt.pk)


def deadline_of(attempt: Attempt) -> datetime:
    deadline = fresh(attempt).deadline
    assert deadline is not None
    return deadline


def test_the_deadline_moves_by_as_long_as_the_clock_stood(county: County, begun: Attempt) -> None:
    with later(minutes=5):
        pause = paused(begun.exam, county.team)
    with later(minutes=25):
        assert end_of(pause).people == 1

    assert abs(deadline_of(begun) - (begun.deadline or timezone.now()) - timedelta(minutes=20)) < timedelta(seconds=1)
    assert fresh(begun).paused_at is None


def test_what_phones_send_during_the_pause_counts_even_after_the_old_deadline(county: County, begun: Attempt) -> None:
    paused(begun.exam, county.team)

    with later(minutes=45):
        told = record_events(attempt_id=begun.pk, device=uuid4(), events=[an_event(0, 0, ["A"])])

    assert told.accepted == (0,)
    assert told.paused_at is not None
    assert not begun.events.get().is_late


def test_the_sweep_leaves_a_paused_sitting_alone(county: County, begun: Attempt) -> None:
    pause = paused(begun.exam, county.team)

    with later(hours=3):
        assert sweep() == 0
        end_of(pause)
        assert sweep() == 0
    with later(hours=3, minutes=31):
        assert sweep() == 1


def test_nobody_begins_during_the_pause_and_the_reason_is_said(county: County, begun: Attempt) -> None:
    here, elsewhere = a_worker(county.team), a_worker(county.other_team)
    pause = paused(begun.exam, county.team)

    with pytest.raises(ExamNotOpen, match=f"{timezone.localtime(pause.at):%H:%M}"):
        start_attempt(exam=begun.exam, worker=here)  # his seat was made during the pause

    assert start_attempt(exam=begun.exam, worker=elsewhere).state == AttemptState.IN_PROGRESS
    end_of(pause)
    assert start_attempt(exam=begun.exam, worker=here).state == AttemptState.IN_PROGRESS


def test_a_pause_that_outlasts_the_window_moves_the_window_for_its_seats(county: County) -> None:
    worker, other = a_worker(county.team), a_worker(county.other_team)
    exam = an_exam(county.enterprise, minutes=60, closes_in=timedelta(minutes=30))
    pause = paused(exam, county.team)

    with later(minutes=70):
        assert close_exams() == 0
        end_of(pause)
        attempt = start_attempt(exam=exam, worker=worker)
        with pytest.raises(ExamNotOpen):
            start_attempt(exam=exam, worker=other)

    assert abs((attempt.deadline or exam.closes_at) - exam.closes_at - timedelta(minutes=70)) < timedelta(seconds=1)


def test_a_worker_may_hand_in_during_the_pause(county: County, begun: Attempt) -> None:
    answer(begun, right=5)
    pause = paused(begun.exam, county.team)

    with later(minutes=40):
        handed_in = submit_attempt(attempt=begun)
        end_of(pause)

    assert handed_in.submitted_by == SubmittedBy.WORKER
    assert handed_in.score == 100
    assert handed_in.finished_at is not None
    assert handed_in.finished_at < deadline_of(begun)


def test_a_sitting_whose_time_was_up_is_not_saved_by_a_pause(county: County, begun: Attempt) -> None:
    with later(minutes=31):
        assert paused(begun.exam, county.team).people == 0
        assert sweep() == 1


def test_a_pause_within_a_pause_ends_with_the_longer_one(county: County, begun: Attempt) -> None:
    before = deadline_of(begun)
    inner = paused(begun.exam, county.team)
    with later(minutes=5):
        outer = paused(begun.exam, county.workshop)
    with later(minutes=10):
        end_of(inner)
        assert fresh(begun).paused_at is not None
    with later(minutes=20):
        end_of(outer)

    assert abs(deadline_of(begun) - before - timedelta(minutes=20)) < timedelta(seconds=1)


def test_a_unit_is_paused_once_and_a_pause_ends_once(county: County, begun: Attempt) -> None:
    pause = paused(begun.exam, county.team)
    with pytest.raises(InterventionRefused):
        paused(begun.exam, county.team)
    end_of(pause)
    after = deadline_of(begun)

    with later(minutes=5), pytest.raises(InterventionRefused):
        end_of(pause)
    assert deadline_of(begun) == after
    assert paused(begun.exam, county.team).people == 1  # and again, when the power fails again


def test_a_forgotten_pause_is_listed_until_somebody_ends_it(county: County, begun: Attempt) -> None:
    pause = paused(begun.exam, county.team)
    with later(hours=20):
        assert close_exams() == 0
        assert pauses_that_last(begun.exam) == [pause]
        end_of(pause)

    assert pauses_that_last(begun.exam) == []


def test_a_unit_costs_the_same_whatever_its_size(
    county: County, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    order = an_order_for_twelve(county.enterprise, county.team)

    with django_assert_max_num_queries(36):
        pause = paused(order.exam, order.unit)
        assert (pause.people, end_of(pause).people) == (12, 12)


def test_extra_time_during_a_pause_is_added_to_it(county: County, begun: Attempt) -> None:
    before = deadline_of(begun)
    pause = paused(begun.exam, county.team)
    with later(minutes=50):  # the deadline of before has passed, but the clock stood
        give_extra_time(order=for_one(begun), minutes=5)
        end_of(pause)

    assert abs(deadline_of(begun) - before - timedelta(minutes=55)) < timedelta(seconds=1)
