"""The archive of an exam: the plan, the results, every answer; never before the exam is over."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from exams.exam_archive import EXAM
from exams.models import Attempt, AttemptState, Exam, ExamState, QuestionVersion
from exams.services.fixed_papers import fix_draw
from exams.services.papers import prepare_papers
from organizations.filing.enterprise import ENTERPRISE
from organizations.models import Archive, ArchiveState, Role, User
from tests.factories.archives import made, opened
from tests.factories.organizations import County, UserFactory, desk_of, staff, worker_of
from tests.factories.sittings import an_exam, sit
from tests.pdf_text import text_of_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise)


def over(exam: Exam) -> Exam:
    Exam.objects.filter(pk=exam.pk).update(state=ExamState.CLOSED)
    return exam


def rows_of(content: bytes) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))


def test_it_holds_plan_blueprint_figures_and_results(county: County, officer: User) -> None:
    sitter, absent = worker_of(county.team, name="安贵生"), worker_of(county.team, name="没来的")
    exam = an_exam(county.enterprise)
    sit(exam, sitter, right=4)

    result = opened(made(EXAM, county.enterprise, officer, over(exam).pk))

    text = "".join(text_of_pages(result.files["考试.pdf"]))
    for words in (exam.title, exam.paper.name, "组卷办法", county.team.name):
        assert words in text
    scores = {row[3]: row[5] for row in rows_of(result.files["成绩.xlsx"]) if len(row) > 5}
    assert scores[sitter.name] == 80
    assert scores[absent.name] is None


def test_of_a_fixed_paper_it_holds_the_questions_that_everybody_was_asked(county: County, officer: User) -> None:
    exam = an_exam(county.enterprise)
    exam.paper = fix_draw(paper=exam.paper, seed=20240218, by=None)
    exam.save()
    prepare_papers(exam=exam)

    result = opened(made(EXAM, county.enterprise, officer, over(exam).pk))

    text = "".join(text_of_pages(result.files["考试.pdf"]))
    for asked in exam.paper.questions.all():
        assert asked.version.stem in text
    assert "20240218" in text


def test_every_answer_can_be_read_without_this_product(county: County, officer: User) -> None:
    sitter = worker_of(county.team, name="安贵生")
    exam = an_exam(county.enterprise)
    attempt = sit(exam, sitter, right=3)

    result = opened(made(EXAM, county.enterprise, officer, over(exam).pk))

    rows = [row for row in rows_of(result.files[f"答卷/{county.team.name}.xlsx"]) if row[1] == sitter.name]
    assert [row[3] for row in rows] == [1, 2, 3, 4, 5]
    assert [row[7] for row in rows] == [20, 20, 20, 0, 0]
    stems = QuestionVersion.objects.in_bulk([line[0] for line in attempt.paper])
    assert [row[4] for row in rows] == [stems[line[0]].stem for line in attempt.paper]
    assert all(row[2] == attempt.receipt for row in rows)


def test_a_voided_sitting_is_named_with_its_reason(county: County, officer: User) -> None:
    exam = an_exam(county.enterprise)
    attempt = sit(exam, worker_of(county.team), right=5)
    Attempt.objects.filter(pk=attempt.pk).update(
        state=AttemptState.VOIDED, void_reason="替考", voided_by=UserFactory(), void_approved_by=UserFactory()
    )

    result = opened(made(EXAM, county.enterprise, officer, over(exam).pk))

    assert "替考" in "".join(text_of_pages(result.files["考试.pdf"]))


def test_before_the_exam_is_over_there_is_no_archive_and_a_sentence_says_why(county: County, officer: User) -> None:
    exam = an_exam(county.enterprise)
    desk = desk_of(officer)

    answer = desk.post(reverse("exams:archive_exam", args=[exam.pk]), follow=True)

    assert "考试还没结束" in answer.content.decode()
    assert not Archive.objects.exists()
    assert reverse("exams:archive_exam", args=[exam.pk]) not in answer.content.decode()


def test_an_archive_asked_for_by_another_way_does_not_give_the_answers_away(county: County, officer: User) -> None:
    archive = made(EXAM, county.enterprise, officer, an_exam(county.enterprise).pk)

    assert archive.state == ArchiveState.FAILED
    assert "考试还没结束" in archive.problem


def test_of_a_county_exam_an_enterprise_gets_its_own_people_alone(county: County, officer: User) -> None:
    worker_of(county.team, name="我们的人")
    foreign = worker_of(county.neighbour_team, name="别家的人")
    exam = an_exam(county.bureau)
    sit(exam, foreign, right=5)

    assert desk_of(officer).post(reverse("exams:archive_exam", args=[over(exam).pk])).status_code == 302

    archive = Archive.objects.get()
    assert archive.unit == county.enterprise
    result = opened(made(EXAM, county.enterprise, officer, exam.pk))
    assert not result.names("答卷/")
    names = {row[3] for row in rows_of(result.files["成绩.xlsx"]) if len(row) > 5}
    assert "我们的人" in names
    assert "别家的人" not in names


def test_neither_a_neighbour_nor_a_leader_asks_for_it(county: County) -> None:
    exam = over(an_exam(county.enterprise))

    for role, unit in ((Role.SAFETY_OFFICER, county.neighbour), (Role.TEAM_LEADER, county.team)):
        answer = desk_of(staff(role, unit)).post(reverse("exams:archive_exam", args=[exam.pk]))
        assert answer.status_code in {403, 404}
    assert not Archive.objects.exists()


def test_an_enterprises_archive_has_the_results_of_its_exams_and_no_answers(county: County, officer: User) -> None:
    exam = an_exam(county.enterprise)
    sit(exam, worker_of(county.team, name="安贵生"), right=4)
    an_exam(county.neighbour)

    result = opened(made(ENTERPRISE, county.enterprise, officer))

    (name,) = result.names("考试/")
    assert exam.title in name
    assert "安贵生" in {row[3] for row in rows_of(result.files[name]) if len(row) > 5}
    assert not result.names("答卷/")
