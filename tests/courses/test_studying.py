"""Taking in a page by the server's clock: what a page claims of itself counts only as far as time has passed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from courses.material import Demand, Material
from courses.models import Anomaly, AnomalyKind, LearnedBy, LearningCategory, LearningRecord, Study
from courses.services.studying import (
    LONGEST_BEAT_SECONDS,
    Beat,
    NotYetRead,
    OpenedElsewhere,
    answer_checks,
    attend,
    close_silent_openings,
    confirm_reading,
    deliver,
    open_study,
    record_beat,
)
from organizations.models import User
from tests.factories.courses import a_case
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def worker() -> User:
    person: User = MembershipFactory().user
    return person


@pytest.fixture
def text() -> Material:
    return Material(page=a_case().pk, category=LearningCategory.CASE, demand=Demand(needed_seconds=180))


@pytest.fixture
def film(text: Material) -> Material:
    return replace(text, category=LearningCategory.LECTURE, demand=Demand(180, video_seconds=600, may_skip=False))


class Reader:
    """Somebody with a page open, who tells of it after so many seconds."""

    def __init__(self, clock: time_machine.Traveller, worker: User, material: Material) -> None:
        self.clock, self.worker, self.material = clock, worker, material
        self.study = open_study(worker=worker, material=material)

    def after(self, seconds: int, *, claims: int | None = None, played: tuple[int, int] = (0, 0)) -> Study:
        self.clock.shift(timedelta(seconds=seconds))
        opening = self.study.opening
        assert opening is not None
        beat = Beat(seconds if claims is None else claims, *played)
        self.study = record_beat(study_id=self.study.pk, opening=opening, beat=beat, demand=self.material.demand)
        return self.study


def test_a_page_is_read_when_its_time_has_passed(clock: time_machine.Traveller, worker: User, text: Material) -> None:
    reader = Reader(clock, worker, text)

    assert reader.after(100).completed_at is None
    assert reader.after(80).completed_at == MORNING + timedelta(seconds=180)


def test_a_page_that_claims_more_time_than_has_passed_gets_what_has_passed(
    clock: time_machine.Traveller, worker: User, text: Material
) -> None:
    assert Reader(clock, worker, text).after(5, claims=9999).seconds == 5


def test_after_a_long_silence_only_the_length_of_one_message_counts(
    clock: time_machine.Traveller, worker: User, text: Material
) -> None:
    assert Reader(clock, worker, text).after(3600).seconds == LONGEST_BEAT_SECONDS


def test_time_with_the_page_out_of_sight_does_not_count(
    clock: time_machine.Traveller, worker: User, text: Material
) -> None:
    assert Reader(clock, worker, text).after(100, claims=20).seconds == 20


def test_only_the_newest_opening_counts(clock: time_machine.Traveller, worker: User, text: Material) -> None:
    on_the_phone = Reader(clock, worker, text)
    Reader(clock, worker, text)

    with pytest.raises(OpenedElsewhere):
        on_the_phone.after(60)


def test_every_opening_leaves_a_record_with_its_seconds(
    clock: time_machine.Traveller, worker: User, text: Material
) -> None:
    Reader(clock, worker, text).after(60)
    Reader(clock, worker, text).after(90)
    open_study(worker=worker, material=text)

    records = LearningRecord.objects.order_by("pk")
    assert [(row.seconds, row.counted_seconds, row.how) for row in records] == [
        (60, 60, LearnedBy.PAGE),
        (90, 90, LearnedBy.PAGE),
    ]
    assert {row.unit for row in records} == {worker.memberships.get().unit}


def test_an_opening_that_fell_silent_is_recorded_by_the_sweep(
    clock: time_machine.Traveller, worker: User, text: Material
) -> None:
    Reader(clock, worker, text).after(60)

    assert close_silent_openings() == 0
    clock.shift(timedelta(hours=1))
    assert close_silent_openings() == 1
    assert LearningRecord.objects.get().seconds == 60
    assert close_silent_openings() == 0


def test_a_page_with_questions_is_complete_when_they_are_answered_too(
    clock: time_machine.Traveller, worker: User, text: Material
) -> None:
    text = replace(text, keys=("A", "C"), demand=Demand(180, asks=True))
    reader = Reader(clock, worker, text)
    read = reader.after(180)

    assert read.completed_at is None
    assert answer_checks(study_id=read.pk, answers=["A", "B"], material=text) == [True, False]
    assert not Study.objects.complete().exists()
    assert answer_checks(study_id=read.pk, answers=["A", "C"], material=text) == [True, True]
    assert Study.objects.complete().exists()


def test_questions_answered_before_the_time_is_up_complete_the_page_when_it_is(
    clock: time_machine.Traveller, worker: User, text: Material
) -> None:
    text = replace(text, keys=("A",), demand=Demand(180, asks=True))
    reader = Reader(clock, worker, text)
    answer_checks(study_id=reader.study.pk, answers=["A"], material=text)

    assert not Study.objects.complete().exists()
    assert reader.after(180).completed_at is not None


def test_without_scripts_the_word_is_taken_when_enough_time_has_passed(
    clock: time_machine.Traveller, worker: User, text: Material
) -> None:
    study = open_study(worker=worker, material=text)

    clock.shift(timedelta(seconds=60))
    with pytest.raises(NotYetRead, match="2"):
        confirm_reading(study_id=study.pk, demand=text.demand)
    clock.shift(timedelta(seconds=120))
    assert confirm_reading(study_id=study.pk, demand=text.demand).completed_at is not None

    open_study(worker=worker, material=text)
    assert LearningRecord.objects.get().seconds == 180


def test_a_film_goes_on_where_it_was_left(clock: time_machine.Traveller, worker: User, film: Material) -> None:
    Reader(clock, worker, film).after(100, played=(0, 100))

    assert open_study(worker=worker, material=film).position == 100


def test_a_film_watched_to_its_end_is_complete(clock: time_machine.Traveller, worker: User, film: Material) -> None:
    reader = Reader(clock, worker, film)
    for start in range(0, 600, 120):
        reader.after(120, played=(start, start + 120))

    assert (reader.study.reached, reader.study.completed_at is None) == (600, False)
    open_study(worker=worker, material=film)
    assert LearningRecord.objects.get().how == LearnedBy.VIDEO


@pytest.mark.parametrize("played", [(300, 360), (0, 500)])
def test_a_first_viewing_cannot_be_skipped_through(
    clock: time_machine.Traveller, worker: User, film: Material, played: tuple[int, int]
) -> None:
    reader = Reader(clock, worker, film)
    reader.after(60, played=(0, 60))

    study = reader.after(60, played=played)

    assert (study.reached, study.position) == (60, 60)
    assert Anomaly.objects.get().kind == AnomalyKind.SKIPPED


def test_who_has_seen_it_may_skip(clock: time_machine.Traveller, worker: User, film: Material) -> None:
    attend(worker=worker, material=film, at=MORNING)
    reader = Reader(clock, worker, film)

    assert reader.after(10, played=(500, 510)).reached == 510


def test_a_film_that_may_be_skipped_is_taken_in_by_its_end(
    clock: time_machine.Traveller, worker: User, film: Material
) -> None:
    reader = Reader(clock, worker, replace(film, demand=Demand(180, video_seconds=600)))

    assert reader.after(10, played=(590, 600)).completed_at is not None


def test_delivery_is_noted_once(worker: User, text: Material) -> None:
    deliver(worker=worker, materials=[text])
    first = Study.objects.get().delivered_at

    deliver(worker=worker, materials=[text])

    assert Study.objects.get().delivered_at == first


def test_learning_in_two_places_counts_once_and_is_on_the_list(
    clock: time_machine.Traveller, worker: User, text: Material, film: Material
) -> None:
    other = replace(text, page=a_case("别的案例").pk)
    first, second = Reader(clock, worker, text), Reader(clock, worker, other)
    first.after(100)
    second.after(0, claims=100)
    open_study(worker=worker, material=text)
    open_study(worker=worker, material=other)

    assert [row.counted_seconds for row in LearningRecord.objects.order_by("pk")] == [100, 0]
    assert Anomaly.objects.get().kind == AnomalyKind.TWO_PLACES


def test_a_record_is_never_changed_nor_deleted(clock: time_machine.Traveller, worker: User, text: Material) -> None:
    Reader(clock, worker, text).after(100)
    open_study(worker=worker, material=text)

    with pytest.raises(TypeError):
        LearningRecord.objects.update(counted_seconds=0)
    with pytest.raises(TypeError):
        LearningRecord.objects.get().delete()
