"""What becomes of a worker's answers: kept once, and what was wrong comes back until it is right often enough."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from exams.errors import NotAnAnswer
from exams.models import (
    Exam,
    PracticeAnswer,
    QuestionVersion,
    WrongQuestion,
)
from exams.services.practice import answer_practice
from exams.services.sittings import start_attempt, submit_attempt
from exams.services.wrong_questions import note_graded
from organizations.models import User
from organizations.models.append_only import AppendOnly
from tests.factories.exams import QuestionFactory
from tests.factories.organizations import (
    County,
)
from tests.factories.practice import practise
from tests.factories.sittings import an_exam, sit

pytestmark = pytest.mark.django_db


def test_the_first_answer_on_an_occasion_stands(county: County, worker: User) -> None:
    question = QuestionFactory(bank__owner=county.bureau)
    occasion = uuid4()

    for answer in ("B", "A", "A"):
        kept = answer_practice(worker=worker, version=question.current, keys="ABCD", answer=[answer], occasion=occasion)
        assert (kept.answer, kept.is_right) == (["B"], False)

    assert PracticeAnswer.objects.count() == 1
    with pytest.raises(AppendOnly):
        kept.delete()


@pytest.mark.parametrize("answer", [[], [""], ["E"], ["A", "A"]])
def test_no_answer_or_one_that_was_not_offered_is_refused(county: County, worker: User, answer: list[str]) -> None:
    question = QuestionFactory(bank__owner=county.bureau)

    with pytest.raises(NotAnAnswer):
        answer_practice(worker=worker, version=question.current, keys="ABCD", answer=answer, occasion=uuid4())

    assert not PracticeAnswer.objects.exists()
    assert not WrongQuestion.objects.exists()


def test_steps_of_which_some_have_no_number_yet_are_no_wrong_answer(county: County, worker: User) -> None:
    question = QuestionFactory(bank__owner=county.bureau, ordered=True)

    with pytest.raises(NotAnAnswer):
        answer_practice(worker=worker, version=question.current, keys="ABCD", answer=["C", "A"], occasion=uuid4())

    assert not WrongQuestion.objects.exists()


def test_a_wrong_answer_enters_the_book_and_five_right_ones_each_on_its_day_lead_out(
    county: County, worker: User
) -> None:
    question, day = QuestionFactory(bank__owner=county.bureau), timezone.now()
    practise(worker, question, "B")

    for pause in (1, 3, 10, 30, 60):
        day += timedelta(days=pause)
        with time_machine.travel(day - timedelta(days=1) if pause > 1 else day):
            practise(worker, question)
        assert WrongQuestion.objects.filter(worker=worker).exists() or pause == 60
        with time_machine.travel(day):
            practise(worker, question)

    assert not WrongQuestion.objects.exists()


def test_a_right_answer_to_what_was_never_wrong_enters_nothing(county: County, worker: User) -> None:
    practise(worker, QuestionFactory(bank__owner=county.bureau))

    assert not WrongQuestion.objects.exists()


def graded_exam(worker: User, right: int, callbacks: DjangoCaptureOnCommitCallbacks) -> Exam:
    exam = an_exam(worker.memberships.get().enterprise)
    with callbacks(execute=True):
        sit(exam, worker, right=right)
    return exam


def test_what_was_wrong_in_an_exam_is_in_the_book_for_tomorrow(
    worker: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    exam = graded_exam(worker, 3, django_capture_on_commit_callbacks)
    attempt = exam.attempts.get(worker=worker)

    wrong = QuestionVersion.objects.filter(pk__in=[line[0] for line in attempt.paper[3:]])
    book = WrongQuestion.objects.filter(worker=worker)
    assert {row.question_id for row in book} == {version.question_id for version in wrong}
    assert {row.due_on for row in book} == {timezone.localdate() + timedelta(days=1)}


def test_grading_again_changes_nothing_in_the_book(
    worker: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    exam = graded_exam(worker, 3, django_capture_on_commit_callbacks)
    before = set(WrongQuestion.objects.values_list("pk", "due_on"))

    note_graded(exam.attempts.get(worker=worker).gradings.get())

    assert set(WrongQuestion.objects.values_list("pk", "due_on")) == before


def test_what_was_left_blank_is_not_in_the_book(
    worker: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    exam = an_exam(worker.memberships.get().enterprise)
    with django_capture_on_commit_callbacks(execute=True):
        submit_attempt(attempt=start_attempt(exam=exam, worker=worker))

    assert not WrongQuestion.objects.exists()


def test_a_paper_with_many_wrong_answers_costs_the_book_one_statement(
    worker: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    exam = graded_exam(worker, 0, django_capture_on_commit_callbacks)
    grading = exam.attempts.get(worker=worker).gradings.select_related("attempt__exam").get()

    with django_assert_num_queries(1):
        note_graded(grading)
