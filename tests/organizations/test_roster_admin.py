"""A roster through the admin: uploaded, checked, shown, written; refused in words; nobody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organizations.models import ImportState, Membership, Role, RosterImport
from organizations.services import roster_import
from organizations.services.memberships import join
from organizations.tasks import check_roster, every_night, write_roster_import
from tests.factories.organizations import County, MembershipFactory, UserFactory, desk_of, phone_of, staff
from tests.factories.workbooks import roster, upload, workbook, zip_bomb

pytestmark = pytest.mark.django_db


def good(county: County, name: str = "安贵生", number: str = "1") -> list[str]:
    return [name, number, "", county.workshop.name, county.team.name]


def bad(county: County) -> list[str]:
    return ["李秀英", "2", "123", county.workshop.name, county.team.name]


def send(client: Client, county: County, file: Any, **fields: Any) -> Any:
    data = {"enterprise": county.enterprise.pk, "file": file, **fields}
    return client.post(reverse("admin_roster_imports:add"), data)


def checked(client: Client, county: County, content: bytes, name: str = "roster.xlsx") -> RosterImport:
    """Upload a file, let the background check it, and return how it stands."""
    send(client, county, upload(content, name))
    record = RosterImport.objects.latest("uploaded_at")
    check_roster(record.pk)
    record.refresh_from_db()
    return record


def page(client: Client, record: RosterImport) -> str:
    return client.get(reverse("admin_roster_imports:detail", args=(record.pk,))).content.decode()


def press(client: Client, record: RosterImport, rows: str = "all") -> None:
    client.post(reverse("admin_roster_imports:write", args=(record.pk,)), {"rows": rows})
    record.refresh_from_db()


def test_an_upload_waits_to_be_checked_in_the_background(
    county: County, officer: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        answer = send(officer, county, upload(roster(good(county))))

    record = RosterImport.objects.get()
    assert answer.url == reverse("admin_roster_imports:detail", args=(record.pk,))
    assert (record.state, record.filename, len(callbacks)) == (ImportState.WAITING, "roster.xlsx", 1)
    assert "data-poll-url" in page(officer, record)


def test_the_file_goes_where_no_address_leads(county: County, officer: Client) -> None:
    send(officer, county, upload(roster(good(county))))

    record = RosterImport.objects.get()
    name = str(record.file.name)
    assert storages["private"].exists(name)
    assert not storages["default"].exists(name)


def test_the_dry_run_shows_the_figures_and_writes_nothing(county: County, officer: Client) -> None:
    MembershipFactory(unit=county.team, employee_no="9", user__name="要走的人")
    record = checked(officer, county, roster(good(county)))

    shown = page(officer, record)

    assert record.report["counts"]["added"] == record.report["counts"]["left"] == 1
    assert "安贵生" in shown
    assert "要走的人" in shown
    assert "全部写入" in shown
    assert not Membership.objects.filter(user__name="安贵生").exists()


def test_every_bad_row_is_shown_with_its_number_and_its_reason(county: County, officer: Client) -> None:
    record = checked(officer, county, roster(good(county), bad(county)))

    shown = page(officer, record)

    assert "第 3 行" in shown
    assert "手机号" in shown
    assert "只写入正确的行" in shown
    assert "全部写入" not in shown


def test_pressing_the_button_writes_what_was_shown(county: County, officer: Client) -> None:
    record = checked(officer, county, roster(good(county)))

    press(officer, record)
    assert record.state == ImportState.WRITING
    write_roster_import(record.pk, False)

    record.refresh_from_db()
    assert record.state == ImportState.DONE
    assert Membership.objects.current().get(user__name="安贵生").unit == county.team


def test_two_people_who_press_the_button_write_once(county: County, officer: Client) -> None:
    record = checked(officer, county, roster(good(county)))

    press(officer, record)
    press(officer, record)
    write_roster_import(record.pk, False)
    write_roster_import(record.pk, False)

    assert Membership.objects.filter(user__name="安贵生").count() == 1


def test_bad_rows_need_the_other_button(county: County, officer: Client) -> None:
    record = checked(officer, county, roster(good(county), bad(county)))

    press(officer, record, "all")
    assert record.state == ImportState.CHECKED

    press(officer, record, "good")
    write_roster_import(record.pk, True)
    assert [place.user.name for place in Membership.objects.select_related("user")] == ["安贵生"]


def test_a_roster_that_changed_since_is_not_written_but_shown_again(county: County, officer: Client) -> None:
    record = checked(officer, county, roster(good(county)))
    press(officer, record)
    join(user=UserFactory(name="刚来的人"), unit=county.team, employee_no="55", by=None)

    write_roster_import(record.pk, False)

    record.refresh_from_db()
    assert record.state == ImportState.CHECKED
    assert record.report["counts"]["left"] == 1
    assert not Membership.objects.filter(user__name="安贵生").exists()
    assert record.report["notice"] in page(officer, record)


def test_a_failure_while_writing_ends_in_words_with_nothing_written(
    county: County, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    MembershipFactory(unit=county.team, employee_no="9", user__name="要走的人")
    record = checked(officer, county, roster(good(county)))
    press(officer, record)

    def fail(*_args: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(roster_import, "_join", fail)
    write_roster_import(record.pk, False)

    record.refresh_from_db()
    assert record.state == ImportState.FAILED
    assert record.report["notice"]
    assert Membership.objects.current().get().user.name == "要走的人"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"not a workbook", "roster.xlsx"),
        (b"%PDF-1.7", "roster.pdf"),
        (workbook(), "empty.xlsx"),
        (workbook([["名单", "甲"]]), "columns.xlsx"),
        (zip_bomb(), "bomb.xlsx"),
    ],
)
def test_a_file_that_is_no_roster_fails_with_a_sentence_that_names_it(
    county: County, officer: Client, content: bytes, name: str
) -> None:
    record = checked(officer, county, content, name)

    assert record.state == ImportState.FAILED
    assert name in record.report["notice"]
    assert name in page(officer, record)


def test_a_file_too_large_is_refused_before_it_is_kept(
    county: County, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("organizations.imports_admin.roster.RosterForm.most_bytes", 100)

    answer = send(officer, county, upload(roster(good(county))))

    assert answer.status_code == 200
    assert "roster.xlsx" in answer.content.decode()
    assert not RosterImport.objects.exists()


def test_checking_twice_does_no_harm_and_a_checked_one_is_left_alone(county: County, officer: Client) -> None:
    record = checked(officer, county, roster(good(county)))
    before = record.report

    check_roster(record.pk)

    record.refresh_from_db()
    assert (record.state, record.report) == (ImportState.CHECKED, before)


def test_the_bar_is_told_how_far_it_is_and_when_it_is_finished(county: County, officer: Client) -> None:
    send(officer, county, upload(roster(good(county))))
    record = RosterImport.objects.get()
    address = reverse("admin_roster_imports:progress", args=(record.pk,))

    waiting = officer.get(address).json()
    check_roster(record.pk)
    finished = officer.get(address).json()

    assert (waiting["finished"], finished["finished"]) == (False, True)
    assert set(waiting) == {"done", "total", "label", "finished"}


def test_an_officer_can_choose_only_his_own_enterprise(county: County, officer: Client) -> None:
    form = officer.get(reverse("admin_roster_imports:add")).content.decode()
    answer = officer.post(
        reverse("admin_roster_imports:add"),
        {"enterprise": county.neighbour.pk, "file": upload(roster(good(county)))},
    )

    assert county.enterprise.name in form
    assert county.neighbour.name not in form
    assert answer.status_code == 200
    assert not RosterImport.objects.exists()


@pytest.mark.parametrize("view", ["detail", "progress", "write"])
def test_a_neighbours_import_is_not_found(county: County, officer: Client, view: str) -> None:
    record = checked(officer, county, roster(good(county)))
    neighbour = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))
    address = reverse(f"admin_roster_imports:{view}", args=(record.pk,))

    answer = neighbour.post(address, {"rows": "all"}) if view == "write" else neighbour.get(address)

    assert answer.status_code == 404
    record.refresh_from_db()
    assert record.state == ImportState.CHECKED
    assert record.filename not in neighbour.get(reverse("admin_roster_imports:index")).content.decode()


def test_a_session_with_a_pin_and_a_role_without_people_have_no_imports(county: County) -> None:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    head = staff(Role.ENTERPRISE_HEAD, county.enterprise)
    address = reverse("admin_roster_imports:index")

    assert phone_of(officer).get(address).status_code == 302
    assert desk_of(head).get(address).status_code == 302
    assert desk_of(officer).get(reverse("admin_roster_imports:detail", args=(uuid4(),))).status_code == 404


def test_after_a_month_the_file_and_the_names_in_its_findings_are_gone_and_the_counts_stay(
    officer: Client, county: County
) -> None:
    old = checked(officer, county, roster(good(county), bad(county)))
    new = checked(officer, county, roster(good(county)))
    path = str(old.file.name)
    RosterImport.objects.filter(pk=old.pk).update(uploaded_at=timezone.now() - timedelta(days=31))

    assert every_night()["rosters"] == 1

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.file.name, old.report["samples"], old.report["bad"]) == ("", {}, [])
    assert old.report["counts"]["added"] == 1
    assert not storages["private"].exists(path)
    assert storages["private"].exists(str(new.file.name))
    assert "安贵生" in page(officer, new)
    assert "安贵生" not in page(officer, old)
    assert every_night()["rosters"] == 0
