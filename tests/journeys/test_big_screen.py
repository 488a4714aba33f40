"""A big screen in a hall: its code, the officer's word, marks that come in, a cut of the network, and the switch."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from leaderboard.screens.sharing import forget_all
from organizations.models import Role, UnitKind
from tests.factories.competitions import Running, a_running_one, critical, mark
from tests.factories.organizations import PASSWORD, small_county, staff, worker_of
from tests.factories.sittings import an_exam
from tests.journeys.conftest import DESK, Opener
from tests.journeys.mast import Mast

pytestmark = pytest.mark.django_db(transaction=True)
HALL = {"viewport": {"width": 1920, "height": 1080}, "locale": "zh-CN"}


def a_contest() -> Running:
    county = small_county()
    workers = [worker_of(county.team, name=name) for name in ("甲", "乙", "丙")]
    an_exam(county.enterprise)
    return a_running_one(county.enterprise, workers, title="岗位大比拼")


def pass_by(page: Page, seconds: int) -> None:
    """Let so much time go by on the screen."""
    page.clock.fast_forward(seconds * 1000)


def test_a_screen_from_its_code_to_the_switch(screen: Opener, mast: Mast, live_server: LiveServer) -> None:
    contest = a_contest()
    enterprise = contest.competition.owner
    assert enterprise.kind == UnitKind.ENTERPRISE
    staff(Role.SAFETY_OFFICER, enterprise, user__username="boss")

    hall = screen(HALL, base=mast.base)
    hall.page.clock.install()
    page = hall.open("/screen/")
    code = page.locator(".hall-code").inner_text()

    desk = screen(DESK, base=live_server.url)
    office = desk.open("/sign-in/staff/?next=/desk/screens/")
    office.fill("[name=username]", "boss")
    office.fill("[name=password]", PASSWORD)
    office.locator("form [type=submit]").last.click()
    office.fill("[name=code]", code.lower())
    office.fill("[name=name]", "调度室")
    office.locator("[name=competition]").select_option(label="岗位大比拼")
    office.locator("[name=exam]").select_option(index=1)
    office.locator("main form [type=submit]").last.click()
    expect(office.locator("tbody th")).to_contain_text("调度室")

    pass_by(page, 5)
    expect(page.locator("h1")).to_contain_text("岗位大比拼")
    expect(page.locator("[data-row]")).to_have_count(3)
    expect(page.locator("[data-row][data-wait]")).to_have_count(3)
    expect(page.locator(".tile")).not_to_have_count(0)
    expect(page.locator("[data-age]")).to_have_attribute("data-tone", "ok")
    expect(page.locator("[data-until] time")).to_have_text(re.compile(r"\d+:\d\d:\d\d"))

    _marks_come_in(contest, page)
    _the_network_is_cut(contest, page, mast)

    office.locator("tbody form [type=submit]").click()
    pass_by(page, 12)
    expect(page.locator("[data-screen]")).to_have_count(0)
    expect(page.locator(".hall-button")).to_be_visible()
    assert "甲" not in page.locator("body").inner_text()
    assert page.evaluate("localStorage.length") == 0
    page.locator(".hall-button").click()
    expect(page.locator(".hall-code")).not_to_have_text(code)


def _marks_come_in(contest: Running, page: Page) -> None:
    """The first has all marks, the second misses a critical step; each row that changed is marked."""
    parts = [contest.part(kind) for kind in ("oral", "practical")]  # type: ignore[arg-type]
    first, second, _third = contest.entrants
    for judge in contest.judges:
        for part in parts:
            mark(judge, first, part, "0.9")
        mark(judge, second, parts[0], "1")
        mark(judge, second, parts[1], "1", missed=critical(parts[1]))
    cache.clear()  # on the server no time goes by: there the eight seconds of the last picture are over by this
    forget_all()
    pass_by(page, 12)
    row = page.locator("[data-row='1']")
    expect(row).to_contain_text("90.00")
    expect(page.locator("[data-row='2'][data-veto]")).to_contain_text("停电、验电、挂牌")
    expect(page.locator("[data-row][data-new]")).to_have_count(2)
    with page.expect_request_finished(lambda asked: asked.url.endswith("/screen/feed/")):
        pass_by(page, 40)
    expect(page.locator("[data-row][data-new]")).to_have_count(0)


def _the_network_is_cut(contest: Running, page: Page, mast: Mast) -> None:
    """The picture stays, also when the screen is started anew, and says how old it is."""
    expect(page.locator("html")).to_have_attribute("data-kept", "")
    mast.cut()
    pass_by(page, 180)
    expect(page.locator("[data-age]")).to_have_attribute("data-tone", "warn")
    expect(page.locator("[data-age-text]")).to_contain_text("3")
    expect(page.locator("[data-row='1']")).to_contain_text("90.00")

    page.reload()
    expect(page.locator("[data-age]")).to_have_attribute("data-tone", "warn")
    expect(page.locator("[data-row='1']")).to_contain_text("90.00")

    mast.mend()
    pass_by(page, 12)
    expect(page.locator("[data-age]")).to_have_attribute("data-tone", "ok")
