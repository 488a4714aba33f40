"""Telling of one's own slip where there is no signal: nothing is lost, and it is told once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from hazards.models import SelfReport
from hazards.services.self_reports import SelfReportRefused
from hazards.views import phone as views
from organizations.models import User
from tests.factories.organizations import County, phone_of, worker_of
from tests.journeys.conftest import PHONE, Opener, Screen
from tests.journeys.mast import Mast
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
    screen: Opener, mast: Mast, worker: User
) -> None:
    phone = enter(screen(PHONE, base=mast.base), phone_of(worker))
    page = phone.open(PAGE)
    page.wait_for_selector("html[data-kept]", state="attached")

    phone.context.set_offline(True)  # the browser knows of it, but a page that is just being read may still get through
    mast.cut()
    page.reload()
    tap(page, kind="near_miss", slip="nearly", place="work")
    expect(page.locator("[data-waits]")).to_be_visible()
    page.reload()
    expect(page.locator("[data-waits]")).to_be_visible()
    assert not SelfReport.objects.exists()
    mast.mend()
    phone.context.set_offline(False)

    page.wait_for_url("**/self-report/mine/")
    assert SelfReport.objects.get().worker == worker
    assert phone.open(PAGE).locator(":checked:not([name=day])").count() == 0


def test_what_is_asked_for_is_shown_in_place_and_what_was_tapped_stays(screen: Opener, worker: User) -> None:
    phone = enter(screen(PHONE), phone_of(worker))
    page = phone.open(PAGE)

    expect(page.locator("label[for=id_words]")).to_contain_text("可以不填")
    tap(page, kind="work", slip="other", place="way")
    expect(page.locator(".field:has([name=words]) [role=alert]")).to_have_text("请简单写几句发生了什么。")
    expect(page.locator("label[for=id_words]")).not_to_contain_text("可以不填")
    page.fill("[name=words]", "忘了关风筒")
    page.locator(".dock [type=submit]").tap()

    page.wait_for_url("**/self-report/mine/")
    assert SelfReport.objects.get().what == "忘了关风筒"


def test_what_would_be_refused_is_asked_for_before_it_is_called_kept(screen: Opener, worker: User) -> None:
    phone = enter(screen(PHONE), phone_of(worker))
    page = phone.open(PAGE)

    phone.context.set_offline(True)
    page.locator(".dock [type=submit]").tap()
    expect(page.locator(".errors[role=alert]")).to_have_count(3)
    tap(page, kind="near_miss", slip="nearly", place="other", day="other")
    expect(page.locator(".errors[role=alert]")).to_have_text(["请写上在哪里。", "请选日期。"])

    expect(page.locator("[data-waits]")).to_be_hidden()


def test_what_waits_is_sent_from_the_start_page_too(screen: Opener, worker: User) -> None:
    phone = enter(screen(PHONE), phone_of(worker))
    told_without_a_signal(phone)

    page = phone.open("/")

    expect(page.locator("main")).to_contain_text("谢谢你说出来")
    assert SelfReport.objects.get().worker == worker
    assert phone.open(PAGE).locator(":checked:not([name=day])").count() == 0


def test_a_refusal_that_comes_later_is_said_where_it_came_and_in_the_form(
    screen: Opener, worker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = enter(screen(PHONE), phone_of(worker))
    told_without_a_signal(phone)
    monkeypatch.setattr(views, "report_self", refuse)

    expect(phone.open("/").locator("[data-told-before]")).to_contain_text("这一条交不了。")
    expect(phone.open("/self-report/mine/").locator("[data-told-before]")).to_contain_text("没有交上")
    page = phone.open(PAGE)
    expect(page.locator("[data-not-sent]")).to_contain_text("这一条交不了。")
    expect(page.locator("[name=slip][value=nearly]")).to_be_checked()
    monkeypatch.undo()
    page.locator(".dock [type=submit]").tap()

    page.wait_for_url("**/self-report/mine/")
    expect(page.locator("[data-told-before]")).to_be_hidden()
    assert SelfReport.objects.get().worker == worker


def told_without_a_signal(phone: Screen) -> None:
    """It waits on the phone, and the form is closed before the signal is back."""
    page = phone.open(PAGE)
    phone.context.set_offline(True)
    tap(page, kind="near_miss", slip="nearly", place="work")
    expect(page.locator("[data-waits]")).to_be_visible()
    page.goto("about:blank")
    phone.context.set_offline(False)


def refuse(**_kept: object) -> None:
    raise SelfReportRefused("这一条交不了。")
