"""Cases with questions under them: kept, imported, copied, drawn and practised as a whole."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from exams.errors import CaseIsFull, PaperCannotBeFilled
from exams.exporting.contents import contents_of
from exams.importing.drafts import QuestionDraft
from exams.models import CASE, Category, Paper, Question, QuestionBank, QuestionCase, QuestionKind, QuestionState
from exams.services.cases import add_to_case, asked_in, keep_case
from exams.services.copying import copy_questions
from exams.services.mock_exams import start_mock
from exams.services.papers import prepare_papers, redraw, seat_for
from exams.services.plans import plan_of
from exams.services.printed_forms import make_forms
from exams.services.questions import add_questions, review_questions
from exams.services.readiness import obstacles_of
from exams.sheet import paper_of
from organizations.models import User
from tests.factories.exams import ExamFactory, PaperPartFactory, QuestionBankFactory, QuestionFactory, a_case_of
from tests.factories.organizations import County
from tests.factories.sittings import a_worker

pytestmark = pytest.mark.django_db
TOLD = "夜班，有人在掘进面闻到烟味，没有马上说。"
OPTIONS = (("A", "先撤出来再报告"), ("B", "干完这班再说"))


def draft(stem: str, told: str = "", **fields: object) -> QuestionDraft:
    made = QuestionDraft("", QuestionKind.SINGLE, stem, OPTIONS, ("A",), background=told, category=Category.EMERGENCY)
    return replace(made, **fields)  # type: ignore[arg-type]


def brought_in(bank: QuestionBank, *drafts: QuestionDraft) -> list[Question]:
    return add_questions(bank=bank, drafts=drafts, by=None)


def a_paper(bank: QuestionBank, *, cases: int = 2, size: int = 3, singles: int = 0) -> Paper:
    """A paper that asks for so many cases with so many questions, and for so many questions of none."""
    same = {"paper__owner": bank.owner, "bank": bank, "category": Category.EMERGENCY, "points": Decimal(5)}
    part = PaperPartFactory(**same, kind=CASE, count=cases, case_size=size)
    if singles:
        PaperPartFactory(paper=part.paper, bank=bank, count=singles, category=Category.LAW)
    paper: Paper = part.paper
    return paper


def test_questions_that_come_in_one_after_the_other_with_one_story_make_a_case(bank: QuestionBank) -> None:
    questions = brought_in(bank, draft("甲？"), draft("乙？", TOLD), draft("丙？", TOLD), draft("丁？", "另一件事。"))

    case = QuestionCase.objects.get()
    assert asked_in(case) == questions[1:3]
    assert (case.text, case.category) == (TOLD, Category.EMERGENCY)
    assert TOLD.startswith(case.title.removesuffix("…"))
    assert [question.case_place for question in questions] == [None, 1, 2, None]


def test_more_than_ten_questions_on_one_story_stay_questions_of_their_own(bank: QuestionBank) -> None:
    brought_in(bank, *(draft(f"第{number}问？", TOLD) for number in range(11)))

    assert not QuestionCase.objects.exists()


def test_two_cases_may_ask_in_the_same_words(bank: QuestionBank) -> None:
    stems = ("先做什么？", "再做什么？")
    brought_in(bank, *(draft(stem, told) for told in (TOLD, "另一件事。") for stem in stems))

    assert QuestionCase.objects.whole().count() == 0
    assert [case.questions.count() for case in QuestionCase.objects.all()] == [2, 2]


def test_a_case_is_exported_together_and_comes_back_as_a_case(bank: QuestionBank, county: County) -> None:
    brought_in(bank, draft("甲？", TOLD), draft("乙？", TOLD), draft("丙？"))
    add_to_case(case=QuestionCase.objects.get(), draft=draft("丁？"), by=None)

    contents = contents_of(bank.questions.all())
    brought_in(QuestionBankFactory(owner=county.town), *contents)

    assert [asked.stem for asked in contents] == ["甲？", "乙？", "丁？", "丙？"]
    assert [case.questions.count() for case in QuestionCase.objects.all()] == [3, 3]


def test_a_case_is_copied_as_a_case_and_one_of_its_questions_with_its_text(bank: QuestionBank, county: County) -> None:
    case = a_case_of(3, bank=bank, title="闻到烟味")
    mine, other = QuestionBankFactory(owner=county.town), QuestionBankFactory(owner=county.neighbour)

    copy_questions(questions=Question.objects.filter(case=case), bank=mine, by=None)
    [alone] = copy_questions(questions=Question.objects.filter(case=case, case_place=2), bank=other, by=None)

    copied = QuestionCase.objects.get(bank=mine)
    assert (copied.title, copied.category, copied.text) == ("闻到烟味", case.category, case.text)
    assert [str(question) for question in asked_in(copied)] == [str(question) for question in asked_in(case)]
    assert alone.case is None
    assert alone.current is not None
    assert alone.current.background == case.text


def test_another_text_makes_new_versions_and_leaves_what_was_told_before(bank: QuestionBank) -> None:
    case = a_case_of(2, bank=bank)
    before = [question.current for question in asked_in(case)]
    told, case.text = case.text, TOLD

    keep_case(case=case, by=None)

    assert [version.background for version in before if version] == [told, told]
    assert {(question.current.background, question.state) for question in asked_in(case) if question.current} == {
        (TOLD, QuestionState.TO_REVIEW)
    }


def test_another_title_leaves_the_questions_as_they_are(bank: QuestionBank) -> None:
    case = a_case_of(2, bank=bank)
    case.title = "换个名字"

    keep_case(case=case, by=None)

    assert {question.state for question in asked_in(case)} == {QuestionState.IN_USE}
    assert {question.versions.count() for question in asked_in(case)} == {1}


def test_other_numbers_make_another_order(bank: QuestionBank) -> None:
    case = a_case_of(3, bank=bank)
    first, second, third = asked_in(case)

    keep_case(case=case, places={first.pk: 3, second.pk: 1, third.pk: 2}, by=None)

    assert asked_in(case) == [second, third, first]


def test_an_eleventh_question_does_not_fit_under_a_case(bank: QuestionBank) -> None:
    case = a_case_of(10, bank=bank)

    with pytest.raises(CaseIsFull):
        add_to_case(case=case, draft=draft("还有一问？"), by=None)

    assert case.questions.count() == 10


def test_a_case_that_waits_for_a_review_is_not_drawn_and_one_without_its_retired_question_is(
    bank: QuestionBank,
) -> None:
    waits, smaller = a_case_of(3, bank=bank), a_case_of(3, bank=bank)
    Question.objects.filter(case=waits, case_place=1).update(state=QuestionState.PARKED)
    review_questions(
        questions=Question.objects.filter(case=smaller, case_place=3), state=QuestionState.RETIRED, by=None
    )

    assert list(QuestionCase.objects.whole()) == [smaller]
    of_three, of_two = a_paper(bank, cases=1, size=3), a_paper(bank, cases=1, size=2)
    assert obstacles_of(of_three, plan_of(of_three), {})
    assert obstacles_of(of_two, plan_of(of_two), {}) == []


def test_too_few_cases_are_said_before_the_exam_opens(bank: QuestionBank) -> None:
    a_case_of(3, bank=bank)
    a_case_of(2, bank=bank)
    paper = a_paper(bank)

    [said] = obstacles_of(paper, plan_of(paper), {})

    assert paper.parts.get().label in said
    with pytest.raises(PaperCannotBeFilled):
        prepare_papers(exam=ExamFactory(owner=bank.owner, paper=paper))


def test_everybody_gets_whole_cases_for_the_same_points_and_their_questions_nowhere_else(
    bank: QuestionBank, county: County
) -> None:
    workers = [a_worker(county.team) for _number in range(6)]
    cases = [a_case_of(3, bank=bank) for _number in range(4)]
    QuestionFactory.create_batch(4, bank=bank)
    paper = a_paper(bank, cases=2, size=3, singles=4)
    exam = ExamFactory(owner=county.enterprise, paper=paper)

    assert prepare_papers(exam=exam) == len(workers)

    wholes = [[question.current_id for question in asked_in(case)] for case in cases]
    for worker in workers:
        seat = seat_for(exam=exam, worker=worker)
        drawn = [line[0] for line in seat.paper]
        assert drawn[:3] in wholes
        assert drawn[3:6] in wholes
        assert drawn[:3] != drawn[3:6]
        assert not set(drawn[6:]) & {version for whole in wholes for version in whole}
        assert sum(Decimal(line[2]) for line in seat.paper) == paper.full_points()
        assert len(drawn) == paper.question_count()
        assert redraw(attempt=seat) == seat.paper


def test_what_a_worker_was_told_stays_on_his_paper_when_the_case_changes(bank: QuestionBank, worker: User) -> None:
    case = a_case_of(2, bank=bank)
    seat = seat_for(exam=ExamFactory(owner=bank.owner, paper=a_paper(bank, cases=1, size=2)), worker=worker)
    told, case.text = case.text, TOLD

    keep_case(case=case, by=None)

    assert [question.background for question in paper_of(seat)] == [told, told]


def test_both_printed_forms_keep_a_case_together_in_its_order(bank: QuestionBank, worker: User) -> None:
    cases = [a_case_of(3, bank=bank) for _number in range(3)]
    exam = ExamFactory(owner=bank.owner, paper=a_paper(bank, cases=3))

    forms = make_forms(exam=exam, by=None, seed=7)

    wholes = [[question.current_id for question in asked_in(case)] for case in cases]
    for form in forms:
        drawn = [line[0] for line in form.paper]
        assert sorted([drawn[:3], drawn[3:6], drawn[6:]]) == sorted(wholes)


def test_a_mock_exam_asks_a_case_whole_and_none_of_its_questions_alone(bank: QuestionBank, worker: User) -> None:
    case = a_case_of(3, bank=bank)
    halved = a_case_of(3, bank=bank)
    Question.objects.filter(case=halved, case_place=2).update(state=QuestionState.PARKED)
    QuestionFactory.create_batch(2, bank=bank)
    ExamFactory(owner=bank.owner, paper=a_paper(bank, cases=2, singles=4))

    paper = start_mock(worker=worker).paper

    assert [line[0] for line in paper[:3]] == [question.current_id for question in asked_in(case)]
    assert len(paper) == 5


def test_a_mock_exam_leaves_out_a_case_of_which_a_question_is_not_for_him(bank: QuestionBank, worker: User) -> None:
    case = a_case_of(2, bank=bank)
    Question.objects.filter(case=case, case_place=2).update(industries=["tobacco"])
    QuestionFactory(bank=bank)
    ExamFactory(owner=bank.owner, paper=a_paper(bank, cases=1, size=2, singles=1))

    assert len(start_mock(worker=worker).paper) == 1
