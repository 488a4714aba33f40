"""A lecture in person at the desk and on the phone: planned, signed in to, ticked, proved, closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from courses.models import EvidenceKind, LearningRecord, Session, SignedInBy
from courses.services.attendance import tick
from courses.wall_code import wall_code
from organizations.models import Membership, Role, User
from tests.factories.courses import a_case
from tests.factories.learning import a_photo, a_session, an_assignment
from tests.factories.organizations import County, desk_of, phone_of, staff, worker_of

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def leader(county: County) -> Client:
    return desk_of(staff(Role.TEAM_LEADER, county.team))


def plan(county: County, **changed: Any) -> dict[str, Any]:
    begins = timezone.localtime() - timedelta(minutes=5)
    return {
        "title": "矿长讲透水",
        "speaker": "矿长",
        "speaker_level": "enterprise",
        "place": "一号会议室",
        "begins_at": f"{begins:%Y-%m-%dT%H:%M}",
        "minutes": "45",
        "units": [county.enterprise.pk],
        "page": a_case().pk,
        **changed,
    }


def place_of(person: User) -> Membership:
    return person.memberships.get()


def test_an_officer_plans_a_lecture_for_his_own_units_only(county: County, officer: Client) -> None:
    refused = officer.post("/desk/sessions/new/", plan(county, units=[county.neighbour.pk]))
    assert refused.status_code == 422
    assert not Session.objects.exists()

    officer.post("/desk/sessions/new/", plan(county))
    assert Session.objects.get().owner == county.enterprise


def test_a_make_up_is_planned_with_one_tap_for_who_is_missing(county: County, officer: Client) -> None:
    worker_of(county.team)
    task = an_assignment(county.enterprise)
    page = officer.get(f"/desk/learning/{task.pk}/").content.decode()
    assert f"/desk/sessions/new/?task={task.pk}" in page

    form = {name: value for name, value in plan(county).items() if name != "page"}
    officer.post(f"/desk/sessions/new/?task={task.pk}", form)

    assert Session.objects.get().makes_up_for == task


def test_a_worker_scans_the_wall_and_taps_once(county: County) -> None:
    session, worker = a_session(county.enterprise), worker_of(county.team)
    phone = phone_of(worker)
    address = f"/sessions/{session.pk}/{wall_code(session.secret, timezone.now())}/"

    assert "我到了" in phone.get(address).content.decode()
    assert session.attendances.count() == 0
    assert "你已在" in phone.post(address).content.decode()
    assert session.attendances.get().how == SignedInBy.QR


def test_an_old_code_says_what_to_do(county: County) -> None:
    session, phone = a_session(county.enterprise), phone_of(worker_of(county.team))
    old = wall_code(session.secret, timezone.now() - timedelta(days=1))

    answer = phone.post(f"/sessions/{session.pk}/{old}/")

    assert answer.status_code == 409
    assert "扫墙上现在的码" in answer.content.decode()


def test_the_wall_shows_another_code_to_whoever_runs_the_lecture_and_none_when_it_is_closed(
    county: County, officer: Client
) -> None:
    session = a_session(county.enterprise)
    assert officer.get(f"/desk/sessions/{session.pk}/wall.svg").content.startswith(b"<svg")

    officer.post(f"/desk/sessions/{session.pk}/close/")

    assert officer.get(f"/desk/sessions/{session.pk}/wall.svg").status_code == 404
    assert "签到已关闭" in officer.get(f"/desk/sessions/{session.pk}/wall/").content.decode()


def test_a_leader_ticks_his_own_people_and_sees_nobody_elses(county: County, leader: Client) -> None:
    mine, other = worker_of(county.team, name="自己班的"), worker_of(county.other_team, name="别班的")
    session = a_session(county.enterprise)

    page = leader.get(f"/desk/sessions/{session.pk}/ticks/").content.decode()
    assert "自己班的" in page
    assert "别班的" not in page
    assert leader.post(f"/desk/sessions/{session.pk}/ticks/", {"person": place_of(other).pk}).status_code == 404
    leader.post(f"/desk/sessions/{session.pk}/ticks/", {"person": place_of(mine).pk})

    assert session.attendances.get().worker == mine


def test_a_phone_that_was_without_signal_sends_its_ticks_with_their_moments(county: County, leader: Client) -> None:
    worker, session = worker_of(county.team), a_session(county.enterprise)
    moment = timezone.now().replace(microsecond=0) - timedelta(minutes=7)
    said = f"{place_of(worker).pk}@{int(moment.timestamp() * 1000)}"

    answer = leader.post(f"/desk/sessions/{session.pk}/ticks/", {"person": said}, headers=JSON)

    assert answer.json() == {"present": [place_of(worker).pk]}
    assert session.attendances.get().at == moment


def test_the_same_ticks_sent_twice_are_there_once(county: County, leader: Client) -> None:
    worker, session = worker_of(county.team), a_session(county.enterprise)
    for _time in range(2):
        leader.post(f"/desk/sessions/{session.pk}/ticks/", {"person": place_of(worker).pk}, headers=JSON)

    assert session.attendances.count() == 1


@pytest.mark.parametrize("said", ["x", "1@x", "1@-5", "1@99999999999999999", "999999"])
def test_ticks_that_make_no_sense_write_nothing(county: County, leader: Client, said: str) -> None:
    session = a_session(county.enterprise)
    assert leader.post(f"/desk/sessions/{session.pk}/ticks/", {"person": said}, headers=JSON).status_code == 404
    assert not session.attendances.exists()


def test_a_clock_that_is_off_by_a_day_gets_a_sentence(county: County, leader: Client) -> None:
    worker, session = worker_of(county.team), a_session(county.enterprise)
    tomorrow = int((timezone.now() + timedelta(days=1)).timestamp() * 1000)

    answer = leader.post(
        f"/desk/sessions/{session.pk}/ticks/", {"person": f"{place_of(worker).pk}@{tomorrow}"}, headers=JSON
    )

    assert answer.status_code == 409
    assert "手机" in answer.json()["reason"]


def test_a_photo_is_kept_and_handed_out_to_who_sees_the_unit(county: County, officer: Client) -> None:
    session = a_session(county.enterprise)
    officer.post(f"/desk/sessions/{session.pk}/evidence/", {"kind": EvidenceKind.PHOTO, "file": a_photo("合影.png")})
    kept = session.files.get()

    answer = officer.get(f"/desk/evidence/{kept.pk}/")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")  # type: ignore[attr-defined]
    assert desk_of(staff(Role.SAFETY_OFFICER, county.neighbour)).get(f"/desk/evidence/{kept.pk}/").status_code == 404


def test_closing_shows_who_came_and_writes_the_hours_in_the_background(
    county: County, officer: Client, django_capture_on_commit_callbacks: Any
) -> None:
    session, worker = a_session(county.enterprise), worker_of(county.team, name="到了的人")
    worker_of(county.team, name="没来的人")
    tick(
        session=session,
        people=[(worker, timezone.now())],
        how=SignedInBy.LEADER,
        by=staff(Role.TEAM_LEADER, county.team),
    )

    with django_capture_on_commit_callbacks(execute=True):
        officer.post(f"/desk/sessions/{session.pk}/close/")

    page = officer.get(f"/desk/sessions/{session.pk}/").content.decode()
    assert LearningRecord.objects.get().worker == worker
    assert "没来的人" in page[page.index('id="absent"') :]


def test_who_was_ticked_by_mistake_is_struck_with_a_reason(county: County, officer: Client) -> None:
    session, worker = a_session(county.enterprise), worker_of(county.team)
    tick(
        session=session,
        people=[(worker, timezone.now())],
        how=SignedInBy.LEADER,
        by=staff(Role.TEAM_LEADER, county.team),
    )
    address = f"/desk/attendances/{session.attendances.get().pk}/strike/"

    officer.post(address, {"reason": ""})
    assert session.attendances.standing().exists()
    page = officer.post(address, {"reason": "上夜班，没来"}, follow=True).content.decode()

    assert not session.attendances.standing().exists()
    assert "上夜班，没来" in page


def test_a_leader_of_another_team_strikes_nobody(county: County) -> None:
    session, worker = a_session(county.enterprise), worker_of(county.team)
    tick(
        session=session,
        people=[(worker, timezone.now())],
        how=SignedInBy.LEADER,
        by=staff(Role.TEAM_LEADER, county.team),
    )
    other = desk_of(staff(Role.TEAM_LEADER, county.other_team))

    assert other.post(f"/desk/attendances/{session.attendances.get().pk}/strike/", {"reason": "x"}).status_code == 404
    assert session.attendances.standing().exists()


def test_what_the_hall_worked_out_is_kept_and_an_earlier_version_stays(county: County, officer: Client) -> None:
    session = a_session(county.enterprise)
    parts = {"pattern": "雨季多发", "causes": "矿柱被采", "lessons": "雨天停工", "comparison": "三号采空区没探"}
    address = f"/desk/sessions/{session.pk}/analysis/"

    officer.post(address, parts)
    page = officer.post(address, {**parts, "lessons": "先探后掘"}, follow=True).content.decode()

    assert "先探后掘" in page
    assert [analysis.lessons for analysis in session.analyses.all()] == ["先探后掘", "雨天停工"]


def test_an_analysis_with_a_part_missing_is_not_kept(county: County, officer: Client) -> None:
    session = a_session(county.enterprise)
    page = officer.post(f"/desk/sessions/{session.pk}/analysis/", {"pattern": "雨季多发"}, follow=True)

    assert "四项" in page.content.decode()
    assert not session.analyses.exists()
