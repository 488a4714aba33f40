"""A correction answers who doubted that question of that exam, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from exams.correcting.asked import doubts_from
from exams.models import Correction, Exam, ExamState, QuestionDoubt, QuestionVersion, Treatment
from exams.rulings import Ruling
from exams.services.corrections import approve_correction, refuse_correction
from exams.services.doubts import answer_by_correction, answer_doubt, say_doubt
from exams.services.papers import prepare_papers
from exams.services.regrading import regrade
from home.tasks import tasks_of
from organizations.models import Role, User
from tests.factories.corrections import another_key, asked_in, choose, corrected, over, proposed, the_same_for_all
from tests.factories.exams import ExamFactory
from tests.factories.organizations import County, staff
from tests.factories.sittings import a_worker

pytestmark = pytest.mark.django_db

Correct = Callable[[QuestionVersion, Ruling], Correction]
GIVE = Ruling(Treatment.GIVE)


@pytest.fixture
def exam(county: County, worker: User) -> Exam:
    held = the_same_for_all(county.enterprise)
    choose(held, worker, {version: ["B"] for version in asked_in(held)})
    return over(held)


@pytest.fixture
def version(exam: Exam) -> QuestionVersion:
    found: QuestionVersion = QuestionVersion.objects.get(pk=asked_in(exam)[0])
    return found


@pytest.fixture
def second(county: County) -> User:
    return staff(Role.BUREAU_ADMIN, county.bureau)


@pytest.fixture
def correct(exam: Exam, officer_user: User, second: User) -> Correct:
    return lambda version, ruling: corrected(exam, version, ruling, officer_user, second)


def test_it_is_answered_when_all_are_graded_anew_and_not_before(
    exam: Exam, version: QuestionVersion, worker: User, officer_user: User, second: User
) -> None:
    doubt = say_doubt(worker=worker, version=version, text="B 才对。", attempt=worker.attempts.get())
    made = proposed(exam, version, another_key("B"), officer_user)
    approve_correction(correction=made, by=second)
    assert QuestionDoubt.objects.open().count() == 1

    made.refresh_from_db()
    regrade(correction=made)

    doubt.refresh_from_db()
    assert doubt.answered_by == second
    assert exam.title in doubt.answer
    assert "做法B" in doubt.answer
    assert [task.state for task in tasks_of(worker) if task.href == "/practice/doubts/"] == ["done"]


def test_a_refused_one_leaves_the_doubt_open(
    exam: Exam, version: QuestionVersion, worker: User, officer_user: User, second: User
) -> None:
    say_doubt(worker=worker, version=version, text="B 才对。", attempt=worker.attempts.get())

    refuse_correction(correction=proposed(exam, version, GIVE, officer_user), reason="规程没有改。", by=second)

    assert QuestionDoubt.objects.open().count() == 1


def test_doubts_about_other_questions_and_other_exams_stay_open(
    county: County, exam: Exam, version: QuestionVersion, worker: User, correct: Correct
) -> None:
    other = QuestionVersion.objects.get(pk=asked_in(exam)[1])
    later = ExamFactory(owner=county.enterprise, paper=exam.paper)
    mate = a_worker(county.team)
    choose(later, mate, {version.pk: ["B"]})
    choose(later, worker, {version.pk: ["B"]})
    open_ones = {
        say_doubt(worker=worker, version=other, text="别的题。", attempt=exam.attempts.get()).pk,
        say_doubt(worker=mate, version=version, text="别的考试。", attempt=mate.attempts.get()).pk,
        say_doubt(
            worker=worker, version=version, text="我说的是后一场。", attempt=later.attempts.get(worker=worker)
        ).pk,
    }

    correct(version, GIVE)

    assert set(QuestionDoubt.objects.open().values_list("pk", flat=True)) == open_ones


def test_who_met_it_again_in_practice_is_answered_if_he_was_asked_it_and_spoke_since(
    county: County, exam: Exam, version: QuestionVersion, worker: User, correct: Correct
) -> None:
    said = say_doubt(worker=worker, version=version, text="练习里也不对。")
    stranger = say_doubt(worker=a_worker(county.team), version=version, text="没考过，练习时看到的。")
    long_ago = say_doubt(worker=worker, version=QuestionVersion.objects.get(pk=asked_in(exam)[1]), text="早就说过。")
    QuestionDoubt.objects.filter(pk=long_ago.pk).update(created_at=timezone.now() - timedelta(days=30))

    correct(version, GIVE)
    correct(long_ago.version, GIVE)

    assert set(QuestionDoubt.objects.open()) == {stranger, long_ago}
    said.refresh_from_db()
    assert said.answered_at is not None


def test_what_somebody_answered_himself_stands(
    version: QuestionVersion, worker: User, officer_user: User, correct: Correct
) -> None:
    doubt = say_doubt(worker=worker, version=version, text="B 才对。", attempt=worker.attempts.get())
    answer_doubt(doubt=doubt, answer="谢谢，马上更正。", by=officer_user)

    made = correct(version, GIVE)
    assert answer_by_correction(correction=made) == 0

    doubt.refresh_from_db()
    assert doubt.answer == "谢谢，马上更正。"


def test_many_doubts_cost_one_statement(
    county: County,
    exam: Exam,
    version: QuestionVersion,
    correct: Correct,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    made = correct(version, GIVE)
    for _person in range(6):
        say_doubt(worker=a_worker(county.team), version=version, text="B 才对。", attempt=exam.attempts.get())
    loaded = Correction.objects.select_related("exam", "version").get(pk=made.pk)

    with django_assert_num_queries(1):
        assert answer_by_correction(correction=loaded) == 6


def test_the_longest_answer_that_could_be_right_still_fits(
    county: County, exam: Exam, version: QuestionVersion, worker: User, correct: Correct
) -> None:
    version.options[1]["text"] = "很长的做法" * 150
    QuestionVersion.objects.filter(pk=version.pk).update(options=version.options)
    Exam.objects.update(title="名" * 60)
    exam.refresh_from_db()
    doubt = say_doubt(worker=worker, version=version, text="B 才对。", attempt=worker.attempts.get())

    correct(version, another_key("B"))

    doubt.refresh_from_db()
    doubt.full_clean()
    assert doubt.answer


def test_ten_people_who_doubt_one_question_are_one_line_at_the_desk_with_the_most_doubted_first(
    county: County, exam: Exam, version: QuestionVersion, worker: User
) -> None:
    other = QuestionVersion.objects.get(pk=asked_in(exam)[1])
    say_doubt(worker=worker, version=other, text="别的题。", attempt=worker.attempts.get())
    exam.state, exam.closes_at = ExamState.PUBLISHED, timezone.now() + timedelta(hours=1)
    exam.save()
    for number in range(5):
        mate = a_worker(county.team)
        prepare_papers(exam=exam)
        attempt = choose(exam, mate, {version.pk: ["B"]})
        say_doubt(worker=mate, version=version, text=f"第 {number} 个人说的。", attempt=attempt)

    first, second = doubts_from(exam)

    assert (first.version, first.people, first.more) == (version, 5, 2)
    assert first.said[0] == "第 4 个人说的。"
    assert (second.version, second.people, second.more) == (other, 1, 0)
