"""Pictures and hazards under a case: they stay through a new telling, and a paper lays the squares as they lie."""

from __future__ import annotations

from decimal import Decimal

import pytest

from exams.drawing.cases import PoolCase
from exams.drawing.papers import PoolQuestion
from exams.drawing.recording import as_data, plan_from
from exams.drawing.sampling import seeded
from exams.models import CASE, Category, Question, QuestionBank, QuestionCase, QuestionKind, QuestionState
from exams.services.cases import asked_in, keep_case
from exams.services.papers import prepare_papers
from exams.services.plans import plan_of
from exams.services.sittings import start_attempt
from exams.sheet import paper_of
from organizations.models import User
from tests.factories.exams import ExamFactory, PaperPartFactory, QuestionFactory
from tests.factories.organizations import phone_of
from tests.factories.pictures import HAZARDS, SQUARES, a_hazard_question, show

pytestmark = pytest.mark.django_db
TOLD = "夜班，井口平台的护栏缺了一段。"


@pytest.fixture
def case(bank: QuestionBank) -> QuestionCase:
    """A case in use: a choice with a picture at an option, then hazards to be found."""
    case: QuestionCase = QuestionCase.objects.create(bank=bank, title="护栏", category=Category.EMERGENCY, text=TOLD)
    choice: Question = QuestionFactory(bank=bank, stem="先做什么？", category=Category.EMERGENCY)
    show(choice, "B", alt="一段护栏")
    hazard = a_hazard_question(bank=bank, category=Category.EMERGENCY)
    for place, question in enumerate((choice, hazard), 1):
        Question.objects.filter(pk=question.pk).update(case=case, case_place=place, state=QuestionState.IN_USE)
    return case


def test_squares_under_a_case_are_never_shuffled_and_other_options_are() -> None:
    choice, squares = PoolQuestion(1, 11, tuple("ABCDEFGH")), PoolQuestion(2, 12, tuple(SQUARES.squares))
    pool = PoolCase(((QuestionKind.SINGLE, choice), (QuestionKind.HAZARD, squares)))

    drawn = [pool.lines(CASE, "2", seeded(seed, "case")) for seed in range(20)]

    assert {tuple(keys) for _first, (_version, keys, _points) in drawn} == {tuple(SQUARES.squares)}
    assert len({tuple(keys) for (_version, keys, _points), _second in drawn}) > 1


def test_what_is_told_anew_keeps_the_pictures_and_hazards(case: QuestionCase) -> None:
    case.text = "白班，井口平台的护栏缺了一段。"
    keep_case(case=case, by=None)

    choice, hazard = (question.current for question in asked_in(case))
    assert choice is not None
    assert hazard is not None
    assert [version.number for version in (choice, hazard)] == [2, 2]
    assert [(used.place, used.alt) for used in choice.pictures.all()] == [("B", "一段护栏")]
    assert hazard.answer == HAZARDS
    assert hazard.pictures.get().place == ""


def test_a_case_with_pictures_is_asked_whole_and_its_draw_can_be_repeated(case: QuestionCase, worker: User) -> None:
    part = PaperPartFactory(
        **{"paper__owner": case.bank.owner, "bank": case.bank, "kind": CASE, "category": Category.EMERGENCY},
        **{"count": 1, "case_size": 2, "points": Decimal(50)},
    )
    exam = ExamFactory(owner=case.bank.owner, paper=part.paper)
    prepare_papers(exam=exam)
    attempt = start_attempt(exam=exam, worker=worker)

    choice, hazard = paper_of(attempt)
    assert [option.picture.alt for option in choice.options if option.picture] == ["一段护栏"]
    assert [square.key for square in hazard.options] == SQUARES.squares
    page = phone_of(worker).get(f"/attempts/{attempt.pk}/").content.decode()
    assert page.count('class="question-picture"') == 2
    assert page.count('class="square"') == len(SQUARES.squares)
    plan = plan_of(part.paper)
    assert as_data(plan_from(as_data(plan))) == as_data(plan)
