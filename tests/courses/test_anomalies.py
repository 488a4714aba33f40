"""What looks odd is noticed once, with the unit of the day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from courses.access import anomalies_in_reach
from courses.anomalies.listed import anomaly_lines
from courses.material import Demand
from courses.models import Anomaly, AnomalyKind
from courses.services.attendance import StaleCode, sign_in_by_code
from courses.services.studying import Beat, open_study, record_beat
from organizations.models import Role, User
from tests.factories.anomalies import an_oddity, listed, sign_in
from tests.factories.courses import a_case
from tests.factories.learning import a_session, learned
from tests.factories.organizations import County, desk_of, staff, worker_of

MORNING = datetime(2026, 3, 2, 0, tzinfo=UTC)


def test_more_hours_in_a_day_than_count_are_noticed_once_a_day(worker: User) -> None:
    learned(worker, hours=7, began_at=MORNING)
    learned(worker, hours=2, began_at=MORNING + timedelta(hours=8))
    learned(worker, hours=2, began_at=MORNING + timedelta(hours=11))
    learned(worker, hours=9, began_at=MORNING + timedelta(days=1))

    found = Anomaly.objects.filter(kind=AnomalyKind.DAY_CAP).order_by("about")
    assert [(each.about, each.unit) for each in found] == [
        ("2026-03-02", worker.memberships.get().unit),
        ("2026-03-03", worker.memberships.get().unit),
    ]


def test_two_records_of_the_same_minutes_are_noticed(worker: User) -> None:
    learned(worker, hours=1, began_at=MORNING)
    learned(worker, hours=1, began_at=MORNING + timedelta(minutes=30), title="手机上看的")

    found = Anomaly.objects.get()
    assert found.kind == AnomalyKind.TWO_PLACES
    assert "手机上看的" in found.detail
    assert "30" in found.detail


def test_who_tries_to_skip_is_noticed_in_his_unit(worker: User) -> None:
    film = a_case().material
    demand = Demand(180, video_seconds=600, may_skip=False)
    with time_machine.travel(MORNING, tick=False) as clock:
        study = open_study(worker=worker, material=film)
        clock.shift(60)
        assert study.opening is not None
        record_beat(study_id=study.pk, opening=study.opening, beat=Beat(60, 300, 360), demand=demand)

    found = Anomaly.objects.get()
    assert (found.kind, found.unit) == (AnomalyKind.SKIPPED, worker.memberships.get().unit)
    assert "0:00" in found.detail
    assert "6:00" in found.detail


def test_a_code_scanned_a_day_later_signs_nobody_in_and_is_noticed_with_its_age(county: County, worker: User) -> None:
    session = a_session(county.enterprise)

    with pytest.raises(StaleCode):
        sign_in(session, worker, ago=timedelta(days=1))

    found = Anomaly.objects.get()
    assert (found.kind, found.unit) == (AnomalyKind.STALE_CODE, county.team)
    yesterday = timezone.localtime() - timedelta(days=1)
    assert f"{yesterday:%Y-%m-%d}" in found.detail
    assert not session.attendances.exists()


def test_a_false_code_is_nobodys_oddity(county: County, worker: User) -> None:
    with pytest.raises(StaleCode):
        sign_in_by_code(session=a_session(county.enterprise), worker=worker, code="1f-00", device="")

    assert not Anomaly.objects.exists()


def test_ten_people_of_one_phone_are_all_found_from_any_of_their_lines(county: County) -> None:
    session = a_session(county.enterprise)
    people = [worker_of(county.team, name=f"职工{letter}") for letter in "甲乙丙丁戊己庚辛壬癸"]
    for person in people:
        sign_in(session, person, device="one phone")
    sign_in(session, worker_of(county.team, name="有手机的"), device="his own")
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)

    lines = anomaly_lines(anomalies_in_reach(officer).filter(kind=AnomalyKind.ONE_DEVICE), officer)

    assert len(lines) == 9
    for line in lines:
        assert {*line.same_phone.names, line.anomaly.worker.name} == {person.name for person in people}
        assert line.subject.url == reverse("courses:session", args=(session.pk,))


def test_signing_in_again_from_another_phone_makes_nobody_odd(county: County, worker: User) -> None:
    session = a_session(county.enterprise)
    sign_in(session, worker, device="mine")
    sign_in(session, worker_of(county.team), device="yours")

    sign_in(session, worker, device="yours")

    assert not Anomaly.objects.exists()


def test_names_of_a_neighbours_people_are_counted_not_told(county: County, worker: User) -> None:
    session = a_session(county.enterprise, county.neighbour)
    sign_in(session, worker_of(county.neighbour_team, name="邻家人"), device="one phone")
    sign_in(session, worker, device="one phone")

    page = listed(desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)))

    assert "邻家人" not in page
    assert "另有 1 人不归你管" in page


def test_a_manager_without_a_place_is_noticed_at_his_office(county: County) -> None:
    head = staff(Role.ENTERPRISE_HEAD, county.enterprise)

    assert an_oddity(head).unit == county.enterprise
