"""What a lecture in person counts for: hours once the list is closed, none for who is struck."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db.models import Sum
from django.utils import timezone

from courses.coverage.counting import missing_from
from courses.models import (
    Anomaly,
    AnomalyKind,
    Attendance,
    LearnedBy,
    LearningRecord,
    SignedInBy,
    Study,
)
from courses.services.attendance import (
    SessionClosed,
    strike_attendance,
    tick,
    write_records,
)
from courses.services.sessions import close_session, expected_at
from organizations.errors import Refused
from organizations.models import User
from tests.factories.courses import a_case
from tests.factories.learning import a_session, an_assignment, has_learned
from tests.factories.organizations import County, worker_of

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)


def test_closing_writes_everybodys_hours_once(county: County, teacher: User) -> None:
    case, worker = a_case(), worker_of(county.team)
    session = a_session(county.enterprise, page=case.pk, minutes=45)
    tick(session=session, people=[(worker, timezone.now())], how=SignedInBy.LEADER, by=teacher)
    close_session(session=session, by=teacher)

    assert write_records(session=session) == 1
    assert write_records(session=session) == 0

    record = LearningRecord.objects.get(worker=worker)
    assert (record.how, record.seconds, record.counted_seconds) == (LearnedBy.SESSION, 2700, 2700)
    assert Study.objects.get(worker=worker, page=case).completed_at is not None


def test_ticks_that_come_days_later_still_count_and_after_a_week_no_more(county: County, teacher: User) -> None:
    early, late = worker_of(county.team), worker_of(county.team)
    with time_machine.travel(MORNING, tick=False) as clock:
        session = a_session(county.enterprise)
        during = timezone.now()
        close_session(session=session, by=teacher)
        clock.shift(timedelta(days=3))
        tick(session=session, people=[(early, during)], how=SignedInBy.LEADER, by=teacher)
        clock.shift(timedelta(days=5))
        with pytest.raises(SessionClosed):
            tick(session=session, people=[(late, during)], how=SignedInBy.LEADER, by=teacher)

    assert [record.worker for record in LearningRecord.objects.all()] == [early]


def test_a_make_up_expects_who_is_missing_and_takes_them_off_the_list(county: County, teacher: User) -> None:
    done, first, second = (worker_of(county.team) for _number in range(3))
    task = an_assignment(county.enterprise, pages=[a_case(), a_case("另一起")])
    has_learned(done, task)
    session = a_session(county.enterprise, makes_up_for=task, begins_at=timezone.now())

    assert {place.user for place in expected_at(session)} == {first, second}
    tick(session=session, people=[(first, timezone.now())], how=SignedInBy.LEADER, by=teacher)
    close_session(session=session, by=teacher)
    write_records(session=session)

    assert [place.user for place in missing_from(task)] == [second]


def test_nobody_is_in_two_halls_at_once(county: County, teacher: User) -> None:
    worker = worker_of(county.team)
    with time_machine.travel(MORNING, tick=False):
        for _hall in range(2):
            session = a_session(county.enterprise)
            tick(session=session, people=[(worker, timezone.now())], how=SignedInBy.LEADER, by=teacher)
            close_session(session=session, by=teacher)
            write_records(session=session)

    counted = LearningRecord.objects.filter(worker=worker).aggregate(total=Sum("counted_seconds"))["total"]
    assert counted == 45 * 60
    assert Anomaly.objects.get(worker=worker).kind == AnomalyKind.TWO_PLACES


def test_who_is_struck_was_not_there_and_the_row_stays(county: County, teacher: User) -> None:
    case, worker = a_case(), worker_of(county.team)
    session = a_session(county.enterprise, page=case.pk)
    tick(session=session, people=[(worker, timezone.now())], how=SignedInBy.LEADER, by=teacher)
    close_session(session=session, by=teacher)
    write_records(session=session)

    strike_attendance(attendance=session.attendances.get(), reason="夜班，点错了", by=teacher)

    assert Attendance.objects.count() == 1
    assert not session.attendances.standing().exists()
    assert Study.objects.get(worker=worker, page=case).completed_at is None
    assert LearningRecord.objects.filter(worker=worker).aggregate(total=Sum("counted_seconds"))["total"] == 0


def test_what_he_read_himself_he_has_read_even_when_he_is_struck(county: County, teacher: User) -> None:
    worker = worker_of(county.team)
    task = an_assignment(county.enterprise)
    has_learned(worker, task)
    session = a_session(county.enterprise, page=task.items.get().page_id)
    tick(session=session, people=[(worker, timezone.now())], how=SignedInBy.LEADER, by=teacher)
    close_session(session=session, by=teacher)
    write_records(session=session)

    strike_attendance(attendance=session.attendances.get(), reason="点错了", by=teacher)

    assert not missing_from(task).exists()


def test_who_was_there_after_all_is_ticked_again_and_his_hours_count(county: County, teacher: User) -> None:
    case, worker = a_case(), worker_of(county.team)
    session = a_session(county.enterprise, page=case.pk)
    people = [(worker, timezone.now())]
    tick(session=session, people=people, how=SignedInBy.LEADER, by=teacher)
    close_session(session=session, by=teacher)
    write_records(session=session)
    strike_attendance(attendance=session.attendances.get(), reason="点错了", by=teacher)

    tick(session=session, people=people, how=SignedInBy.LEADER, by=teacher)

    assert session.attendances.standing().get().worker == worker
    assert Study.objects.get(worker=worker, page=case).completed_at is not None
    records = LearningRecord.objects.filter(worker=worker)
    assert records.aggregate(total=Sum("counted_seconds"))["total"] == 45 * 60


def test_striking_needs_a_reason(county: County, teacher: User) -> None:
    session, worker = a_session(county.enterprise), worker_of(county.team)
    tick(session=session, people=[(worker, timezone.now())], how=SignedInBy.LEADER, by=teacher)

    with pytest.raises(Refused, match="为什么"):
        strike_attendance(attendance=session.attendances.get(), reason="  ", by=teacher)
    assert session.attendances.standing().exists()


def test_a_list_closed_before_the_end_counts_the_minutes_until_then(county: County, teacher: User) -> None:
    worker = worker_of(county.team)
    with time_machine.travel(MORNING, tick=False) as clock:
        session = a_session(county.enterprise, begins_at=MORNING, minutes=30)
        clock.shift(timedelta(minutes=12))
        tick(session=session, people=[(worker, timezone.now())], how=SignedInBy.LEADER, by=teacher)
        write_records(session=close_session(session=session, by=teacher))

    assert LearningRecord.objects.get(worker=worker).seconds == 12 * 60


def test_a_make_up_that_is_over_still_expects_only_who_was_missing_then(county: County, teacher: User) -> None:
    done, came, absent = (worker_of(county.team) for _number in range(3))
    with time_machine.travel(MORNING, tick=False) as clock:
        task = an_assignment(county.enterprise)
        has_learned(done, task)
        clock.shift(timedelta(hours=2))
        session = a_session(county.enterprise, makes_up_for=task, begins_at=timezone.now(), minutes=30)
        clock.shift(timedelta(minutes=30))
        tick(session=session, people=[(came, timezone.now())], how=SignedInBy.LEADER, by=teacher)
        session = close_session(session=session, by=teacher)
        write_records(session=session)

    assert {place.user for place in expected_at(session)} == {came, absent}
