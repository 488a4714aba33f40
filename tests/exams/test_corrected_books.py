"""A correction moves the wrong-question books with the scores: what became right leaves, what became wrong enters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from exams.correcting.sheets import regraded, sheets_of
from exams.marking import rulings_in_force
from exams.models import Attempt, Correction, Exam, QuestionVersion, ResultsShown, Treatment, WrongQuestion
from exams.rulings import Ruling
from exams.services.corrected_books import follow_regrading
from exams.services.regrading import regrade
from exams.services.wrong_questions import note_released
from organizations.models import Role, User
from tests.factories.corrections import another_key, asked_in, choose, corrected, other_points, over, the_same_for_all
from tests.factories.exams import ExamFactory, QuestionFactory
from tests.factories.organizations import County, staff
from tests.factories.practice import practise
from tests.factories.sittings import a_worker

pytestmark = pytest.mark.django_db

GIVE, DROP, ALSO = Ruling(Treatment.GIVE), Ruling(Treatment.DROP), Ruling(Treatment.ALSO, (("B",),))


@dataclass(frozen=True, slots=True)
class Stage:
    """An exam in which everybody is asked the same, one version of it, and the two people who correct it."""

    exam: Exam
    version: QuestionVersion
    by: User
    second: User
    callbacks: DjangoCaptureOnCommitCallbacks

    def sat(self, worker: User, answer: str, exam: Exam | None = None) -> Attempt:
        """Sit it with this one answer, and have the book follow."""
        with self.callbacks(execute=True):
            return choose(exam or self.exam, worker, {self.version.pk: [answer]})

    def correct(self, ruling: Ruling, exam: Exam | None = None) -> Correction:
        return corrected(over(exam or self.exam), self.version, ruling, self.by, self.second)

    @property
    def question(self) -> int:
        return self.version.question_id


@pytest.fixture
def stage(
    county: County, officer_user: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> Stage:
    exam = the_same_for_all(county.enterprise)
    version = QuestionVersion.objects.get(pk=asked_in(exam)[0])
    second = staff(Role.BUREAU_ADMIN, county.bureau)
    return Stage(exam, version, officer_user, second, django_capture_on_commit_callbacks)


def book(worker: User) -> list[int]:
    return list(WrongQuestion.objects.filter(worker=worker).values_list("question", flat=True))


@pytest.mark.parametrize("ruling", [another_key("B"), ALSO, GIVE, DROP])
def test_what_a_correction_makes_right_leaves_the_book(stage: Stage, worker: User, ruling: Ruling) -> None:
    stage.sat(worker, "B")
    assert book(worker) == [stage.question]

    made = stage.correct(ruling)

    assert book(worker) == []
    regrade(correction=made)
    assert book(worker) == []


def test_what_a_new_key_makes_wrong_enters_the_book_for_tomorrow(stage: Stage, worker: User) -> None:
    stage.sat(worker, "A")
    assert book(worker) == []

    stage.correct(another_key("B"))

    assert WrongQuestion.objects.get().due_on == timezone.localdate() + timedelta(days=1)
    assert book(worker) == [stage.question]


def test_the_old_key_brought_back_brings_the_books_back(county: County, stage: Stage, worker: User) -> None:
    mate = a_worker(county.team)
    stage.sat(worker, "A")
    stage.sat(mate, "B")

    stage.correct(another_key("B"))
    assert (book(worker), book(mate)) == ([stage.question], [])
    stage.correct(another_key("A"))
    assert (book(worker), book(mate)) == ([], [stage.question])


@pytest.mark.parametrize("ruling", [another_key("B"), other_points("7.5")])
def test_an_answer_that_is_still_wrong_stays_in_the_book_as_it_is(stage: Stage, worker: User, ruling: Ruling) -> None:
    stage.sat(worker, "C")
    before = list(WrongQuestion.objects.values_list("pk", "due_on", "right_in_a_row"))

    stage.correct(ruling)

    assert list(WrongQuestion.objects.values_list("pk", "due_on", "right_in_a_row")) == before


def test_what_he_left_blank_enters_no_book(stage: Stage, worker: User) -> None:
    stage.sat(worker, "")

    stage.correct(another_key("B"))

    assert book(worker) == []


def test_what_he_had_wrong_in_another_exam_too_stays(county: County, stage: Stage, worker: User) -> None:
    other = ExamFactory(owner=county.enterprise, paper=stage.exam.paper)
    stage.sat(worker, "B")
    stage.sat(worker, "B", other)

    stage.correct(GIVE)
    assert book(worker) == [stage.question]
    stage.correct(GIVE, other)
    assert book(worker) == []


@pytest.mark.parametrize(("practised", "stays"), [("B", False), ("C", True)])
def test_a_practice_answer_counts_as_wrong_only_if_the_correction_finds_it_wrong(
    stage: Stage, worker: User, practised: str, stays: bool
) -> None:
    stage.sat(worker, "B")
    practise(worker, stage.version.question, practised)

    stage.correct(another_key("B"))

    assert bool(book(worker)) is stays


def test_what_has_come_far_in_the_book_is_not_thrown_back(stage: Stage, worker: User) -> None:
    stage.sat(worker, "A")
    later = timezone.localdate() + timedelta(days=9)
    WrongQuestion.objects.create(worker=worker, question=stage.version.question, right_in_a_row=2, due_on=later)

    stage.correct(another_key("B"))

    assert WrongQuestion.objects.values_list("right_in_a_row", "due_on").get() == (2, later)


def test_before_the_results_are_out_no_book_tells_of_them(stage: Stage, worker: User) -> None:
    stage.exam.results_shown = ResultsShown.AFTER_APPROVAL
    stage.sat(worker, "A")

    stage.correct(another_key("B"))
    assert book(worker) == []

    Exam.objects.update(results_released_at=timezone.now(), results_released_by=stage.second)
    note_released(stage.exam.pk, None)
    assert book(worker) == [stage.question]


def test_books_of_others_and_other_questions_stay(county: County, stage: Stage, worker: User) -> None:
    mate, other = a_worker(county.team), QuestionFactory(bank__owner=county.enterprise)
    stage.sat(worker, "B")
    stage.sat(mate, "C")
    practise(worker, other, "B")

    stage.correct(another_key("B"))

    assert (book(worker), book(mate)) == ([other.pk], [stage.question])


@pytest.mark.parametrize("people", [2, 9])
def test_many_sittings_cost_the_books_as_much_as_few(
    county: County, stage: Stage, django_assert_num_queries: DjangoAssertNumQueries, people: int
) -> None:
    workers = [a_worker(county.team) for _person in range(people)]
    before = sheets_of([stage.sat(worker, "AB"[number % 2]).pk for number, worker in enumerate(workers)])
    stage.correct(another_key("B"))
    WrongQuestion.objects.all().delete()
    for worker in workers:
        WrongQuestion.objects.create(worker=worker, question=stage.version.question, due_on=timezone.localdate())
    rulings = rulings_in_force(stage.exam)
    changed = [(sheet, regraded(sheet, rulings, stage.exam.pass_points)) for sheet in before]

    with django_assert_num_queries(7):
        follow_regrading(changed, rulings)
