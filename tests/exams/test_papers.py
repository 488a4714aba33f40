"""Papers as the services draw them: by post and industry, by seed, what was not had before, and never too short."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.models import PostKind
from exams.errors import PaperCannotBeFilled
from exams.models import Attempt, DrawnPool, Exam, Paper, PaperPart, Question, QuestionState
from exams.services.exams import publish_exam
from exams.services.papers import prepare_papers, redraw, seat_for
from exams.services.sittings import start_attempt, submit_attempt
from organizations.models import Industry, Unit, User
from organizations.services.memberships import transfer
from tests.factories.exams import ExamFactory, PaperFactory, PaperPartFactory, QuestionFactory, QuestionVersionFactory
from tests.factories.organizations import EnterpriseFactory, MembershipFactory, PostFactory, TeamFactory
from tests.factories.sittings import a_worker, an_exam

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine() -> Unit:
    enterprise: Unit = EnterpriseFactory()
    return enterprise


@pytest.fixture
def team(mine: Unit) -> Unit:
    unit: Unit = TeamFactory(parent=mine)
    return unit


def kind_of(word: str) -> PostKind:
    kind, _made = PostKind.objects.get_or_create(name=word, defaults={"words": word})
    return kind


def working_as(post: str, team: Unit) -> User:
    worker: User = MembershipFactory(unit=team, post=PostFactory(name=post)).user
    return worker


def questions_for(part: PaperPart, number: int, *posts: PostKind, **fields: object) -> set[int]:
    made = QuestionFactory.create_batch(number, bank=part.bank, kind=part.kind, category=part.category, **fields)
    for question in made:
        question.post_kinds.set(posts)
    return {question.current_id for question in made}


def paper_by_post(owner: Unit) -> tuple[Paper, dict[str, set[int]]]:
    """Four general questions, then two for electricians, two for furnace men, or two more general ones."""
    paper = PaperFactory(owner=owner)
    general = PaperPartFactory(paper=paper, bank__owner=owner, count=4, points=10)
    same = {"paper": paper, "bank": general.bank, "count": 2, "points": 30, "choice": 1}
    versions = {"": questions_for(general, 12)}
    for post in ("电工", "炉前"):
        part = PaperPartFactory(**same, post_kind=kind_of(post))
        versions[post] = questions_for(part, 3, kind_of(post))
    PaperPartFactory(**same)
    return paper, versions


def exam_by(paper: Paper, *audience: Unit, **fields: object) -> Exam:
    exam: Exam = ExamFactory(owner=paper.owner, paper=paper, audience=audience or [paper.owner], **fields)
    return exam


def asked(worker: User, exam: Exam) -> list[int]:
    return [line[0] for line in Attempt.objects.get(worker=worker, exam=exam).paper]


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
