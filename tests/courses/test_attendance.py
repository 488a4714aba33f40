"""Who was there: by the code, by ticks that come late, by the signed list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from courses.models import (
    Anomaly,
    AnomalyKind,
    EvidenceKind,
    Session,
    SignedInBy,
)
from courses.services.attendance import (
    SessionClosed,
    StaleCode,
    sign_in_by_code,
    tick,
)
from courses.services.sessions import add_evidence, close_session
from courses.wall_code import wall_code
from organizations.archives import BadFile
from organizations.errors import Refused
from organizations.models import User
from tests.factories.learning import a_photo, a_session
from tests.factories.organizations import County, worker_of

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)


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


def test_a_closed_list_takes_no_more_codes(county: County, teacher: User) -> None:
    session = a_session(county.enterprise)
    close_session(session=session, by=teacher)

    with pytest.raises(SessionClosed):
        sign_in_by_code(session=session, worker=worker_of(county.team), code=code_now(session), device="a")


def test_a_lecture_that_has_not_begun_can_not_be_closed(county: County, teacher: User) -> None:
    session = a_session(county.enterprise, begins_at=timezone.now() + timedelta(hours=1))
    with pytest.raises(Refused, match="还没到上课时间"):
        close_session(session=session, by=teacher)


def test_a_tick_says_who_ticked_and_when(county: County, teacher: User) -> None:
    session, worker = a_session(county.enterprise), worker_of(county.team)
    moment = timezone.now() - timedelta(minutes=3)

    assert tick(session=session, people=[(worker, moment)], how=SignedInBy.LEADER, by=teacher) == {worker.pk}

    attendance = session.attendances.get()
    assert (attendance.at, attendance.recorded_by, attendance.how) == (moment, teacher, SignedInBy.LEADER)


@pytest.mark.parametrize("shift", [timedelta(hours=-4), timedelta(hours=1)])
def test_a_tick_from_before_the_lecture_or_from_tomorrow_is_refused(
    county: County, teacher: User, shift: timedelta
) -> None:
    session = a_session(county.enterprise)
    with pytest.raises(Refused, match="手机"):
        tick(
            session=session,
            people=[(worker_of(county.team), timezone.now() + shift)],
            how=SignedInBy.LEADER,
            by=teacher,
        )
    assert not session.attendances.exists()


def test_the_signed_list_needs_its_photo(county: County, teacher: User) -> None:
    session, worker = a_session(county.enterprise), worker_of(county.team)
    people = [(worker, timezone.now())]
    with pytest.raises(Refused, match="签到表"):
        tick(session=session, people=people, how=SignedInBy.LIST, by=teacher)

    kept = add_evidence(session=session, kind=EvidenceKind.SIGNED_LIST, file=a_photo(), by=teacher)
    tick(session=session, people=people, how=SignedInBy.LIST, by=teacher)

    assert session.attendances.get().how == SignedInBy.LIST
    assert len(kept.digest) == 64


def test_a_photo_that_is_none_is_not_kept(county: County, teacher: User) -> None:
    session = a_session(county.enterprise)
    fake = SimpleUploadedFile("合影.png", b"<script>alert(1)</script>" * 9)

    with pytest.raises(BadFile):
        add_evidence(session=session, kind=EvidenceKind.PHOTO, file=fake, by=teacher)
    assert not session.files.exists()
