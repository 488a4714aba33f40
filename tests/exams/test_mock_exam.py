"""Mock exams: like the real one, and nobody's business."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from exams.errors import NothingToPractise
from exams.models import (
    AnswerEvent,
    Attempt,
    AttemptState,
    Exam,
    Grading,
    MockExam,
    PracticeAnswer,
    QuestionBank,
    QuestionVersion,
    ResultsShown,
    WrongQuestion,
)
from exams.services.mock_exams import graded_mock, hand_in_mock, start_mock
from exams.services.sittings import start_attempt, submit_attempt
from organizations.models import User
from tests.factories.exams import QuestionFactory
from tests.factories.odd_exams import close
from tests.factories.organizations import County, phone_of
from tests.factories.sittings import a_worker, an_exam

pytestmark = pytest.mark.django_db


def right_answers(mock: MockExam) -> dict[int, list[str]]:
    keys = dict(QuestionVersion.objects.values_list("pk", "answer"))
    return {slot: keys[line[0]] for slot, line in enumerate(mock.paper)}


def test_it_is_made_by_the_blueprint_of_an_exam_that_he_sits(county: County, worker: User) -> None:
    exam = an_exam(county.enterprise)

    mock = start_mock(worker=worker)

    assert mock.exam == exam
    assert [line[2] for line in mock.paper] == ["20.00"] * 5


def test_without_an_exam_it_has_the_usual_mix_as_far_as_there_is(county: County, worker: User) -> None:
    for kind, count in (({}, 12), ({"multiple": True}, 2), ({"true_false": True}, 9)):
        for _number in range(count):
            QuestionFactory(bank__owner=county.town, **kind)

    mock = start_mock(worker=worker)

    kinds = QuestionVersion.objects.in_bulk([line[0] for line in mock.paper]).values()
    counted = sorted(version.question.kind for version in kinds)
    assert mock.exam is None
    assert counted == ["multiple"] * 2 + ["single"] * 8 + ["true_false"] * 8


def test_where_the_exams_bank_is_closed_to_practice_there_is_no_key_to_be_had(county: County, worker: User) -> None:
    an_exam(county.enterprise)
    QuestionBank.objects.update(is_for_practice=False)
    with pytest.raises(NothingToPractise):
        start_mock(worker=worker)
    open_one = QuestionFactory(bank__owner=county.enterprise)

    assert [line[0] for line in start_mock(worker=worker).paper] == [open_one.current_id]


def test_it_leaves_the_prepared_paper_and_every_score_alone(county: County, worker: User) -> None:
    exam = an_exam(county.enterprise)
    seat = Attempt.objects.get(exam=exam, worker=worker)
    mock = start_mock(worker=worker)
    hand_in_mock(mock=mock, chosen=right_answers(mock))

    after = Attempt.objects.get(pk=seat.pk)
    assert (after.state, after.paper, after.score) == (AttemptState.PREPARED, seat.paper, None)
    assert not Grading.objects.exists()
    assert not AnswerEvent.objects.exists()


def test_a_second_tap_finds_the_mock_exam_of_today_and_tomorrow_there_is_a_new_one(
    county: County, worker: User
) -> None:
    an_exam(county.enterprise)
    first = start_mock(worker=worker)
    assert start_mock(worker=worker) == first

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert start_mock(worker=worker) != first
    assert MockExam.objects.count() == 1


def test_it_is_marked_once_and_what_was_wrong_is_in_the_book_but_no_blank(county: County, worker: User) -> None:
    an_exam(county.enterprise)
    mock = start_mock(worker=worker)
    wrong = next(key for key in mock.paper[3][1] if key != "A")
    chosen = {**right_answers(mock), 3: [wrong], 4: []}
    for answers in (chosen, right_answers(mock)):
        mock = hand_in_mock(mock=mock, chosen=answers)

    assert int(graded_mock(mock).score) == 60
    assert PracticeAnswer.objects.filter(worker=worker).count() == 4
    assert WrongQuestion.objects.get().question.current_id == mock.paper[3][0]


def test_what_was_not_offered_is_no_answer(county: County, worker: User) -> None:
    an_exam(county.enterprise)
    mock = hand_in_mock(mock=start_mock(worker=worker), chosen={0: ["Z"], 1: ["A", "A"]})

    assert mock.chosen == [[]] * 5


def test_the_page_is_a_form_and_afterwards_the_result_for_him_alone(
    county: County, worker: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    an_exam(county.enterprise)
    phone = phone_of(worker)
    there = phone.post(reverse("exams:start_mock"))["Location"]
    mock = MockExam.objects.get()

    with django_assert_max_num_queries(6):
        page = phone.get(there).content.decode()
    assert page.count('class="question"') == 5
    assert "先检查，再下井。" not in page
    answers = {f"q{slot}": keys for slot, keys in right_answers(mock).items() if slot < 4}
    assert phone.post(there, {**answers, "answers": "1", "sure": "1"})["Location"] == there
    with django_assert_max_num_queries(7):  # one of them for the papers of his own, one for what stands on papers
        result = phone.get(there)

    assert int(result.context["graded"].score) == 80
    assert "先检查，再下井。" in result.content.decode()
    assert phone_of(a_worker(county.team)).get(there).status_code == 404


def told(phone: Client, there: str) -> set[int]:
    """The versions of which one of the two pages says what is right."""
    pages = (phone.get(there), phone.get(there, {"show": "right"}))
    return {item.version.pk for page in pages for item in page.context["review"].items}


@pytest.mark.parametrize("is_handed_in_before", [True, False])
def test_of_a_question_on_the_paper_that_he_sits_an_older_mock_exam_tells_nothing_until_the_result_is_out(
    county: County, worker: User, is_handed_in_before: bool
) -> None:
    exam = an_exam(county.enterprise)
    Exam.objects.update(results_shown=ResultsShown.AFTER_WINDOW)
    mock = start_mock(worker=worker)
    versions = [line[0] for line in mock.paper]
    there, phone = reverse("exams:mock_exam", args=[mock.pk]), phone_of(worker)
    Attempt.objects.filter(worker=worker).update(paper=mock.paper[:2])
    if is_handed_in_before:
        hand_in_mock(mock=mock, chosen=right_answers(mock))
        assert told(phone, there) == set(versions)
    attempt = start_attempt(exam=exam, worker=worker)
    hand_in_mock(mock=mock, chosen=right_answers(mock))

    page = phone.get(there).context
    assert told(phone, there) == set(versions[2:])
    assert (page["graded"].score, page["graded"].full_points, page["withheld"]) == (60, 60, 2)
    practised = set(PracticeAnswer.objects.values_list("version", flat=True))
    assert practised == set(versions if is_handed_in_before else versions[2:])
    submit_attempt(attempt=attempt)
    assert told(phone, there) == set(versions[2:])
    close(exam)
    assert told(phone, there) == set(versions)


def test_a_mock_exam_that_stands_wholly_on_his_paper_says_so_and_not_that_all_is_right(
    county: County, worker: User
) -> None:
    exam = an_exam(county.enterprise)
    mock = start_mock(worker=worker)
    Attempt.objects.filter(worker=worker).update(paper=mock.paper)
    start_attempt(exam=exam, worker=worker)
    hand_in_mock(mock=mock, chosen={})

    phone, there = phone_of(worker), reverse("exams:mock_exam", args=[mock.pk])
    page = phone.get(there)

    assert (told(phone, there), page.context["withheld"]) == (set(), 5)
    assert page.content.decode().count("<h2") == 0


def test_without_a_script_a_look_at_what_is_blank_stands_before_the_hand_in(county: County, worker: User) -> None:
    an_exam(county.enterprise, minutes=30)
    phone, mock = phone_of(worker), start_mock(worker=worker)
    there = reverse("exams:mock_exam", args=[mock.pk])

    look = phone.post(there, {"answers": "1", "q0": "A", "q2": "B"}, follow=True)
    paper = phone.get(there)

    assert [question.number for question in look.context["blank"]] == [2, 4, 5]
    assert f"{there}#q2" in look.content.decode()
    assert MockExam.objects.get().finished_at is None
    assert [question.answer for question in paper.context["questions"]] == [("A",), (), ("B",), (), ()]
    assert 29 * 60 < paper.context["seconds_left"] <= 30 * 60
    phone.post(there, {"sure": "1"})
    assert MockExam.objects.get().chosen == [["A"], [], ["B"], [], []]
    assert MockExam.objects.get().finished_at is not None


def test_a_script_hears_that_it_is_handed_in_without_a_page(county: County, worker: User) -> None:
    an_exam(county.enterprise)
    mock = start_mock(worker=worker)
    sent = {"answers": "1", "sure": "1", "q0": "A"}

    for _twice in range(2):
        answer = phone_of(worker).post(
            reverse("exams:mock_exam", args=[mock.pk]), sent, headers={"accept": "application/json"}
        )
    assert answer.status_code == 204
    assert MockExam.objects.get().chosen == [["A"], [], [], [], []]


def test_made_like_no_exam_it_has_no_clock(county: County, worker: User) -> None:
    QuestionFactory(bank__owner=county.enterprise)
    mock = start_mock(worker=worker)

    page = phone_of(worker).get(reverse("exams:mock_exam", args=[mock.pk])).content.decode()
    assert mock.ends_at is None
    assert 'class="clock' not in page


def test_with_nothing_to_practise_the_button_says_so(worker: User) -> None:
    page = phone_of(worker).post(reverse("exams:start_mock"), follow=True)

    assert page.redirect_chain[-1][0] == "/practice/"
    assert b'class="note"' in page.content
