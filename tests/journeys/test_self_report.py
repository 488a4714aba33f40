"""Telling of one's own slip where there is no signal: nothing is lost, and it is told once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from hazards.models import SelfReport
from organizations.models import User
from tests.factories.organizations import County, phone_of, worker_of
from tests.journeys.conftest import PHONE, Opener
from tests.journeys.test_every_screen import enter

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/self-report/"


@pytest.fixture
def worker(county: County) -> User:
    return worker_of(county.team, name="郭建国")


def tap(page: Page, **chosen: str) -> None:
    for name, value in chosen.items():
        page.locator(f".choice:has([name={name}][value={value}])").tap()
    page.locator(".dock [type=submit]").tap()


def test_what_is_told_without_a_signal_outlives_a_reload_and_is_sent_once_by_itself(
    screen: Opener, worker: User
) -> None:
    phone = enter(screen(PHONE), phone_of(worker))
    page = phone.open(PAGE)
    page.wait_for_selector("html[data-kept]", state="attached")

    phone.context.set_offline(True)
    page.reload()
    tap(page, kind="near_miss", slip="nearly", place="work")
    expect(page.locator("[data-waits]")).to_be_visible()
    page.reload()
    expect(page.locator("[data-waits]")).to_be_visible()
    assert not SelfReport.objects.exists()
    phone.context.set_offline(False)

    page.wait_for_url("**/self-report/mine/")
    assert SelfReport.objects.get().worker == worker
    assert phone.open(PAGE).locator(":checked:not([name=day])").count() == 0


def test_what_is_asked_for_is_shown_in_place_and_what_was_tapped_stays(screen: Opener, worker: User) -> None:
    phone = enter(screen(PHONE), phone_of(worker))
    page = phone.open(PAGE)

    tap(page, kind="work", slip="other", place="way")
    expect(page.locator("[role=alert]")).to_be_visible()
    page.fill("[name=words]", "忘了关风筒")
    page.locator(".dock [type=submit]").tap()

    page.wait_for_url("**/self-report/mine/")
    assert SelfReport.objects.get().what == "忘了关风筒"
