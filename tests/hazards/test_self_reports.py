"""Telling of oneself: it costs nobody anything, and who it was goes no further than it must."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from hazards.models import SelfReport, Slip
from hazards.services.self_reports import SelfReportRefused
from hazards.signals import self_reported
from organizations.models import AuditEntry, Membership, Role, User
from tests.factories.hazards import a_self_report, a_violation
from tests.factories.organizations import County, UserFactory, desk_of, phone_of, staff, worker_of

pytestmark = pytest.mark.django_db
PAGE, LIST = "/self-report/", "/desk/violations/self-reports/"
TAPPED = {"kind": Slip.NEAR_MISS.value, "slip": "nearly", "place": "work", "day": "today"}


def sent(worker: User, **other: Any) -> Any:
    return phone_of(worker).post(PAGE, {**TAPPED, "key": str(uuid4()), **other})


def test_four_taps_are_enough_without_a_script(county: County) -> None:
    worker = worker_of(county.team)

    answer = sent(worker)

    report = SelfReport.objects.get()
    assert answer.headers["Location"] == "/self-report/mine/"
    assert (report.worker, report.unit, report.enterprise) == (worker, county.team, county.enterprise)
    assert report.happened_on == timezone.localdate()


def test_what_a_phone_sends_twice_is_one(county: County, django_capture_on_commit_callbacks: Any) -> None:
    worker, key = worker_of(county.team), str(uuid4())

    with django_capture_on_commit_callbacks(execute=True) as told:
        for _time in range(2):
            assert sent(worker, key=key).status_code == 302

    assert SelfReport.objects.count() == 1
    assert len(told) == 1


def test_who_listens_hears_of_it_once_it_is_kept(
    county: County, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    worker, heard = worker_of(county.team), []

    def listen(sender: type, **said: Any) -> None:
        heard.append((said["worker"], said["report"]))

    self_reported.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            report = a_self_report(worker)
            assert heard == []
    finally:
        self_reported.disconnect(listen)

    assert heard == [(worker, report)]


@pytest.mark.parametrize(
    "missing",
    [
        {"kind": ""},
        {"slip": "other"},
        {"place": "other"},
        {"day": "other"},
        {"day": "other", "happened_on": "2100-01-01"},
        {"day": "other", "happened_on": "2020-01-01"},
        {"key": "none"},
    ],
)
def test_what_is_missing_or_makes_no_sense_is_asked_for(county: County, missing: dict[str, str]) -> None:
    answer = sent(worker_of(county.team), **missing)

    assert answer.status_code == 422
    assert b'role="alert"' in answer.content
    assert not SelfReport.objects.exists()


def test_who_stands_on_no_roster_is_told_so(county: County) -> None:
    with pytest.raises(SelfReportRefused):
        a_self_report(UserFactory())


def test_today_is_the_day_on_which_the_phone_kept_it(county: County) -> None:
    worker = worker_of(county.team)
    kept_at = datetime(2024, 3, 4, 10, tzinfo=UTC)

    with time_machine.travel(kept_at + timedelta(days=2)):
        sent(worker, filled_at=str(int(kept_at.timestamp() * 1000)))
        sent(worker, filled_at="99999999999999")  # a clock that runs wild is not believed

    days = sorted(SelfReport.objects.values_list("happened_on", flat=True))
    assert [str(day) for day in days] == ["2024-03-04", "2024-03-06"]


def test_who_it_was_is_read_by_his_officer_and_his_leader_alone(county: County) -> None:
    a_self_report(worker_of(county.team, name="说出来的人"))
    readers = {
        "officer": staff(Role.SAFETY_OFFICER, county.enterprise),
        "leader": staff(Role.TEAM_LEADER, county.team),
        "other leader": staff(Role.TEAM_LEADER, county.other_team),
        "head": staff(Role.ENTERPRISE_HEAD, county.enterprise),
        "town": staff(Role.TOWN_OFFICER, county.town),
        "bureau": staff(Role.BUREAU_ADMIN, county.bureau),
        "neighbour": staff(Role.SAFETY_OFFICER, county.neighbour),
    }

    read = {
        name
        for name, reader in readers.items()
        if any("说出来的人" in desk_of(reader).get(page).content.decode() for page in (LIST, "/desk/violations/"))
    }
    assert read == {"officer", "leader"}


def test_the_audit_row_has_no_name(county: County) -> None:
    a_self_report(worker_of(county.team, name="说出来的人"))

    row = AuditEntry.objects.get(action="self_report.tell")
    assert row.actor is None
    assert row.unit == county.enterprise


def test_a_self_report_is_counted_among_no_violations(county: County) -> None:
    for _time in range(3):
        a_self_report(worker_of(county.team))

    page = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)).get("/desk/violations/")
    line = next(each for each in page.context["lines"] if each.unit == county.team)
    assert (line.seen, line.told, line.seen_per_hundred) == (0, 3, 0)


def test_it_stays_with_the_team_of_that_day(county: County) -> None:
    worker = worker_of(county.team)
    report = a_self_report(worker)
    Membership.objects.filter(user=worker).update(unit=county.other_team)

    assert SelfReport.objects.get(pk=report.pk).unit == county.team


def test_a_worker_reads_what_he_told_and_what_is_written_about_him(county: County) -> None:
    worker, other = worker_of(county.team), worker_of(county.team)
    a_self_report(worker, what="自己说的")
    a_self_report(other, what="别人说的")
    a_violation(county.team, person=worker, what="班长看见的")
    a_violation(county.team, person=other, what="别人被看见的")

    page = phone_of(worker).get("/self-report/mine/").content.decode()

    assert all(words in page for words in ("自己说的", "班长看见的"))
    assert not any(words in page for words in ("别人说的", "别人被看见的"))


@pytest.mark.parametrize(("kind", "slip"), [("orders", "skipped"), ("near_miss", "order")])
def test_who_told_of_an_order_is_read_by_the_officer_and_never_by_the_leader(
    county: County, kind: str, slip: str
) -> None:
    sent(worker_of(county.team, name="听了指令的人"), kind=kind, slip=slip)
    report = SelfReport.objects.get()
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))
    leader = desk_of(staff(Role.TEAM_LEADER, county.team))

    assert "听了指令的人" in officer.get(LIST).content.decode()
    assert "听了指令的人" not in leader.get(LIST).content.decode()
    assert leader.get(LIST).context["waiting"] == 0
    assert "条主动报告等答复" not in leader.get("/desk/").content.decode()
    assert leader.post(f"{LIST}{report.pk}/answer/", {"text": "是谁说的"}).status_code == 404
    assert officer.post(f"{LIST}{report.pk}/answer/", {"text": "谢谢你"}).status_code == 302


def test_the_form_says_without_a_script_that_the_leader_does_not_read_of_an_order(county: County) -> None:
    page = phone_of(worker_of(county.team)).get(PAGE).content.decode()

    for value in ("orders", "order"):
        choice = page.partition(f'value="{value}"')[2].partition("</label>")[0]
        assert "班组长看不到" in choice
    assert page.count("班组长看不到") == 2
