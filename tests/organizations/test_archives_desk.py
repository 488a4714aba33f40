"""The desk's archives: asked for and fetched within one's reach, and on record when they leave the house."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from organizations.filing.enterprise import ENTERPRISE
from organizations.filing.registry import ArchiveKind, register_archive
from organizations.models import Archive, ArchiveState, AuditEntry, Role
from organizations.progress import reporter
from tests.factories.archives import made, unpacked
from tests.factories.organizations import County, MembershipFactory, desk_of, small_county, staff

pytestmark = pytest.mark.django_db
ARCHIVES = "/desk/archives/"


@pytest.fixture
def county() -> County:
    county = small_county()
    MembershipFactory(unit=county.team, user__name="安贵生", employee_no="0213")
    return county


def ask(client: Client, enterprise: int) -> str:
    """Ask for an enterprise's archive, and return the address of its page."""
    answer = client.post(ARCHIVES, {"enterprise": enterprise})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


@pytest.mark.django_db(transaction=True)
def test_an_archive_is_asked_for_made_and_fetched(county: County, officer: Client) -> None:
    page = ask(officer, county.enterprise.pk)

    assert Archive.objects.get().digest in officer.get(page).content.decode()
    answer = officer.get(f"{page}file.zip")
    assert answer.headers["Content-Type"] == "application/zip"
    assert "no-store" in answer.headers["Cache-Control"]
    assert [path for path in unpacked(answer.getvalue()).files if "安贵生" in path]


@pytest.mark.django_db(transaction=True)
def test_that_it_was_asked_for_made_and_taken_is_on_record(county: County, officer: Client) -> None:
    officer.get(f"{ask(officer, county.enterprise.pk)}file.zip")

    rows = AuditEntry.objects.filter(action__startswith="archive.").order_by("pk")
    assert [row.action for row in rows] == ["archive.ask", "archive.make", "archive.take"]
    assert {row.unit for row in rows} == {county.enterprise}
    assert rows[2].detail["digest"] == Archive.objects.get().digest


def test_who_does_not_reach_the_enterprise_can_neither_ask_nor_fetch(county: County) -> None:
    neighbour = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))
    archive = made(ENTERPRISE, county.enterprise, staff(Role.SAFETY_OFFICER, county.enterprise))

    assert neighbour.post(ARCHIVES, {"enterprise": county.enterprise.pk}).status_code == 422
    for rest in ("", "progress/", "file.zip"):
        assert neighbour.get(f"{ARCHIVES}{archive.pk}/{rest}").status_code == 404
    assert neighbour.post(f"{ARCHIVES}{archive.pk}/again/").status_code == 404
    assert archive.title not in neighbour.get(ARCHIVES).content.decode()


def test_whoever_reaches_the_enterprise_fetches_what_another_asked_for(county: County) -> None:
    archive = made(ENTERPRISE, county.enterprise, staff(Role.SAFETY_OFFICER, county.enterprise))

    for role, unit in ((Role.TOWN_OFFICER, county.town), (Role.INSPECTOR, county.bureau)):
        assert desk_of(staff(role, unit)).get(f"{ARCHIVES}{archive.pk}/file.zip").status_code == 200


def test_who_asked_and_has_lost_his_role_fetches_nothing(county: County) -> None:
    person = staff(Role.SAFETY_OFFICER, county.enterprise)
    archive = made(ENTERPRISE, county.enterprise, person)
    grant = person.grants.get()
    grant.revoked_at = grant.granted_at
    grant.save()

    assert desk_of(person).get(f"{ARCHIVES}{archive.pk}/file.zip").status_code == 403


def test_a_team_leader_has_no_archives(county: County) -> None:
    assert desk_of(staff(Role.TEAM_LEADER, county.team)).get(ARCHIVES).status_code == 403


def test_no_archive_of_a_town_is_made_by_a_forged_form(county: County) -> None:
    town = desk_of(staff(Role.TOWN_OFFICER, county.town))

    assert town.post(ARCHIVES, {"enterprise": county.town.pk}).status_code == 422
    assert not Archive.objects.exists()


def under_way(county: County) -> Archive:
    archive: Archive = Archive.objects.create(
        kind=ENTERPRISE,
        title="一企一档",
        unit=county.enterprise,
        asked_by=staff(Role.ENTERPRISE_HEAD, county.enterprise),
        state=ArchiveState.MAKING,
    )
    return archive


def test_while_it_is_made_the_page_shows_a_bar_and_offers_no_file(county: County, officer: Client) -> None:
    archive = under_way(county)
    reporter(archive.pk)(3, 12)

    page = officer.get(f"{ARCHIVES}{archive.pk}/").content.decode()

    assert '<progress value="3" max="12"' in page
    assert f"{ARCHIVES}{archive.pk}/progress/" in page
    assert "file.zip" not in page
    assert officer.get(f"{ARCHIVES}{archive.pk}/file.zip").status_code == 404
    assert officer.get(f"{ARCHIVES}{archive.pk}/progress/").json() == {
        "done": 3,
        "total": 12,
        "label": "3 / 12",
        "finished": False,
    }


def test_asking_for_what_is_being_made_leads_to_it(county: County, officer: Client) -> None:
    archive = under_way(county)

    page = ask(officer, county.enterprise.pk)

    assert page == reverse("organizations:archive", args=[archive.pk])
    assert "已经在做了" in officer.get(page).content.decode()
    assert Archive.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_failed_one_says_why_and_is_asked_for_again_with_one_button(county: County, officer: Client) -> None:
    failed = under_way(county)
    Archive.objects.filter(pk=failed.pk).update(state=ArchiveState.FAILED, problem="我们这边出了错。")
    page = officer.get(f"{ARCHIVES}{failed.pk}/").content.decode()
    assert "我们这边出了错。" in page

    answer = officer.post(f"{ARCHIVES}{failed.pk}/again/")

    fresh = Archive.objects.exclude(pk=failed.pk).get()
    assert answer.headers["Location"].endswith(f"{fresh.pk}/")
    assert fresh.state == ArchiveState.READY


def test_what_has_to_be_said_of_it_stands_on_its_page(county: County, officer: Client) -> None:
    archive = made(ENTERPRISE, county.enterprise, staff(Role.SAFETY_OFFICER, county.enterprise))
    Archive.objects.filter(pk=archive.pk).update(warnings=["证据/丢了.jpg 找不到了。"])

    assert "证据/丢了.jpg 找不到了。" in officer.get(f"{ARCHIVES}{archive.pk}/").content.decode()


def test_a_kind_is_called_by_its_name(county: County, officer: Client) -> None:
    register_archive("drill", ArchiveKind("应急演练档案", lambda _archive: []))
    archive = made("drill", county.enterprise, staff(Role.SAFETY_OFFICER, county.enterprise))

    assert "应急演练档案" in officer.get(f"{ARCHIVES}{archive.pk}/").content.decode()
