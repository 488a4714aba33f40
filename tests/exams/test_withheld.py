"""What stands on the fixed paper of an exam is not practised until the exam has closed."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exams.models import Attempt, Exam, Paper, Question, QuestionBank
from exams.practice.questions import open_questions, questions_for
from exams.practice.state import state_of
from exams.services.fixed_papers import fix_draw
from exams.services.practice import answer_practice, book_of, todays_ten
from exams.services.sittings import start_attempt, submit_attempt
from exams.services.wrong_questions import note_answers
from organizations.models import User
from tests.factories.exams import ExamFactory, PaperPartFactory, QuestionFactory
from tests.factories.organizations import County, phone_of
from tests.factories.sittings import an_exam

pytestmark = pytest.mark.django_db


@pytest.fixture
def blueprint(county: County, bank: QuestionBank) -> Paper:
    QuestionFactory.create_batch(6, bank=bank)
    part = PaperPartFactory(paper__owner=county.enterprise, bank=bank, count=2, points=50)
    paper: Paper = part.paper
    return paper


def an_exam_by(paper: Paper, **fields: object) -> Exam:
    exam: Exam = ExamFactory(owner=paper.owner, paper=paper, **fields)
    return exam


def fixed(blueprint: Paper) -> tuple[Paper, set[int]]:
    paper = fix_draw(paper=blueprint, by=None)
    return paper, set(paper.questions.values_list("version__question", flat=True))


def practised(worker: User) -> set[int]:
    return set(questions_for(worker).values_list("pk", flat=True))


@pytest.mark.parametrize("trait", ["upcoming", None])
def test_a_fixed_papers_questions_are_practised_again_once_its_exam_has_closed(
    blueprint: Paper, worker: User, trait: str | None
) -> None:
    paper, asked = fixed(blueprint)
    exam = an_exam_by(paper, **({trait: True} if trait else {}))
    everything = set(Question.objects.values_list("pk", flat=True))

    assert practised(worker) == everything - asked
    with time_machine.travel(exam.closes_at + timedelta(minutes=1), tick=False):
        assert practised(worker) == everything


def test_an_answer_of_the_morning_is_not_shown_while_its_question_stands_on_the_paper_that_he_sits(
    county: County, worker: User
) -> None:
    exam = an_exam(county.enterprise)
    ten = todays_ten(worker=worker)
    assert ten is not None
    Attempt.objects.filter(worker=worker).update(paper=ten.paper[:1])
    place = state_of(ten).places[0]
    answer_practice(
        worker=worker, version=place.version, keys=place.keys, answer=place.version.answer, occasion=ten.occasion(0)
    )
    there, phone = reverse("exams:question_of_ten", args=[ten.pk, 1]), phone_of(worker)
    assert phone.get(there).status_code == 200

    attempt = start_attempt(exam=exam, worker=worker)
    assert phone.get(there)["Location"] == reverse("exams:practice")
    submit_attempt(attempt=attempt)
    assert phone.get(there).status_code == 200


def test_a_draft_a_blueprint_and_a_paper_without_an_exam_withhold_nothing(blueprint: Paper, worker: User) -> None:
    paper, _asked = fixed(blueprint)
    an_exam_by(blueprint)
    an_exam_by(paper, draft=True)
    assert len(practised(worker)) == 6


def test_what_goes_into_an_exam_during_the_day_leaves_the_ten_and_the_book(blueprint: Paper, worker: User) -> None:
    ten = todays_ten(worker=worker)
    paper, asked = fixed(blueprint)
    note_answers(worker=worker.pk, results=dict.fromkeys(asked, False), day=timezone.localdate())
    assert ten is not None
    assert (state_of(ten).total, book_of(worker).count()) == (6, 2)

    an_exam_by(paper)

    assert (state_of(ten).total, book_of(worker).count()) == (4, 0)
    assert open_questions(worker).count() == 4


def test_who_publishes_reads_what_may_be_practised_until_then(
    county: County, bank: QuestionBank, blueprint: Paper, officer: Client
) -> None:
    drawn, same = an_exam_by(blueprint, draft=True), an_exam_by(fixed(blueprint)[0], draft=True)

    def page(exam: Exam) -> str:
        return officer.get(reverse("admin_exams:publish", args=[exam.pk])).content.decode()

    assert "考试前职工可以练习" in page(drawn)
    assert "到考试结束，这些题都不出现在练习里" in page(same)
    QuestionBank.objects.update(is_for_practice=False)
    assert "考试前职工可以练习" not in page(drawn)
