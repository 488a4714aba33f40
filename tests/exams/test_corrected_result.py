"""What a worker sees of a result that a correction has moved: news on his first page, no reason that holds no more."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from exams.models import Exam, QuestionVersion, ResultsShown, Treatment
from exams.rulings import Ruling
from home.cards.card import Task
from home.tasks import tasks_of
from organizations.models import Role, User
from tests.factories.corrections import another_key, asked_in, choose, corrected, other_points, over, the_same_for_all
from tests.factories.exams import ExamFactory
from tests.factories.organizations import County, phone_of, staff
from tests.factories.sittings import a_worker

pytestmark = pytest.mark.django_db

EXPLANATION = "井下用电先验电再动手。"


@pytest.fixture
def exam(county: County, worker: User) -> Exam:
    """The worker chose B in every question, where A is the key."""
    held = the_same_for_all(county.enterprise)
    QuestionVersion.objects.update(explanation=EXPLANATION)
    choose(held, worker, {version: ["B"] for version in asked_in(held)})
    return over(held)


@pytest.fixture
def version(exam: Exam) -> QuestionVersion:
    found: QuestionVersion = QuestionVersion.objects.get(pk=asked_in(exam)[0])
    return found


def correct(exam: Exam, version: QuestionVersion, ruling: Ruling) -> None:
    corrected(exam, version, ruling, *(staff(Role.BUREAU_ADMIN, exam.owner) for _person in range(2)))


def news_of(worker: User) -> list[Task]:
    address = f"/attempts/{worker.attempts.get().pk}/result/"
    return [task for task in tasks_of(worker) if task.href == address]


def test_a_corrected_result_is_news_for_a_week_in_the_place_of_the_result(
    exam: Exam, version: QuestionVersion, worker: User
) -> None:
    (plain,) = news_of(worker)

    correct(exam, version, another_key("B"))

    (news,) = news_of(worker)
    assert news.name != plain.name
    assert "20" in news.what
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        (later,) = news_of(worker)
    assert later.name == plain.name


def test_a_correction_that_moves_no_score_is_no_news(exam: Exam, version: QuestionVersion, worker: User) -> None:
    (plain,) = news_of(worker)

    correct(exam, version, other_points("7.5"))

    assert [task.name for task in news_of(worker)] == [plain.name]


def test_news_does_not_tell_a_result_that_is_not_out(exam: Exam, version: QuestionVersion, worker: User) -> None:
    Exam.objects.update(results_shown=ResultsShown.AFTER_APPROVAL)

    correct(exam, version, another_key("B"))

    assert news_of(worker) == []


@pytest.mark.parametrize(
    ("ruling", "stays"),
    [(another_key("C"), False), (Ruling(Treatment.ALSO, (("C",),)), True), (Ruling(Treatment.DROP), True)],
)
def test_the_explanation_of_an_answer_that_is_right_no_more_is_not_read(
    exam: Exam, version: QuestionVersion, worker: User, ruling: Ruling, stays: bool
) -> None:
    there = f"/attempts/{worker.attempts.get().pk}/result/"
    phone = phone_of(worker)

    def cards() -> str:
        pages = [phone.get(there, shown).content.decode() for shown in ({}, {"show": "right"})]
        return next(card for page in pages for card in page.split("<article")[1:] if version.stem in card)

    assert EXPLANATION in cards()
    correct(exam, version, ruling)

    assert (EXPLANATION in cards()) is stays


def test_in_another_exam_the_same_question_keeps_its_explanation(
    county: County, exam: Exam, version: QuestionVersion
) -> None:
    correct(exam, version, another_key("C"))
    later = ExamFactory(owner=county.enterprise, paper=exam.paper)
    mate = a_worker(county.team)
    choose(later, mate, {version.pk: ["B"]})

    page = phone_of(mate).get(f"/attempts/{mate.attempts.get().pk}/result/").content.decode()

    assert EXPLANATION in page
