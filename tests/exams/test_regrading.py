"""Grading everything anew: the dry run foretells it, an unchanged key changes nothing, and twice is once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from exams.correcting.trial import standings_of
from exams.models import (
    Attempt,
    Correction,
    Exam,
    Grading,
    GradingCause,
    Question,
    QuestionState,
    QuestionVersion,
    Treatment,
)
from exams.rulings import Ruling
from exams.services.corrections import approve_correction
from exams.services.regrading import regrade
from exams.services.sittings import store_grading
from organizations.models import Role, User
from tests.factories.corrections import (
    another_key,
    asked_in,
    choose,
    corrected,
    other_points,
    over,
    proposed,
    the_same_for_all,
    version_asked,
)
from tests.factories.organizations import County, small_county, staff
from tests.factories.sittings import a_worker, sit

GIVE, DROP = Ruling(Treatment.GIVE), Ruling(Treatment.DROP)
RULINGS = st.sampled_from([another_key("B"), Ruling(Treatment.ALSO, (("B",),)), DROP, GIVE, other_points("7.5")])
PEOPLE = st.lists(st.lists(st.sampled_from("ABCD "), min_size=5, max_size=5), min_size=1, max_size=5)
few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture
def second(county: County) -> User:
    return staff(Role.BUREAU_ADMIN, county.bureau)


class AnyAnswers(TestCase):
    """Whatever people chose, and whatever becomes of the questions."""

    def stage(self, people: list[list[str]]) -> None:
        self.county = small_county()
        self.exam = the_same_for_all(self.county.enterprise)
        self.by, self.second = (staff(Role.SAFETY_OFFICER, self.county.enterprise) for _ in range(2))
        for answers in people:
            chosen = {version: [key] for version, key in zip(asked_in(self.exam), answers, strict=True) if key != " "}
            self.last = choose(self.exam, a_worker(self.county.team), chosen)
        over(self.exam)

    def stand(self) -> dict[object, tuple[Decimal | None, bool | None]]:
        return {pk: (score, passed) for pk, score, passed in Attempt.objects.values_list("pk", "score", "passed")}

    @few
    @given(PEOPLE, st.lists(RULINGS, min_size=1, max_size=2))
    def test_the_dry_run_equals_the_real_run(self, people: list[list[str]], rulings: list[Ruling]) -> None:
        self.stage(people)
        for slot, ruling in enumerate(rulings):
            version = version_asked(self.last, slot)
            made = proposed(self.exam, version, ruling, self.by)
            before = {one.attempt: one for one in standings_of(self.exam)}
            foretold = {effect.attempt_id: effect for effect in made.effects.all()}

            regrade(correction=approve_correction(correction=made, by=self.second))

            for one in standings_of(self.exam):
                effect, then = foretold.get(one.attempt), before[one.attempt].outcome
                if effect is None or effect.score_after is None:
                    assert one.outcome == then
                else:
                    assert (effect.score_before, effect.passed_before) == (then.score, then.passed)
                    assert (effect.score_after, effect.passed_after) == (one.outcome.score, one.outcome.passed)

    @few
    @given(PEOPLE, RULINGS)
    def test_twice_is_once_and_back_is_as_it_was(self, people: list[list[str]], ruling: Ruling) -> None:
        self.stage(people)
        asked, version = self.stand(), version_asked(self.last, 0)
        made = corrected(self.exam, version, ruling, self.by, self.second)
        once, gradings = self.stand(), Grading.objects.count()

        Correction.objects.update(applied_at=None)
        made.refresh_from_db()
        regrade(correction=made)
        assert (self.stand(), Grading.objects.count()) == (once, gradings)

        corrected(self.exam, version, another_key("A"), self.by, self.second)
        assert self.stand() == asked

    @few
    @given(PEOPLE)
    def test_a_key_that_is_right_for_the_same_people_changes_nothing(self, people: list[list[str]]) -> None:
        self.stage([[key.replace("B", "A") for key in answers] for answers in people])
        asked, gradings = self.stand(), Grading.objects.count()

        made = corrected(
            self.exam, version_asked(self.last, 0), Ruling(Treatment.ALSO, (("B",),)), self.by, self.second
        )

        assert (self.stand(), Grading.objects.count(), made.changed) == (asked, gradings, 0)


def test_a_grading_is_added_where_something_changed_and_says_why(
    county: County, exam: Exam, worker: User, officer_user: User, second: User
) -> None:
    wrong = sit(exam, worker, right=3)
    right = sit(exam, a_worker(county.team), right=5)
    over(exam)

    made = corrected(exam, version_asked(wrong, 4), GIVE, officer_user, second)

    assert made.changed == 1
    earlier, newest = wrong.gradings.order_by("pk")
    assert [earlier.score, newest.score] == [60, 80]
    assert earlier.cause == GradingCause.SUBMIT
    assert (newest.cause, newest.correction) == (GradingCause.CORRECTION, made)
    assert newest.passed
    wrong.refresh_from_db()
    assert wrong.score == 80
    assert wrong.passed
    assert right.gradings.count() == 1


def test_the_dry_run_names_pass_place_and_everybody_who_is_passed_by(
    county: County, worker: User, officer_user: User
) -> None:
    exam = the_same_for_all(county.enterprise)
    *others, version = asked_in(exam)
    right = {key: ["A"] for key in others}
    low = choose(exam, worker, {key: ["A"] for key in others[:3]} | {version: ["B"]})
    high = choose(exam, a_worker(county.team), right)
    passed_by = choose(exam, a_worker(county.team), {key: ["A"] for key in others[:3]})
    made = proposed(over(exam), QuestionVersion.objects.get(pk=version), another_key("B"), officer_user)

    up = made.effects.get(attempt=low)
    assert [up.score_before, up.score_after] == [60, 80]
    assert (up.passed_before, up.passed_after) == (False, True)
    assert (up.place_before, up.place_after) == (2, 1)
    assert not made.effects.filter(attempt=high).exists()  # they share the first place
    down = made.effects.get(attempt=passed_by)
    assert [down.score_before, down.score_after] == [60, 60]
    assert (down.place_before, down.place_after) == (2, 3)
    assert made.sittings == 3


def test_answers_that_come_late_are_graded_by_what_is_in_force(
    exam: Exam, worker: User, officer_user: User, second: User
) -> None:
    sat = sit(exam, worker, right=3)
    made = corrected(over(exam), version_asked(sat, 4), GIVE, officer_user, second)
    sat = Attempt.objects.select_related("exam").get(pk=sat.pk)

    store_grading(attempt=sat, cause=GradingCause.LATE_ANSWERS)

    assert sat.score == 80
    made.refresh_from_db()
    assert not made.is_unfinished


def test_an_exam_without_corrections_costs_grading_no_query(
    exam: Exam, worker: User, officer_user: User, second: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sat = sit(exam, worker, right=3)
    sat = Attempt.objects.select_related("exam").get(pk=sat.pk)
    with django_assert_num_queries(3):  # journal, attempt, grading
        store_grading(attempt=sat, cause=GradingCause.LATE_ANSWERS)


def test_a_regrade_goes_on_after_a_breakdown(
    county: County, exam: Exam, officer_user: User, second: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exams.correcting.sheets.SHEETS_AT_ONCE", 2)
    sat = [sit(exam, a_worker(county.team), right=0) for _ in range(7)]
    made = proposed(over(exam), version_asked(sat[0], 4), GIVE, officer_user)
    foretold = made.effects.exclude(score_after=None).filter(score_after__gt=F("score_before")).count()
    made = approve_correction(correction=made, by=second)

    def break_down(done: int, _total: int) -> None:
        if done == 4:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        regrade(correction=made, report=break_down)
    assert made.gradings.count() < 5

    assert regrade(correction=made) == foretold == Attempt.objects.filter(score=20).count()


@pytest.mark.parametrize(
    ("ruling", "state"), [(another_key("B"), QuestionState.PARKED), (other_points("7.5"), QuestionState.IN_USE)]
)
def test_a_question_whose_answer_was_wrong_is_asked_no_more_until_its_keeper_has_looked_at_it(
    ruling: Ruling,
    state: QuestionState,
    *,
    exam: Exam,
    worker: User,
    officer_user: User,
    second: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    version = version_asked(sit(exam, worker, right=3), 4)

    with django_capture_on_commit_callbacks(execute=True):
        corrected(over(exam), version, ruling, officer_user, second)

    assert Question.objects.get(current=version).state == state
