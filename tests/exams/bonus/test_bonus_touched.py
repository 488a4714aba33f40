"""Whatever can move a kept bonus sheet is noted on it; a count takes the note off, and a look that finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from exams.bonus.drawing_up import stands_as_counted, what_moved
from exams.models import (
    Attempt,
    AttemptState,
    BonusSheet,
    Exam,
    ExcusedAbsence,
    GradingCause,
    QuestionVersion,
    Treatment,
)
from exams.rulings import Ruling
from exams.services.bonus_bases import Brought, bring_bases
from exams.services.bonus_sheets import begin_supplement, compute_again
from exams.services.bonus_touched import look_again, touch_by_exam
from exams.services.exams import close_exams
from exams.services.excused_absences import excuse, take_back_excuse
from exams.services.make_ups import who_needs_one
from exams.services.sittings import store_grading, void_attempt
from exams.tasks import every_night
from organizations.errors import Refused
from organizations.models import Unit, User
from organizations.services.memberships import transfer
from organizations.services.units import change_unit
from tests.factories.bonus import MARCH, counted, head_of, locked
from tests.factories.bonus_rules import a_rule
from tests.factories.corrections import asked_in, choose, corrected, over, the_same_for_all
from tests.factories.make_ups import a_make_up
from tests.factories.organizations import County, UserFactory
from tests.factories.sittings import a_worker, sit

pytestmark = pytest.mark.django_db


@pytest.fixture
def exam(county: County) -> Exam:
    """Two have sat it, with 60 and 40 points, and one has not."""
    workers = [a_worker(county.team) for _number in range(3)]
    held = the_same_for_all(county.enterprise)
    held.bonus_month = MARCH
    held.save()
    for worker, right in zip(workers, (3, 2), strict=False):
        choose(held, worker, {version: ["A"] for version in asked_in(held)[:right]})
    return over(held)


@pytest.fixture
def sheet(county: County, exam: Exam, officer: User) -> BonusSheet:
    return counted(county, officer)


def is_noted(sheet: BonusSheet) -> bool:
    sheet.refresh_from_db()
    return sheet.touched_at is not None


def give(exam: Exam, place: int = 4) -> None:
    version = QuestionVersion.objects.get(pk=asked_in(exam)[place])
    with suppress(Refused):  # given before
        corrected(exam, version, Ruling(Treatment.GIVE), UserFactory(), UserFactory())


def void(exam: Exam) -> None:
    for attempt in Attempt.objects.filter(exam=exam, state=AttemptState.GRADED)[:1]:
        void_attempt(attempt=attempt, reason="替考", by=UserFactory(), approved_by=UserFactory())


def excuse_the_absent(exam: Exam) -> None:
    seats = Attempt.objects.filter(exam=exam, state=AttemptState.PREPARED, make_up=None)
    with suppress(Refused):  # excused before
        excuse(exam=exam, seats=list(seats), reason="住院", by=UserFactory())


def take_back(exam: Exam) -> None:
    for absence in ExcusedAbsence.objects.filter(exam=exam):
        take_back_excuse(absence=absence, enterprise=exam.owner, by=UserFactory())


def make_up(exam: Exam) -> None:
    for last in who_needs_one(exam, Unit.objects.all())[:1]:
        a_make_up(exam, [last.worker])
        with suppress(Refused):  # who has to be retrained first has only a seat
            sit(exam, last.worker, right=5)


def late(exam: Exam) -> None:
    attempt = Attempt.objects.select_related("exam").filter(exam=exam, state=AttemptState.GRADED)[0]
    store_grading(attempt=attempt, cause=GradingCause.LATE_ANSWERS)


def bring(exam: Exam) -> None:
    number = Attempt.objects.filter(exam=exam)[0].employee_no
    table = Brought("基数.csv", f"工号,姓名,奖金基数（元）\n{number},某,400\n".encode())
    bring_bases(enterprise=exam.owner, month=MARCH, brought=table, by=UserFactory())


CHANGES = [give, void, excuse_the_absent, make_up, late, bring]


@pytest.mark.parametrize("change", CHANGES)
def test_what_moves_a_sheet_is_noted_locked_or_not(
    county: County, sheet: BonusSheet, officer: User, change: Callable[[Exam], None]
) -> None:
    locked(sheet, officer, head_of(county))
    assert not is_noted(sheet)

    change(sheet.exams.get())

    assert is_noted(sheet)


def test_an_excuse_that_is_taken_back_is_noted(exam: Exam, county: County, officer: User) -> None:
    excuse_the_absent(exam)
    sheet = counted(county, officer)

    take_back(exam)

    assert is_noted(sheet)


def test_a_correction_that_moves_nobody_is_not_noted(exam: Exam, sheet: BonusSheet) -> None:
    version = QuestionVersion.objects.get(pk=asked_in(exam)[0])

    corrected(exam, version, Ruling(Treatment.GIVE), UserFactory(), UserFactory())

    assert not is_noted(sheet)


def test_a_rule_and_names_concern_what_is_not_locked(county: County, sheet: BonusSheet, officer: User) -> None:
    change_unit(unit=county.team, name="新采煤队", by=officer)
    assert is_noted(sheet)
    BonusSheet.objects.update(touched_at=None)
    a_rule(county.enterprise, officer, MARCH)
    assert is_noted(sheet)

    locked(compute_again(sheet=sheet, reason="改名", by=officer), officer, head_of(county))
    change_unit(unit=county.team, name="老采煤队", by=officer)

    assert not is_noted(sheet)


def test_a_transfer_is_looked_into_and_found_harmless(
    exam: Exam,
    sheet: BonusSheet,
    county: County,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    worker = Attempt.objects.filter(exam=exam)[0].worker
    with time_machine.travel(timezone.now() + timedelta(days=3)), django_capture_on_commit_callbacks(execute=True):
        transfer(user=worker, to=county.other_team, by=None)

    assert not is_noted(sheet)
    assert stands_as_counted(sheet)


def test_nothing_is_asked_while_the_exam_is_open_and_its_end_is_noted(
    county: County, officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    worker = a_worker(county.team)
    exam = the_same_for_all(county.enterprise)
    Exam.objects.filter(pk=exam.pk).update(bonus_month=MARCH)
    exam.refresh_from_db()
    sheet = counted(county, officer)
    with django_assert_num_queries(0):
        touch_by_exam(exam=exam, workers=[worker.pk])
    choose(exam, worker, {})
    assert not is_noted(sheet)

    with time_machine.travel(exam.closes_at + timedelta(hours=1)):
        close_exams()

    assert is_noted(sheet)


def test_a_count_takes_the_note_off(exam: Exam, sheet: BonusSheet, officer: User, county: County) -> None:
    give(exam)
    sheet = locked(compute_again(sheet=sheet, reason="改分", by=officer), officer, head_of(county))
    assert not is_noted(sheet)
    give(exam, place=3)

    begin_supplement(enterprise=county.enterprise, month=MARCH, reason="改分", by=officer)

    assert not is_noted(sheet)


def test_a_look_takes_off_a_false_alarm_alone(exam: Exam, sheet: BonusSheet) -> None:
    touch_by_exam(exam=exam)
    sheet.refresh_from_db()
    assert sheet.touched_at is not None
    assert not look_again(sheet=sheet, noted=sheet.touched_at - timedelta(seconds=1))
    assert look_again(sheet=sheet, noted=sheet.touched_at)
    give(exam)
    sheet.refresh_from_db()
    assert sheet.touched_at is not None

    assert not look_again(sheet=sheet, noted=sheet.touched_at)
    assert is_noted(sheet)


def test_a_look_that_broke_down_is_made_up_for_at_night(exam: Exam, sheet: BonusSheet) -> None:
    touch_by_exam(exam=exam)

    assert every_night()["bonus"] == 1
    assert not is_noted(sheet)


@pytest.mark.parametrize("is_locked", [False, True])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.sampled_from([*CHANGES[:4], take_back, bring]), max_size=3))
def test_without_a_note_a_count_finds_nothing_moved(
    county: County, sheet: BonusSheet, officer: User, is_locked: bool, changes: list[Callable[[Exam], None]]
) -> None:
    if is_locked and sheet.locked_at is None:
        locked(sheet, officer, head_of(county))
    for change in changes:
        change(sheet.exams.get())
    if is_noted(sheet) and sheet.touched_at:
        look_again(sheet=sheet, noted=sheet.touched_at)

    is_right = not what_moved(sheet) if is_locked else stands_as_counted(sheet)

    assert is_noted(sheet) != is_right
