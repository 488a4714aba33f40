"""Make-ups (补考): who needs one, the seats, their window, and what counts afterwards."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from exams.errors import ExamNotOpen, MakeUpRefused, NotRetrained
from exams.exam_archive import NotOver, check_is_over
from exams.made_up import made_up
from exams.models import Attempt, AttemptState, Exam, MakeUp, ResultsShown, WrongQuestion
from exams.practice.questions import open_questions
from exams.release import is_out, may_see_result, sittings_out
from exams.reports import exam_lines, sittings
from exams.services.fixed_papers import fix_draw
from exams.services.make_ups import close_make_ups, who_needs_one
from exams.services.retraining import confirm_retraining, retrained
from exams.services.sittings import start_attempt, submit_attempt, sweep, void_attempt
from home.tasks import tasks_of
from organizations.models import AuditEntry, Unit, User
from tests.factories.learning import an_assignment, has_learned
from tests.factories.make_ups import a_make_up, close, close_make_up
from tests.factories.organizations import County, UserFactory
from tests.factories.sittings import a_worker, answer, sit

pytestmark = pytest.mark.django_db


def confirmed(make_up: MakeUp) -> MakeUp:
    confirm_retraining(make_up=make_up, seats=list(make_up.seats.all()), note="会议室重新学习", by=UserFactory())
    return make_up


def sit_again(exam: Exam, worker: User, *, right: int) -> Attempt:
    attempt = start_attempt(exam=exam, worker=worker)
    answer(attempt, right=right)
    return submit_attempt(attempt=attempt)


def needing(exam: Exam) -> dict[int, Attempt]:
    return {seat.worker_id: seat for seat in who_needs_one(exam, Unit.objects.all())}


def test_who_failed_was_absent_or_annulled_needs_one_and_nobody_else(
    county: County, exam: Exam, failed: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    passed, absent, cheat, gone = (a_worker(county.team) for _each in range(4))
    sit(exam, passed, right=5)
    void_attempt(attempt=sit(exam, cheat, right=5), reason="替考", by=UserFactory(), approved_by=UserFactory())
    sit(exam, gone, right=0)
    gone.memberships.update(ended_on=timezone.localdate() - timedelta(days=1))
    close(exam)

    with django_assert_num_queries(1):
        found = needing(exam)
    assert set(found) == {failed.pk, absent.pk, cheat.pk}
    assert {worker for worker, seat in found.items() if seat.was_annulled} == {cheat.pk}  # type: ignore[attr-defined]


def test_a_make_up_asks_questions_that_he_has_not_had_as_far_as_there_are(exam: Exam, failed: User) -> None:
    close(exam)
    a_make_up(exam, [failed])
    first, second = Attempt.objects.filter(worker=failed).order_by("number")

    had, asked = ({line[0] for line in attempt.paper} for attempt in (first, second))
    assert (second.number, second.state, len(second.paper)) == (2, AttemptState.PREPARED, 5)
    # the bank holds two more than a paper asks
    assert len(asked - had) == 2
    assert AuditEntry.objects.get(action="make_up.make").detail["people"] == 1


def test_the_make_up_has_its_own_window_and_the_exams_stays(exam: Exam, failed: User) -> None:
    close(exam)
    window = exam.opens_at, exam.closes_at
    ends = timezone.now() + timedelta(minutes=20)
    confirmed(a_make_up(exam, [failed], closes_at=ends))
    attempt = start_attempt(exam=exam, worker=failed)

    exam.refresh_from_db()
    assert (exam.opens_at, exam.closes_at) == window
    assert attempt.deadline == ends
    with time_machine.travel(ends + timedelta(seconds=1), tick=False):
        assert sweep() == 1
    assert Attempt.objects.get(pk=attempt.pk).state == AttemptState.GRADED


@pytest.mark.parametrize(("opens", "closes"), [(1, 2), (-2, -1)])
def test_nobody_begins_outside_its_window(exam: Exam, failed: User, opens: int, closes: int) -> None:
    close(exam)
    made = confirmed(a_make_up(exam, [failed]))
    now = timezone.now()
    MakeUp.objects.filter(pk=made.pk).update(
        opens_at=now + timedelta(hours=opens), closes_at=now + timedelta(hours=closes)
    )
    with pytest.raises(ExamNotOpen):
        start_attempt(exam=exam, worker=failed)


def test_nobody_begins_before_he_was_retrained_and_a_note_lets_him(exam: Exam, failed: User) -> None:
    close(exam)
    made = a_make_up(exam, [failed])
    with pytest.raises(NotRetrained):
        start_attempt(exam=exam, worker=failed)
    with pytest.raises(MakeUpRefused):
        confirm_retraining(make_up=made, seats=list(made.seats.all()), note=" ", by=UserFactory())

    confirmed(made)
    assert start_attempt(exam=exam, worker=failed).state == AttemptState.IN_PROGRESS


def test_a_learning_task_counts_when_it_was_done_after_the_sitting(county: County, exam: Exam, failed: User) -> None:
    task, other = an_assignment(county.enterprise), a_worker(county.team)
    with time_machine.travel(timezone.now() - timedelta(days=3), tick=False):
        has_learned(failed, task)
    sit(exam, other, right=0)
    close(exam)
    made = a_make_up(exam, [failed, other], assignment=task)
    seats = list(made.seats.all())
    assert retrained(made, seats) == set()
    has_learned(other, task)

    assert retrained(made, seats) == {other.pk}
    assert start_attempt(exam=exam, worker=other).state == AttemptState.IN_PROGRESS
    with pytest.raises(NotRetrained, match=task.title):
        start_attempt(exam=exam, worker=failed)


def test_the_first_result_goes_on_counting_and_the_make_up_stands_beside_it(exam: Exam, failed: User) -> None:
    close(exam)
    before = exam_lines([exam], Attempt.objects.all())[0].tally
    confirmed(a_make_up(exam, [failed]))
    sit_again(exam, failed, right=5)

    assert exam_lines([exam], Attempt.objects.all())[0].tally == before
    line = sittings(Attempt.objects.filter(exam=exam)).get(worker=failed)
    again = made_up(line)
    assert (line.score, again and again.score, again and again.passed) == (Decimal(40), Decimal(100), True)
    assert needing(exam) == {}


def test_there_is_one_round_until_another_is_made(exam: Exam, failed: User) -> None:
    close(exam)
    first = confirmed(a_make_up(exam, [failed]))
    with pytest.raises(MakeUpRefused):
        a_make_up(exam, [failed])
    sit_again(exam, failed, right=1)
    assert set(needing(exam)) == set()
    close_make_up(first)

    a_make_up(exam, [failed])
    assert list(Attempt.objects.filter(worker=failed).order_by("number").values_list("number", flat=True)) == [1, 2, 3]


def test_a_make_up_of_an_exam_that_runs_or_by_a_paper_that_everybody_knows_is_refused(exam: Exam, failed: User) -> None:
    with pytest.raises(MakeUpRefused):
        a_make_up(exam, [failed])
    close(exam)
    fixed = fix_draw(paper=exam.paper, by=None)
    Exam.objects.filter(pk=exam.pk).update(paper=fixed)
    with pytest.raises(MakeUpRefused):
        a_make_up(Exam.objects.get(pk=exam.pk), [failed])
    with pytest.raises(MakeUpRefused):
        a_make_up(exam, [failed], closes_at=timezone.now() - timedelta(minutes=1))
    assert not MakeUp.objects.exists()


def test_it_closes_when_its_grace_is_over_and_nobody_sits(exam: Exam, failed: User) -> None:
    close(exam)
    made = confirmed(a_make_up(exam, [failed]))
    start_attempt(exam=exam, worker=failed)
    later = made.closes_at + timedelta(hours=2)

    with pytest.raises(NotOver):
        check_is_over(exam)
    assert close_make_ups(moment=made.closes_at + timedelta(minutes=1)) == 0
    assert close_make_ups(moment=later) == 0
    with time_machine.travel(later, tick=False):
        sweep()
        assert close_make_ups() == 1
    check_is_over(exam)


def test_its_results_wait_as_those_of_the_exam_do(
    exam: Exam, failed: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    exam.results_shown = ResultsShown.AFTER_WINDOW
    close(exam)
    everything = open_questions(failed).count()
    made = confirmed(a_make_up(exam, [failed]))
    attempt = sit_again(exam, failed, right=3)
    assert (is_out(exam), may_see_result(attempt)) == (True, False)
    assert open_questions(failed).count() == everything - len(attempt.paper)
    assert not WrongQuestion.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        close_make_up(made)

    assert set(Attempt.objects.filter(sittings_out())) == set(Attempt.objects.filter(exam=exam))
    assert WrongQuestion.objects.filter(worker=failed).count() == 2
    assert open_questions(failed).count() == everything


def test_it_stands_on_the_start_page_and_a_missed_one_does_not_hide_the_first_result(exam: Exam, failed: User) -> None:
    close(exam)
    made = a_make_up(exam, [failed])
    assert f"补考：{exam.title}" in {card.name for card in tasks_of(failed)} or any(
        exam.title in card.name and card.action for card in tasks_of(failed)
    )
    close_make_up(made)
    with time_machine.travel(made.closes_at + timedelta(hours=2), tick=False):
        [card] = [card for card in tasks_of(failed) if exam.title in card.name]
    assert card.state == "done"
