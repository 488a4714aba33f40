"""The pages that compare: for the right eyes, of the right people, and no right answer before the exam is over."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from exams.models import Exam, ExamAnalysis, ExamState, Question
from exams.services.analyses import ask_for_count, count_exam
from organizations.models import AuditEntry, Role
from tests.factories.analysed import answered, graded_again
from tests.factories.exams import ExamFactory, QuestionFactory
from tests.factories.organizations import County, TeamFactory, desk_of, staff

pytestmark = pytest.mark.django_db
STEM = "采空区密闭墙多久检查一次？"


@pytest.fixture
def questions() -> list[Question]:
    return [QuestionFactory(stem=STEM, answer=["B"]), QuestionFactory(), QuestionFactory(category="emergency")]


@pytest.fixture
def sat(county: County, questions: list[Question]) -> Exam:
    """Thirty sat: whoever knows the other questions chose C in the first, where B counts as right."""
    held: Exam = ExamFactory(over=True, owner=county.bureau)
    for number in range(30):
        knows = number % 2 == 0
        team = county.team if number % 3 else county.neighbour_team
        answered(held, team, questions, ["C", "A", "A" if number % 5 else "B"] if knows else ["B", "C", "D"])
    return held


@pytest.fixture
def counted(sat: Exam) -> Exam:
    count_exam(analysis=ask_for_count(exam=sat, by=None))
    return sat


@pytest.fixture
def officer(county: County) -> Client:
    return desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))


def opened(client: Client, exam: Exam, page: str, **asked: str | int) -> Any:
    return client.get(f"/desk/exams/{exam.pk}/{page}", asked)


def sheets(response: Any) -> dict[str, list[tuple[object, ...]]]:
    workbook = openpyxl.load_workbook(BytesIO(b"".join(response)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in workbook}


def test_a_wrong_key_stands_at_the_top_with_its_sentence(officer: Client, counted: Exam) -> None:
    page = opened(officer, counted, "questions/")

    first = page.context["page"][0]
    assert (first.version.stem, first.tone) == (STEM, "bad")
    assert "C" in first.signs[0].text
    assert [(answer.answer, answer.people) for answer in first.answers] == [("A", 0), ("B", 15), ("C", 15), ("D", 0)]
    assert first.signs[0].text.replace("’", "&#x27;") in page.content.decode()


def test_no_right_answer_is_shown_before_the_exam_is_closed(officer: Client, counted: Exam) -> None:
    Exam.objects.filter(pk=counted.pk).update(state=ExamState.PUBLISHED)
    page = opened(officer, counted, "questions/")

    assert page.status_code == 200
    assert STEM not in page.content.decode()
    assert opened(officer, counted, "questions.xlsx").status_code == 404


def test_a_leader_compares_his_team_and_sees_no_questions(county: County, counted: Exam) -> None:
    leader = desk_of(staff(Role.TEAM_LEADER, county.team))

    assert opened(leader, counted, "questions/").status_code == 403
    units = opened(leader, counted, "units/", by="enterprise")
    assert [line.unit for line in units.context["compared"].lines] == [county.team]
    assert "questions/" not in units.content.decode()


def test_an_enterprise_is_compared_with_nobody_elses_people(county: County, officer: Client, counted: Exam) -> None:
    page = opened(officer, counted, "units/")

    assert page.context["compared"].whole.tally.people == 20
    assert [row.unit for row in page.context["subjects"].rows] == [county.team]
    assert county.neighbour_team.name not in page.content.decode()
    assert opened(officer, counted, "units/", unit=county.neighbour.pk).status_code == 404


def test_every_level_opens_and_nonsense_is_the_usual_one(county: County, counted: Exam) -> None:
    bureau = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))

    for by in ("team", "workshop", "enterprise", "town", "post", "nonsense"):
        assert opened(bureau, counted, "units/", by=by).status_code == 200


def test_before_anything_is_counted_the_page_says_when_it_will_be(officer: Client, sat: Exam) -> None:
    page = opened(officer, sat, "units/")

    assert page.context["heat"] is None
    assert opened(officer, sat, "questions/").context["is_counted"] is False
    assert opened(officer, sat, "questions.xlsx").status_code == 404


def test_the_page_says_how_many_papers_were_graded_since(
    officer: Client, counted: Exam, questions: list[Question]
) -> None:
    graded_again(counted.attempts.earliest("score"), questions, ["B", "A", "A"])

    assert opened(officer, counted, "units/").context["since"] == 1


def test_counting_again_is_asked_for_by_a_button_and_shown_with_a_bar(officer: Client, counted: Exam) -> None:
    answer = officer.post(f"/desk/exams/{counted.pk}/count/", {"back": "questions"})

    assert answer["Location"] == f"/desk/exams/{counted.pk}/questions/"
    assert ExamAnalysis.objects.get(exam=counted).is_under_way
    page = opened(officer, counted, "questions/")
    assert "data-poll-url" in page.content.decode()
    assert page.context["is_counted"]  # the last figures stand until the new ones are there
    assert opened(officer, counted, "count/progress/").json()["finished"] is False


def test_an_exam_stands_beside_the_one_before_it(county: County, officer: Client, counted: Exam) -> None:
    before = ExamFactory(over=True, owner=county.bureau, opens_at=counted.opens_at - timedelta(days=30))
    answered(before, county.team, [QuestionFactory()], ["A"], points=90)
    elsewhere = ExamFactory(over=True, owner=county.neighbour, opens_at=counted.opens_at - timedelta(days=20))
    answered(elsewhere, county.neighbour_team, [QuestionFactory()], ["A"])

    page = opened(officer, counted, "earlier/")

    assert [(line.exam, str(mean)) for line, mean in page.context["lines"]] == [(counted, "14.00"), (before, "90.00")]
    assert [trend.change for trend in page.context["trends"]] == [0, -100, -76]


def test_tables_hold_what_the_pages_show_and_leave_a_record(officer: Client, counted: Exam) -> None:
    units = sheets(opened(officer, counted, "units.xlsx"))
    questions = sheets(opened(officer, counted, "questions.xlsx"))

    assert len(units) == 4
    assert [len(rows) for rows in questions.values()] == [6, 15]
    assert any(STEM in row for rows in questions.values() for row in rows)
    assert AuditEntry.objects.filter(action__in=["results.export", "questions.export_figures"]).count() == 2


def test_the_pages_cost_the_same_whatever_the_size(
    county: County, counted: Exam, questions: list[Question], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    bureau = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))
    for _number in range(6):
        answered(counted, TeamFactory(parent=county.workshop), questions, ["A", "B", "C"])
        answered(ExamFactory(over=True, owner=county.bureau), county.team, questions, ["A", "B", "C"])
    count_exam(analysis=ExamAnalysis.objects.get(exam=counted))

    pages = (("units/?by=team", 9), ("units/?by=post", 10), ("earlier/", 9), ("questions/", 8), ("", 10))
    for page, most in pages:
        with django_assert_max_num_queries(most):
            assert bureau.get(f"/desk/exams/{counted.pk}/{page}").status_code == 200
