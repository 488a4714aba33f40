"""What is counted of an exam: of whom, with which answers, and when."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exams.errors import ExamNotOpen
from exams.models import AnswerFigures, CategoryFigures, Exam, ExamAnalysis, Question, QuestionFigures
from exams.services.analyses import ask_for_count, count_exam
from exams.services.exams import close_exams
from exams.tasks import count_questions
from organizations.models import AuditEntry
from tests.factories.analysed import answered, graded_again, version_of, voided
from tests.factories.exams import AttemptFactory, ExamFactory, QuestionFactory
from tests.factories.organizations import County, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def questions() -> list[Question]:
    return [QuestionFactory(), QuestionFactory(category="emergency"), QuestionFactory(multiple=True)]


@pytest.fixture
def sat(county: County, questions: list[Question]) -> Exam:
    """Four sat: three at home, one next door. Right are A, A and AC."""
    held: Exam = ExamFactory(over=True, owner=county.bureau)
    answered(held, county.team, questions, ["A", "A", "AC"])
    answered(held, county.team, questions, ["A", "B", "CA"])
    answered(held, county.other_team, questions, ["B", "A", "A"])
    answered(held, county.neighbour_team, questions, ["", "C", "BD"])
    return held


def counted(exam: Exam) -> ExamAnalysis:
    analysis = ask_for_count(exam=exam, by=None)
    count_exam(analysis=analysis)
    analysis.refresh_from_db()
    return analysis


def figures(exam: Exam, question: Question) -> QuestionFigures:
    return QuestionFigures.objects.get(analysis__exam=exam, version=version_of(question))


def answers(exam: Exam, question: Question) -> dict[str, tuple[int, bool]]:
    rows = AnswerFigures.objects.filter(question=figures(exam, question))
    return {row.answer: (row.people, row.is_right) for row in rows}


def test_each_question_is_counted_with_every_answer_that_was_given(sat: Exam, questions: list[Question]) -> None:
    analysis = counted(sat)

    assert (analysis.sittings, analysis.mean) == (4, 15.0)
    one = figures(sat, questions[0])
    assert (one.asked, one.omitted, one.right, one.earned, one.worth) == (4, 1, 2, 2000, 4000)
    assert answers(sat, questions[0]) == {"A": (2, True), "B": (1, False)}
    assert answers(sat, questions[2]) == {"AC": (2, True), "A": (1, False), "BD": (1, False)}


def test_subjects_are_counted_for_the_unit_of_that_day(county: County, sat: Exam) -> None:
    counted(sat)

    rows = CategoryFigures.objects.filter(analysis__exam=sat).values_list(
        "unit", "category", "asked", "earned", "worth"
    )
    assert set(rows) == {
        (county.team.pk, "law", 4, 4000, 4000),
        (county.team.pk, "emergency", 2, 1000, 2000),
        (county.other_team.pk, "law", 2, 0, 2000),
        (county.other_team.pk, "emergency", 1, 1000, 1000),
        (county.neighbour_team.pk, "law", 2, 0, 2000),
        (county.neighbour_team.pk, "emergency", 1, 0, 1000),
    }


def test_who_did_not_hand_in_who_was_voided_and_a_second_sitting_are_not_counted(
    county: County, sat: Exam, questions: list[Question]
) -> None:
    first = sat.attempts.filter(unit=county.team).earliest("score")
    AttemptFactory(exam=sat, membership=MembershipFactory(unit=county.team))
    AttemptFactory(exam=sat, membership=MembershipFactory(unit=county.team), in_progress=True)
    voided(answered(sat, county.team, questions, ["D", "D", "D"]), by=(UserFactory(), UserFactory()))
    again = answered(sat, county.team, questions, ["C", "C", "C"])
    again.worker, again.number = first.worker, 2
    again.save()

    assert counted(sat).sittings == 4
    assert "D" not in answers(sat, questions[0])
    assert "C" not in answers(sat, questions[0])


def test_the_newest_grading_of_a_sitting_counts(sat: Exam, questions: list[Question]) -> None:
    graded_again(sat.attempts.earliest("score"), questions, ["A", "A", "AC"])
    counted(sat)

    assert figures(sat, questions[0]).right == 3


def test_counting_again_replaces_the_figures_and_changes_nothing_else(sat: Exam, questions: list[Question]) -> None:
    before = counted(sat)
    rows = sorted(AnswerFigures.objects.values_list("answer", "people", "rest", "rest_squares"))
    after = counted(sat)

    assert (before.pk, before.mean, before.deviation) == (after.pk, after.mean, after.deviation)
    assert sorted(AnswerFigures.objects.values_list("answer", "people", "rest", "rest_squares")) == rows
    assert QuestionFigures.objects.count() == len(questions)


def test_of_what_can_be_filled_in_only_the_commonest_answers_are_kept(county: County) -> None:
    exam, question = ExamFactory(over=True, owner=county.bureau), QuestionFactory(written=True)
    for word in "甲乙丙丁戊己庚辛壬":
        answered(exam, county.team, [question, QuestionFactory()], [word, "A"])
    counted(exam)

    assert len(answers(exam, question)) == 8


def test_an_exam_is_counted_when_it_closes(
    county: County, django_capture_on_commit_callbacks: object, sat: Exam
) -> None:
    Exam.objects.filter(pk=sat.pk).update(state="published", grace_seconds=0)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        close_exams()

    analysis = ExamAnalysis.objects.get(exam=sat)
    assert analysis.is_under_way or analysis.done_at
    assert count_questions(analysis.pk) == 4


def test_a_draft_is_not_counted_and_who_asked_stands_in_the_record(county: County, sat: Exam) -> None:
    with pytest.raises(ExamNotOpen):
        ask_for_count(exam=ExamFactory(draft=True, owner=county.bureau), by=None)
    ask_for_count(exam=sat, by=UserFactory())

    assert AuditEntry.objects.filter(action="exam.count").count() == 1


def test_an_exam_that_nobody_sat_has_no_figures(county: County) -> None:
    analysis = counted(ExamFactory(over=True, owner=county.bureau))

    assert (analysis.sittings, analysis.mean, analysis.reliability, analysis.basis) == (0, None, None, "none")


def test_counting_costs_as_many_queries_for_many_as_for_few(
    county: County, sat: Exam, questions: list[Question]
) -> None:
    analysis = ask_for_count(exam=sat, by=None)
    count_exam(analysis=analysis)
    with CaptureQueriesContext(connection) as few:
        count_exam(analysis=analysis)
    for _person in range(20):
        answered(sat, county.team, questions, ["A", "B", "AC"])
    with CaptureQueriesContext(connection) as many:
        count_exam(analysis=analysis)

    assert len(many) == len(few) <= 20
