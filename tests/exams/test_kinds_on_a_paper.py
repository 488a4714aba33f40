"""Something to write, and steps to put in order: on the page, with and without a script, and in the result."""

from __future__ import annotations

import html
import re
from decimal import Decimal
from uuid import uuid4

import pytest

from exams.models import AnswerEvent, Attempt, Paper, Question
from exams.review import whole_review
from exams.services.journal import record_events
from exams.services.papers import prepare_papers
from exams.services.sittings import start_attempt, submit_attempt
from exams.sheet import paper_of
from organizations.models import User
from tests.factories.exams import ExamFactory, PaperFactory, PaperPartFactory, QuestionFactory
from tests.factories.organizations import TeamFactory, phone_of
from tests.factories.sittings import a_worker, an_event

pytestmark = pytest.mark.django_db
HAPPENED = "九点放炮，九点十分有人进工作面，晕倒。"


@pytest.fixture
def worker() -> User:
    return a_worker(TeamFactory())


def sitting_of(worker: User, *questions: Question) -> Attempt:
    """Return a begun sitting that asks these questions, in this order, a hundred points in all."""
    enterprise = worker.memberships.get().enterprise
    paper: Paper = PaperFactory(owner=enterprise)
    for question in questions:
        question.bank.owner = enterprise
        question.bank.save()
        points = Decimal(100) / len(questions)
        PaperPartFactory(paper=paper, bank=question.bank, kind=question.kind, count=1, points=points)
    exam = ExamFactory(owner=enterprise, paper=paper)
    prepare_papers(exam=exam)
    return start_attempt(exam=exam, worker=worker)


def score(attempt: Attempt, *answers: list[str]) -> int:
    events = [an_event(slot, slot, answer) for slot, answer in enumerate(answers)]
    acknowledged = record_events(attempt_id=attempt.pk, device=uuid4(), events=events)
    assert not acknowledged.refused
    return int(submit_attempt(attempt=attempt).score or 0)


def test_a_word_a_number_and_steps_in_order_are_graded_each_by_its_own_rule(worker: User) -> None:
    kinds = [{"written": True}, {"number": True}, {"ordered": True}, {"multiple": True}]
    attempt = sitting_of(worker, *(QuestionFactory(**kind) for kind in kinds))
    assert score(attempt, [" 自救器 "], ["1.45米"], ["C", "A", "D", "B"], ["C", "A"]) == 100


def test_steps_in_another_order_earn_nothing(worker: User) -> None:
    assert score(sitting_of(worker, QuestionFactory(ordered=True)), ["A", "C", "D", "B"]) == 0


@pytest.mark.parametrize("value", [["A", "A", "B", "C"], ["E"], ["A", "B", "C", "D", "E"]])
def test_steps_that_do_not_exist_or_come_twice_are_refused(worker: User, value: list[str]) -> None:
    attempt = sitting_of(worker, QuestionFactory(ordered=True))
    assert record_events(attempt_id=attempt.pk, device=uuid4(), events=[an_event(0, 0, value)]).refused


@pytest.mark.parametrize("value", [["一", "二"], ["长" * 101]])
def test_two_texts_or_one_that_is_too_long_are_refused(worker: User, value: list[str]) -> None:
    attempt = sitting_of(worker, QuestionFactory(written=True))
    assert record_events(attempt_id=attempt.pk, device=uuid4(), events=[an_event(0, 0, value)]).refused


def test_the_page_without_a_script_takes_what_is_written_and_numbered(worker: User) -> None:
    attempt = sitting_of(worker, QuestionFactory(number=True), QuestionFactory(ordered=True))
    phone = phone_of(worker)
    page = phone.get(f"/attempts/{attempt.pk}/").content.decode()
    device = re.findall(r'name="device" value="([^"]+)"', page)[0]
    numbers = {"q1-C": "1", "q1-A": "2", "q1-D": "3", "q1-B": "4"}

    phone.post(f"/attempts/{attempt.pk}/", {"device": device, "q0": " 1.5 米 ", **numbers})

    written, steps = paper_of(attempt)
    assert (written.written, written.is_answered) == ("1.5 米", True)
    assert steps.answer == ("C", "A", "D", "B")
    assert int(submit_attempt(attempt=attempt).score or 0) == 100


def test_the_page_shows_again_what_was_written_and_numbered_and_repeating_it_changes_nothing(worker: User) -> None:
    attempt = sitting_of(worker, QuestionFactory(written=True), QuestionFactory(ordered=True))
    events = [an_event(0, 0, ["老虎口"]), an_event(1, 1, ["D", "B"])]
    record_events(attempt_id=attempt.pk, device=uuid4(), events=events)
    phone = phone_of(worker)

    page = phone.get(f"/attempts/{attempt.pk}/").content.decode()
    assert 'value="老虎口"' in page
    assert re.search(r'data-key="D" data-number="1"', page)
    hidden = {name: html.unescape(value) for name, value in re.findall(r'hidden" name="([^"]+)" value="([^"]*)"', page)}
    phone.post(f"/attempts/{attempt.pk}/", {**hidden, "q0": "老虎口", "q1-D": "1", "q1-B": "2"})

    assert AnswerEvent.objects.filter(attempt=attempt).count() == 2
    assert not paper_of(attempt)[1].is_answered


def test_what_happened_is_told_above_each_question_on_it(worker: User) -> None:
    questions = [QuestionFactory(background=HAPPENED), QuestionFactory(written=True, background=HAPPENED)]
    page = phone_of(worker).get(f"/attempts/{sitting_of(worker, *questions).pk}/").content.decode()
    assert page.count(HAPPENED) == 2


def test_the_result_says_what_was_right_in_words(worker: User) -> None:
    attempt = sitting_of(worker, QuestionFactory(number=True), QuestionFactory(ordered=True))
    score(attempt, ["3"], ["A", "B", "C", "D"])
    grading = attempt.gradings.get()

    number, steps = whole_review(Attempt.objects.get(), grading)

    assert (number.chosen_words, number.right_words) == (["3 米"], ["1.5 ± 0.1 米"])
    assert steps.chosen_words == ["1　做法A", "2　做法B", "3　做法C", "4　做法D"]
    assert steps.right_words == ["1　做法C", "2　做法A", "3　做法D", "4　做法B"]


def test_nobody_reads_the_answer_off_the_page(worker: User) -> None:
    attempt = sitting_of(worker, QuestionFactory(written=True))
    assert "自救器" not in phone_of(worker).get(f"/attempts/{attempt.pk}/").content.decode()


def test_steps_are_shuffled_and_keep_their_keys(worker: User) -> None:
    attempt = sitting_of(worker, QuestionFactory(ordered=True))
    assert sorted(attempt.paper[0][1]) == list("ABCD")
