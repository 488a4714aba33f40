"""What happens elsewhere and brings points: the last of the ten, a page taken in, a procedure signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from courses.material import Demand, Material
from courses.models import LearningCategory
from courses.services.procedure_readings import sign
from courses.services.studying import Beat, answer_checks, attend, confirm_reading, open_study, record_beat
from exams.models import DailyTen
from exams.services.practice import todays_ten
from leaderboard.models import PointEntry
from organizations.models import User
from tests.factories.courses import a_case
from tests.factories.exams import QuestionBankFactory, QuestionFactory
from tests.factories.organizations import County, phone_of, worker_of
from tests.factories.procedures import holder_of, in_force

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 2, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def worker(county: County) -> User:
    return worker_of(county.team)


def given(worker: User) -> list[tuple[str, int]]:
    return [(entry.about, entry.points) for entry in PointEntry.objects.filter(worker=worker)]


def ten_of(worker: User, county: County, questions: int = 2) -> DailyTen:
    QuestionFactory.create_batch(questions, bank=QuestionBankFactory(owner=county.bureau))
    ten = todays_ten(worker=worker)
    assert ten is not None
    return ten


def answer(phone: Client, ten: DailyTen, number: int, key: str) -> None:
    phone.post(reverse("exams:question_of_ten", args=[ten.pk, number]), {f"q{number - 1}": key})


def test_the_last_of_the_ten_brings_points_right_or_wrong(
    worker: User, county: County, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    ten, phone = ten_of(worker, county), phone_of(worker)
    with django_capture_on_commit_callbacks(execute=True):
        answer(phone, ten, 1, "B")
        assert given(worker) == []
        answer(phone, ten, 2, "B")
        answer(phone, ten, 2, "A")

    assert given(worker) == [(f"practice:{timezone.localdate().isoformat()}", 5)]


def test_who_finishes_yesterdays_ten_today_has_done_it_today(
    worker: User, county: County, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with time_machine.travel(MORNING) as clock:
        ten = ten_of(worker, county, questions=1)
        clock.shift(timedelta(days=1))
        with django_capture_on_commit_callbacks(execute=True):
            answer(phone_of(worker), ten, 1, "A")

    entry = PointEntry.objects.get()
    assert (entry.about, entry.day.isoformat()) == ("practice:2026-03-02", "2026-03-03")


def a_text(*, asks: bool = False) -> Material:
    keys = ("A",) if asks else ()
    return Material(
        page=a_case().pk, category=LearningCategory.CASE, keys=keys, demand=Demand(needed_seconds=180, asks=asks)
    )


def test_a_page_taken_in_brings_points_once_and_its_beats_before_and_after_nothing(
    clock: time_machine.Traveller,
    worker: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    text = a_text()
    study = open_study(worker=worker, material=text)
    assert study.opening is not None
    told = []
    for _beat in range(3):
        clock.shift(timedelta(seconds=100))
        with django_capture_on_commit_callbacks(execute=True) as callbacks:
            record_beat(study_id=study.pk, opening=study.opening, beat=Beat(100), demand=text.demand)
        told.append(len(callbacks))

    assert told == [0, 1, 0]
    assert given(worker) == [(f"case:{text.page}", 3)]


def test_a_page_with_questions_brings_them_when_they_are_answered(
    clock: time_machine.Traveller, worker: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    text = a_text(asks=True)
    study = open_study(worker=worker, material=text)
    clock.shift(timedelta(seconds=200))
    with django_capture_on_commit_callbacks(execute=True):
        confirm_reading(study_id=study.pk, demand=text.demand)
        answer_checks(study_id=study.pk, answers=["B"], material=text)
    assert given(worker) == []
    with django_capture_on_commit_callbacks(execute=True):
        answer_checks(study_id=study.pk, answers=["A"], material=text)

    assert given(worker) == [(f"case:{text.page}", 3)]


def test_who_heard_a_lecture_in_a_hall_was_there_on_duty(
    worker: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        attend(worker=worker, material=a_text(), at=timezone.now())

    assert given(worker) == []


def test_a_beat_costs_what_it_did_and_the_one_that_completes_a_page_two_queries_more(
    clock: time_machine.Traveller, worker: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    text = a_text()
    study = open_study(worker=worker, material=text)
    assert study.opening is not None
    asked = []
    for _beat in range(2):
        clock.shift(timedelta(seconds=100))
        with CaptureQueriesContext(connection) as queries, django_capture_on_commit_callbacks(execute=True):
            record_beat(study_id=study.pk, opening=study.opening, beat=Beat(100), demand=text.demand)
        asked.append([query["sql"].split()[0] for query in queries if "SAVEPOINT" not in query["sql"]])

    assert asked == [["SELECT", "UPDATE"], ["SELECT", "UPDATE", "SELECT", "INSERT"]]


def test_a_signed_procedure_brings_points_once(
    county: County, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    worker, version = holder_of(county.team), in_force(county.enterprise, county.team)
    with django_capture_on_commit_callbacks(execute=True):
        sign(version=version, worker=worker)
        sign(version=version, worker=worker)

    assert given(worker) == [(f"procedure:{version.pk}", 10)]
