"""Who was there: by the code, by ticks that come late, by the signed list; struck where it was a mistake."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Sum
from django.utils import timezone

from courses.coverage.counting import missing_from
from courses.models import (
    Anomaly,
    AnomalyKind,
    Attendance,
    EvidenceKind,
    LearnedBy,
    LearningRecord,
    Session,
    SignedInBy,
    Study,
)
from courses.services.attendance import (
    SessionClosed,
    StaleCode,
    sign_in_by_code,
    strike_attendance,
    tick,
    write_records,
)
from courses.services.sessions import add_evidence, close_session, expected_at
from courses.wall_code import wall_code
from organizations.archives import BadFile
from organizations.errors import Refused
from organizations.models import Role, User
from tests.factories.courses import a_case
from tests.factories.learning import a_photo, a_session, an_assignment, has_learned
from tests.factories.organizations import County, staff, worker_of

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def officer(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise)


def code_now(session: Session) -> str:
    return wall_code(session.secret, timezone.now())


def test_who_scans_the_wall_is_signed_in_once(county: County) -> None:
    session, worker = a_session(county.enterprise), worker_of(county.team)

    first = sign_in_by_code(session=session, worker=worker, code=code_now(session), device="a")
    again = sign_in_by_code(session=session, worker=worker, code=code_now(session), device="a")

    assert first == again
    assert (first.how, first.unit) == (SignedInBy.QR, county.team)
    assert not Anomaly.objects.exists()


def test_a_code_scanned_a_day_later_is_refused_and_noted(county: County) -> None:
    worker = worker_of(county.team)
    with time_machine.travel(MORNING, tick=False) as clock:
        session = a_session(county.enterprise)
        code = code_now(session)
        clock.shift(timedelta(days=1))
        with pytest.raises(StaleCode):
            sign_in_by_code(session=session, worker=worker, code=code, device="a")

    assert not session.attendances.exists()
    assert [odd.kind for odd in Anomaly.objects.filter(worker=worker)] == [AnomalyKind.STALE_CODE]


def test_a_guessed_code_is_refused_and_nobody_suspected(county: County) -> None:
    with pytest.raises(StaleCode):
        sign_in_by_code(session=a_session(county.enterprise), worker=worker_of(county.team), code="abc", device="a")
    assert not Anomaly.objects.exists()


def test_one_phone_that_signs_in_ten_people_lets_them_in_and_is_noted(county: County) -> None:
    session, people = a_session(county.enterprise), [worker_of(county.team) for _number in range(10)]
    for person in people:
        sign_in_by_code(session=session, worker=person, code=code_now(session), device="the foreman's phone")

    assert session.attendances.count() == 10
    assert set(Anomaly.objects.filter(kind=AnomalyKind.ONE_DEVICE).values_list("worker", flat=True)) == {
        person.pk for person in people[1:]
    }


def test_who_was_not_expected_is_let_in_and_noted(county: County) -> None:
    session, stranger = a_session(county.enterprise), worker_of(county.neighbour_team)
    sign_in_by_code(session=session, worker=stranger, code=code_now(session), device="a")

    assert Anomaly.objects.get(worker=stranger).kind == AnomalyKind.NOT_EXPECTED
    assert session.attendances.get().worker == stranger


def test_a_closed_list_takes_no_more_codes(county: County, officer: User) -> None:
    session = a_session(county.enterprise)
    close_session(session=session, by=officer)

    with pytest.raises(SessionClosed):
        sign_in_by_code(session=session, worker=worker_of(county.team), code=code_now(session), device="a")


def test_a_lecture_that_has_not_begun_can_not_be_closed(county: County, officer: User) -> None:
    session = a_session(county.enterprise, begins_at=timezone.now() + timedelta(hours=1))
    with pytest.raises(Refused, match="还没到上课时间"):
        close_session(session=session, by=officer)


def test_a_tick_says_who_ticked_and_when(county: County, officer: User) -> None:
    session, worker = a_session(county.enterprise), worker_of(county.team)
    moment = timezone.now() - timedelta(minutes=3)

    assert tick(session=session, people=[(worker, moment)], how=SignedInBy.LEADER, by=officer) == {worker.pk}

    attendance = session.attendances.get()
    assert (attendance.at, attendance.recorded_by, attendance.how) == (moment, officer, SignedInBy.LEADER)


@pytest.mark.parametrize("shift", [timedelta(hours=-4), timedelta(hours=1)])
def test_a_tick_from_before_the_lecture_or_from_tomorrow_is_refused(
    county: County, officer: User, shift: timedelta
) -> None:
    session = a_session(county.enterprise)
    with pytest.raises(Refused, match="手机"):
        tick(
            session=session,
            people=[(worker_of(county.team), timezone.now() + shift)],
            how=SignedInBy.LEADER,
            by=officer,
        )
    assert not session.attendances.exists()


def test_the_signed_list_needs_its_photo(county: County, officer: User) -> None:
    session, worker = a_session(county.enterprise), worker_of(county.team)
    people = [(worker, timezone.now())]
    with pytest.raises(Refused, match="签到表"):
        tick(session=session, people=people, how=SignedInBy.LIST, by=officer)

    kept = add_evidence(session=session, kind=EvidenceKind.SIGNED_LIST, file=a_photo(), by=officer)
    tick(session=session, people=people, how=SignedInBy.LIST, by=officer)

    assert session.attendances.get().how == SignedInBy.LIST
    assert len(kept.digest) == 64


def test_a_photo_that_is_none_is_not_kept(county: County, officer: User) -> None:
    session = a_session(county.enterprise)
    fake = SimpleUploadedFile("合影.png", b"<script>alert(1)</script>" * 9)

    with pytest.raises(BadFile):
        add_evidence(session=session, kind=EvidenceKind.PHOTO, file=fake, by=officer)
    assert not session.files.exists()


def test_closing_writes_everybodys_hours_once(county: County, officer: User) -> None:
    case, worker = a_case(), worker_of(county.team)
    session = a_session(county.enterprise, page=case.pk, minutes=45)
    tick(session=session, people=[(worker, timezone.now())], how=SignedInBy.LEADER, by=officer)
    close_session(session=session, by=officer)

    assert write_records(session=session) == 1
    assert write_records(session=session) == 0

    record = LearningRecord.objects.get(worker=worker)
    assert (record.how, record.seconds, record.counted_seconds) == (LearnedBy.SESSION, 2700, 2700)
    assert Study.objects.get(worker=worker, page=case).completed_at is not None


def test_ticks_that_come_days_later_still_count_and_after_a_week_no_more(county: County, officer: User) -> None:
    early, late = worker_of(county.team), worker_of(county.team)
    with time_machine.travel(MORNING, tick=False) as clock:
        session = a_session(county.enterprise)
        during = timezone.now()
        close_session(session=session, by=officer)
        clock.shift(timedelta(days=3))
        tick(session=session, people=[(early, during)], how=SignedInBy.LEADER, by=officer)
        clock.shift(timedelta(days=5))
        with pytest.raises(SessionClosed):
            tick(session=session, people=[(late, during)], how=SignedInBy.LEADER, by=officer)

    assert [record.worker for record in LearningRecord.objects.all()] == [early]


def test_a_make_up_expects_who_is_missing_and_takes_them_off_the_list(county: County, officer: User) -> None:
    done, first, second = (worker_of(county.team) for _number in range(3))
    task = an_assignment(county.enterprise, pages=[a_case(), a_case("另一起")])
    has_learned(done, task)
    session = a_session(county.enterprise, makes_up_for=task, begins_at=timezone.now())

    assert {place.user for place in expected_at(session)} == {first, second}
    tick(session=session, people=[(first, timezone.now())], how=SignedInBy.LEADER, by=officer)
    close_session(session=session, by=officer)
    write_records(session=session)

    assert [place.user for place in missing_from(task)] == [second]


def test_nobody_is_in_two_halls_at_once(county: County, officer: User) -> None:
    worker = worker_of(county.team)
    with time_machine.travel(MORNING, tick=False):
        for _hall in range(2):
            session = a_session(county.enterprise)
            tick(session=session, people=[(worker, timezone.now())], how=SignedInBy.LEADER, by=officer)
            close_session(session=session, by=officer)
            write_records(session=session)

    counted = LearningRecord.objects.filter(worker=worker).aggregate(total=Sum("counted_seconds"))["total"]
    assert counted == 45 * 60
    assert Anomaly.objects.get(worker=worker).kind == AnomalyKind.TWO_PLACES


def test_who_is_struck_was_not_there_and_the_row_stays(county: County, officer: User) -> None:
    case, worker = a_case(), worker_of(county.team)
    session = a_session(county.enterprise, page=case.pk)
    tick(session=session, people=[(worker, timezone.now())], how=SignedInBy.LEADER, by=officer)
    close_session(session=session, by=officer)
    write_records(session=session)

    strike_attendance(attendance=session.attendances.get(), reason="夜班，点错了", by=officer)

    assert Attendance.objects.count() == 1
    assert not session.attendances.standing().exists()
    assert Study.objects.get(worker=worker, page=case).completed_at is None
    assert LearningRecord.objects.filter(worker=worker).aggregate(total=Sum("counted_seconds"))["total"] == 0


def test_what_he_read_himself_he_has_read_even_when_he_is_struck(county: County, officer: User) -> None:
    worker = worker_of(county.team)
    task = an_assignment(county.enterprise)
    has_learned(worker, task)
    session = a_session(county.enterprise, page=task.items.get().page_id)
    tick(session=session, people=[(worker, timezone.now())], how=SignedInBy.LEADER, by=officer)
    close_session(session=session, by=officer)
    write_records(session=session)

    strike_attendance(attendance=session.attendances.get(), reason="点错了", by=officer)

    assert not missing_from(task).exists()


def test_who_was_there_after_all_is_ticked_again_and_his_hours_count(county: County, officer: User) -> None:
    case, worker = a_case(), worker_of(county.team)
    session = a_session(county.enterprise, page=case.pk)
    people = [(worker, timezone.now())]
    tick(session=session, people=people, how=SignedInBy.LEADER, by=officer)
    close_session(session=session, by=officer)
    write_records(session=session)
    strike_attendance(attendance=session.attendances.get(), reason="点错了", by=officer)

    tick(session=session, people=people, how=SignedInBy.LEADER, by=officer)

    assert session.attendances.standing().get().worker == worker
    assert Study.objects.get(worker=worker, page=case).completed_at is not None
    records = LearningRecord.objects.filter(worker=worker)
    assert records.aggregate(total=Sum("counted_seconds"))["total"] == 45 * 60


def test_striking_needs_a_reason(county: County, officer: User) -> None:
    session, worker = a_session(county.enterprise), worker_of(county.team)
    tick(session=session, people=[(worker, timezone.now())], how=SignedInBy.LEADER, by=officer)

    with pytest.raises(Refused, match="为什么"):
        strike_attendance(attendance=session.attendances.get(), reason="  ", by=officer)
    assert session.attendances.standing().exists()


def test_a_list_closed_before_the_end_counts_the_minutes_until_then(county: County, officer: User) -> None:
    worker = worker_of(county.team)
    with time_machine.travel(MORNING, tick=False) as clock:
        session = a_session(county.enterprise, begins_at=MORNING, minutes=30)
        clock.shift(timedelta(minutes=12))
        tick(session=session, people=[(worker, timezone.now())], how=SignedInBy.LEADER, by=officer)
        write_records(session=close_session(session=session, by=officer))

    assert LearningRecord.objects.get(worker=worker).seconds == 12 * 60


def test_a_make_up_that_is_over_still_expects_only_who_was_missing_then(county: County, officer: User) -> None:
    done, came, absent = (worker_of(county.team) for _number in range(3))
    with time_machine.travel(MORNING, tick=False) as clock:
        task = an_assignment(county.enterprise)
        has_learned(done, task)
        clock.shift(timedelta(hours=2))
        session = a_session(county.enterprise, makes_up_for=task, begins_at=timezone.now(), minutes=30)
        clock.shift(timedelta(minutes=30))
        tick(session=session, people=[(came, timezone.now())], how=SignedInBy.LEADER, by=officer)
        session = close_session(session=session, by=officer)
        write_records(session=session)

    assert {place.user for place in expected_at(session)} == {came, absent}
