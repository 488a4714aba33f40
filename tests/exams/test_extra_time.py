"""More time: before and during a sitting, for one person and for a unit, and after the time was up."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from exams.errors import InterventionRefused
from exams.models import Attempt, AttemptState, Exam, ExamState, GradingCause, Intervention, SubmittedBy
from exams.services.exams import close_exams
from exams.services.extra_time import give_extra_time
from exams.services.papers import prepare_papers
from exams.services.sittings import start_attempt, submit_attempt, sweep
from organizations.models import AuditEntry
from tests.factories.interventions import an_order, an_order_for_twelve, for_one
from tests.factories.organizations import County
from tests.factories.sittings import a_worker, an_exam, answer, sit

pytestmark = pytest.mark.django_db
TEN = timedelta(minutes=10)


def later(**by: int) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**by), tick=False)


def fresh(attempt: Attempt) -> Attempt:
    return Attempt.objects.select_related("exam", "unit").get(pk=attempt.pk)


def test_extra_time_moves_the_deadline_of_a_sitting_under_way(county: County) -> None:
    attempt = start_attempt(exam=an_exam(county.enterprise), worker=a_worker(county.team))
    before = attempt.deadline

    give_extra_time(order=for_one(attempt), minutes=10)

    assert before is not None
    assert fresh(attempt).deadline == before + TEN


def test_extra_time_given_before_the_start_counts_from_the_start(county: County) -> None:
    worker = a_worker(county.team)
    exam = an_exam(county.enterprise, minutes=60)
    seat = Attempt.objects.get(exam=exam, worker=worker)
    give_extra_time(order=for_one(seat, reason="手有伤"), minutes=15)

    attempt = start_attempt(exam=exam, worker=worker)

    assert attempt.started_at is not None
    assert attempt.deadline == attempt.started_at + timedelta(minutes=75)


def test_extra_time_may_pass_the_end_of_the_window_and_nothing_else_may(county: County) -> None:
    worker = a_worker(county.team)
    exam = an_exam(county.enterprise, minutes=60, closes_in=timedelta(minutes=20))
    give_extra_time(order=an_order(exam, county.team), minutes=15)

    assert start_attempt(exam=exam, worker=worker).deadline == exam.closes_at + timedelta(minutes=15)


def test_a_units_extra_time_reaches_its_people_and_nobody_else(county: County) -> None:
    worker, other = a_worker(county.team), a_worker(county.other_team)
    exam = an_exam(county.enterprise, minutes=60)
    give_extra_time(order=an_order(exam, county.team), minutes=10)

    assert start_attempt(exam=exam, worker=worker).extra_seconds == 600
    assert start_attempt(exam=exam, worker=other).extra_seconds == 0


@pytest.mark.parametrize("on_the_spot", [True, False], ids=["at the start", "by the roster"])
def test_who_comes_to_the_unit_later_has_its_extra_time(on_the_spot: bool, county: County) -> None:
    exam = an_exam(county.enterprise)
    give_extra_time(order=an_order(exam, county.workshop), minutes=10)
    latecomer = a_worker(county.team)
    if not on_the_spot:
        prepare_papers(exam=exam)

    assert start_attempt(exam=exam, worker=latecomer).extra_seconds == 600


def test_a_sitting_that_was_swept_is_under_way_again_and_its_grading_stays_in_the_history(county: County) -> None:
    attempt = start_attempt(exam=an_exam(county.enterprise, minutes=30), worker=a_worker(county.team))
    answer(attempt, right=1)
    with later(minutes=35):
        sweep()
        swept = fresh(attempt)
        give_extra_time(order=an_order(attempt.exam, county.team), minutes=10)
        again = fresh(attempt)
        assert (again.state, again.score, again.deadline) == (AttemptState.IN_PROGRESS, None, timezone.now() + TEN)
        answer(again, right=5)
    with later(minutes=50):
        sweep()

    last = fresh(attempt)
    assert last.score == 100
    assert last.receipt == swept.receipt
    assert [(grading.cause, int(grading.score)) for grading in attempt.gradings.all()] == [
        (GradingCause.DEADLINE, 20),
        (GradingCause.DEADLINE, 100),
    ]


def test_a_units_extra_time_opens_nothing_whose_time_was_up_long_ago(county: County) -> None:
    attempt = start_attempt(exam=an_exam(county.enterprise, minutes=30), worker=a_worker(county.team))
    with later(minutes=90):
        sweep()
        give_extra_time(order=an_order(attempt.exam, county.team), minutes=10)

    assert fresh(attempt).state == AttemptState.GRADED


def test_what_the_worker_handed_in_stays_handed_in(county: County) -> None:
    attempt = sit(an_exam(county.enterprise), a_worker(county.team), right=3)

    with pytest.raises(InterventionRefused):
        give_extra_time(order=for_one(attempt), minutes=10)
    give_extra_time(order=an_order(attempt.exam, county.team), minutes=10)

    assert fresh(attempt).submitted_by == SubmittedBy.WORKER


def test_the_sweep_that_looked_before_the_extra_time_hands_nothing_in(county: County) -> None:
    attempt = start_attempt(exam=an_exam(county.enterprise, minutes=30), worker=a_worker(county.team))
    with later(minutes=31):
        give_extra_time(order=for_one(attempt), minutes=10)

        assert submit_attempt(attempt=attempt, by=SubmittedBy.DEADLINE).state == AttemptState.IN_PROGRESS


def test_a_double_tap_gives_the_time_once(county: County) -> None:
    attempt = start_attempt(exam=an_exam(county.enterprise), worker=a_worker(county.team))
    order = for_one(attempt)

    first = give_extra_time(order=order, minutes=10)

    assert give_extra_time(order=order, minutes=10) == first
    assert fresh(attempt).extra_seconds == 600
    assert AuditEntry.objects.get(action="exam.extra").detail["seconds"] == 600


def test_a_form_is_not_good_for_a_second_purpose(county: County) -> None:
    attempt = start_attempt(exam=an_exam(county.enterprise), worker=a_worker(county.team))
    order = for_one(attempt)
    give_extra_time(order=order, minutes=10)

    with pytest.raises(InterventionRefused):
        give_extra_time(order=an_order(attempt.exam, county.other_team, key=order.key), minutes=10)


@pytest.mark.parametrize(("minutes", "reason"), [(0, "停电"), (-5, "停电"), (241, "停电"), (10, "  ")])
def test_no_time_too_much_time_and_no_reason_are_refused_and_change_nothing(
    minutes: int, reason: str, county: County
) -> None:
    attempt = start_attempt(exam=an_exam(county.enterprise), worker=a_worker(county.team))

    with pytest.raises(InterventionRefused):
        give_extra_time(order=for_one(attempt, reason=reason), minutes=minutes)

    assert fresh(attempt).deadline == attempt.deadline
    assert not Intervention.objects.exists()


def test_the_exam_closes_when_the_last_extra_time_is_over(county: County) -> None:
    exam = an_exam(county.enterprise, minutes=60, closes_in=timedelta(minutes=30))
    attempt = start_attempt(exam=exam, worker=a_worker(county.team))
    give_extra_time(order=for_one(attempt), minutes=120)

    with later(minutes=90):
        assert (sweep(), close_exams()) == (0, 0)
    with later(minutes=155):
        assert (sweep(), close_exams()) == (1, 0)  # late answers may still come
    with later(minutes=185):
        assert close_exams() == 1


def test_a_closed_exam_gives_no_more_time(county: County) -> None:
    attempt = start_attempt(exam=an_exam(county.enterprise), worker=a_worker(county.team))
    Exam.objects.update(state=ExamState.CLOSED)

    with pytest.raises(InterventionRefused):
        give_extra_time(order=for_one(attempt), minutes=10)


def test_a_unit_costs_the_same_whatever_its_size(
    county: County, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    order = an_order_for_twelve(county.enterprise, county.team)

    with django_assert_max_num_queries(18):
        assert give_extra_time(order=order, minutes=10).people == 12
