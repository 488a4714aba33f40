"""Papers as the services draw them: by post and industry, never too short, and at the same cost for few and many."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exams.errors import PaperCannotBeFilled
from exams.models import Attempt, Question, QuestionState
from exams.services.exams import publish_exam
from exams.services.papers import prepare_papers, seat_for
from exams.services.sittings import start_attempt
from organizations.models import Industry, Unit
from organizations.services.memberships import transfer
from tests.factories.blueprints import asked, exam_by, kind_of, paper_by_post, questions_for, working_as
from tests.factories.exams import PaperPartFactory
from tests.factories.organizations import EnterpriseFactory, PostFactory, TeamFactory
from tests.factories.sittings import a_worker

pytestmark = pytest.mark.django_db


def test_an_electrician_and_a_furnace_man_get_different_last_questions_in_the_same_exam(mine: Unit, team: Unit) -> None:
    paper, versions = paper_by_post(mine)
    people = {"电工": working_as("矿井电工", team), "炉前": working_as("炉前工", team), "": working_as("会计", team)}
    exam = exam_by(paper)

    prepare_papers(exam=exam)

    for post, worker in people.items():
        questions = asked(worker, exam)
        assert set(questions[:4]) <= versions[""]
        assert set(questions[4:]) <= versions[post]
        assert len(set(questions)) == 6


def test_a_choice_counts_once_in_the_points_and_questions_of_the_paper(mine: Unit) -> None:
    paper, _versions = paper_by_post(mine)

    assert (paper.question_count(), paper.full_points()) == (6, Decimal(100))


def test_a_question_of_another_industry_or_post_is_never_drawn(mine: Unit, team: Unit) -> None:
    part = PaperPartFactory(paper__owner=mine, bank__owner=mine, count=3)
    suits = questions_for(part, 2) | questions_for(part, 1, industries=[Industry.UNDERGROUND_MINE])
    questions_for(part, 5, industries=[Industry.TEXTILE])
    questions_for(part, 5, kind_of("电工"))
    worker, exam = working_as("会计", team), exam_by(part.paper)

    prepare_papers(exam=exam)

    assert set(asked(worker, exam)) == suits


def test_what_the_bank_can_not_give_is_said_before_the_exam_with_whom_it_is_missing_for(mine: Unit, team: Unit) -> None:
    paper, _versions = paper_by_post(mine)
    part = paper.parts.get(post_kind=kind_of("炉前"))
    Question.objects.filter(post_kinds=part.post_kind).update(state=QuestionState.PARKED)
    working_as("炉前工", team)
    working_as("炉前副手", team)
    working_as("矿井电工", team)
    exam = exam_by(paper, draft=True)

    with pytest.raises(PaperCannotBeFilled) as refusal:
        publish_exam(exam=exam, by=None)

    assert str(refusal.value) == f"{part.label} 需要 2 题，题库里只有 0 题在用（涉及：炉前，共 2 人）。"


def test_what_is_missing_for_everybody_names_nobody(mine: Unit, team: Unit) -> None:
    part = PaperPartFactory(paper__owner=mine, bank__owner=mine, count=10)
    questions_for(part, 7)
    a_worker(team)

    with pytest.raises(PaperCannotBeFilled) as refusal:
        prepare_papers(exam=exam_by(part.paper))

    assert str(refusal.value) == f"{part.label} 需要 10 题，题库里只有 7 题在用。"
    assert not Attempt.objects.exists()


def test_who_is_of_a_post_that_nobody_else_has_is_told_when_his_questions_are_missing(mine: Unit, team: Unit) -> None:
    paper, _versions = paper_by_post(mine)
    Question.objects.filter(post_kinds=kind_of("炉前")).update(state=QuestionState.RETIRED)
    working_as("矿井电工", team)
    exam = exam_by(paper)
    prepare_papers(exam=exam)

    with pytest.raises(PaperCannotBeFilled):
        seat_for(exam=exam, worker=working_as("炉前工", team))

    assert Attempt.objects.count() == 1


def test_who_moves_to_another_job_before_the_start_is_asked_for_the_new_one(mine: Unit, team: Unit) -> None:
    paper, versions = paper_by_post(mine)
    worker, exam = working_as("矿井电工", team), exam_by(paper)
    prepare_papers(exam=exam)
    assert set(asked(worker, exam)[4:]) <= versions["电工"]

    transfer(user=worker, to=TeamFactory(parent=mine), post=PostFactory(name="炉前工"), by=None)
    prepare_papers(exam=exam)

    assert set(asked(worker, exam)[4:]) <= versions["炉前"]


def test_a_sitting_under_way_keeps_its_paper(mine: Unit, team: Unit) -> None:
    paper, _versions = paper_by_post(mine)
    worker, exam = working_as("矿井电工", team), exam_by(paper)
    before = start_attempt(exam=exam, worker=worker).paper

    transfer(user=worker, to=TeamFactory(parent=mine), post=PostFactory(name="炉前工"), by=None)
    prepare_papers(exam=exam)

    assert Attempt.objects.get().paper == before


def test_drawing_asks_the_database_no_more_for_many_posts_and_questions_than_for_few(mine: Unit, team: Unit) -> None:
    paper, _versions = paper_by_post(mine)
    general = paper.parts.get(choice=None)

    def queries() -> int:
        exam = exam_by(paper)
        with CaptureQueriesContext(connection) as captured:
            prepare_papers(exam=exam)
        Attempt.objects.filter(exam=exam).update(started_at=timezone.now() - timedelta(minutes=1))
        return len(captured)

    working_as("矿井电工", team)
    queries()
    questions_for(general, 1)  # what is drawn from is kept anew, as it is below
    few = queries()
    for number in range(12):
        other = TeamFactory(parent=EnterpriseFactory(parent=mine.get_parent(), industry=Industry.values[number % 9]))
        working_as(f"炉前工{number}", team)
        working_as(f"电工{number}", other)
        questions_for(general, 2, kind_of(f"岗位{number}"), industries=[Industry.values[number % 9]])

    assert queries() == few


def test_publishing_looks_at_many_people_with_as_many_queries_as_at_one(mine: Unit, team: Unit) -> None:
    paper, _versions = paper_by_post(mine)
    counted = []
    for people in (1, 9):
        for number in range(people):
            working_as(f"炉前工{number}", team)
        exam = exam_by(paper, draft=True)
        with CaptureQueriesContext(connection) as captured:
            publish_exam(exam=exam, by=None)
        counted.append(len(captured))

    assert counted[0] == counted[1]
