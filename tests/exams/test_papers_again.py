"""Papers drawn again: from the same seed the same one, in the next exam what was not had before."""

from __future__ import annotations

import pytest

from exams.models import Attempt, DrawnPool, Exam, Question, QuestionState
from exams.services.papers import prepare_papers, redraw, seat_for
from exams.services.sittings import start_attempt, submit_attempt
from organizations.models import Unit
from tests.factories.blueprints import asked, exam_by, paper_by_post, questions_for, working_as
from tests.factories.exams import PaperPartFactory, QuestionVersionFactory
from tests.factories.sittings import a_worker, an_exam

pytestmark = pytest.mark.django_db


def test_every_paper_can_be_drawn_again_and_is_the_same(mine: Unit, team: Unit) -> None:
    paper, _versions = paper_by_post(mine)
    people = [working_as(post, team) for post in ("矿井电工", "炉前工", "会计")]
    earlier, exam = exam_by(paper), exam_by(paper)
    prepare_papers(exam=earlier)
    for worker in people:
        submit_attempt(attempt=start_attempt(exam=earlier, worker=worker))
    prepare_papers(exam=exam)

    attempts = list(Attempt.objects.all())

    assert len(attempts) == 6
    assert [redraw(attempt=attempt) for attempt in attempts] == [attempt.paper for attempt in attempts]
    assert len({attempt.exam.seed for attempt in attempts}) == 2


def test_a_paper_can_be_drawn_again_after_banks_and_blueprint_have_changed(mine: Unit, team: Unit) -> None:
    paper, _versions = paper_by_post(mine)
    for post in ("矿井电工", "炉前工", "会计"):
        working_as(post, team)
    prepare_papers(exam=exam_by(paper))
    Question.objects.filter(pk__in=list(Question.objects.values_list("pk", flat=True)[::2])).update(
        state=QuestionState.RETIRED
    )
    for question in Question.objects.in_use():
        question.current = QuestionVersionFactory(question=question)
        question.save()
    questions_for(paper.parts.get(choice=None), 5)
    paper.parts.update(count=1)

    attempts = list(Attempt.objects.all())

    assert len(attempts) == 3
    assert [redraw(attempt=attempt) for attempt in attempts] == [attempt.paper for attempt in attempts]


def test_a_pool_is_kept_once_however_many_papers_are_drawn_from_it(mine: Unit, team: Unit) -> None:
    exam = an_exam(mine)
    for _number in range(3):
        a_worker(team)
        prepare_papers(exam=exam)
    seat_for(exam=exam, worker=a_worker(team))

    assert len(set(Attempt.objects.values_list("pool", flat=True))) == DrawnPool.objects.count() == 1


def test_drawing_again_changes_nothing(mine: Unit, team: Unit) -> None:
    a_worker(team)
    prepare_papers(exam=an_exam(mine))
    Question.objects.update(state=QuestionState.PARKED)

    redraw(attempt=Attempt.objects.get())

    assert DrawnPool.objects.count() == 1


def test_a_paper_drawn_on_the_spot_is_the_one_that_would_have_been_prepared(mine: Unit, team: Unit) -> None:
    exam, worker = an_exam(mine), a_worker(team)
    on_the_spot = seat_for(exam=exam, worker=worker).paper
    Attempt.objects.all().delete()

    prepare_papers(exam=exam)

    assert Attempt.objects.get().paper == on_the_spot


def test_the_seed_of_an_exam_is_recorded_once(mine: Unit, team: Unit) -> None:
    exam = an_exam(mine)
    a_worker(team)
    prepare_papers(exam=exam)
    seed = Exam.objects.get().seed

    a_worker(team)
    prepare_papers(exam=Exam.objects.get())

    assert seed is not None
    assert Exam.objects.get().seed == seed


def test_a_worker_is_first_asked_what_he_has_not_had_in_whatever_version(mine: Unit, team: Unit) -> None:
    part = PaperPartFactory(paper__owner=mine, bank__owner=mine, count=5)
    questions_for(part, 10)
    worker, first, second, third = a_worker(team), exam_by(part.paper), exam_by(part.paper), exam_by(part.paper)
    start_attempt(exam=first, worker=worker)
    had = set(Question.objects.filter(versions__in=asked(worker, first)).values_list("pk", flat=True))
    for question in Question.objects.filter(pk__in=had):  # the words were mended since; the question is the same one
        question.current = QuestionVersionFactory(question=question)
        question.save()

    prepare_papers(exam=second)
    new = set(Question.objects.filter(versions__in=asked(worker, second)).values_list("pk", flat=True))
    start_attempt(exam=second, worker=worker)
    prepare_papers(exam=third)

    assert new.isdisjoint(had)
    assert len(asked(worker, third)) == 5


def test_a_paper_that_was_only_prepared_was_not_had(mine: Unit, team: Unit) -> None:
    part = PaperPartFactory(paper__owner=mine, bank__owner=mine, count=5)
    questions_for(part, 6)
    worker, never_sat, exam = a_worker(team), exam_by(part.paper), exam_by(part.paper)
    prepare_papers(exam=never_sat)

    prepare_papers(exam=exam)

    assert set(asked(worker, never_sat)) & set(asked(worker, exam))
    assert redraw(attempt=Attempt.objects.get(exam=exam)) == Attempt.objects.get(exam=exam).paper
