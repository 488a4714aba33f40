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
from tests.journeys.big_screen_steps import HALL, allow, code_on, leap_until, row_of
from tests.journeys.conftest import DESK, Opener
from tests.journeys.mast import Mast

pytestmark = pytest.mark.django_db(transaction=True)


def a_contest() -> Running:
    county = small_county()
    workers = [worker_of(county.team, name=name) for name in ("甲", "乙", "丙")]
    an_exam(county.enterprise)
    return a_running_one(county.enterprise, workers, title="岗位大比拼")


def test_a_screen_from_its_code_to_the_switch(screen: Opener, mast: Mast, live_server: LiveServer) -> None:
    contest = a_contest()
    enterprise = contest.competition.owner
    assert enterprise.kind == UnitKind.ENTERPRISE
    staff(Role.SAFETY_OFFICER, enterprise, user__username="boss")

    hall = screen(HALL, base=mast.base)
    hall.page.clock.install()
    page = hall.open("/screen/")
    code = code_on(page)

    desk = screen(DESK, base=live_server.url)
    office = desk.open("/sign-in/staff/?next=/desk/screens/")
    office.fill("[name=username]", "boss")
    office.fill("[name=password]", PASSWORD)
    office.locator("form [type=submit]").last.click()
    allow(office, code, name="调度室", competition="岗位大比拼", has_exam=True)

    leap_until(page, lambda: expect(page.locator("h1")).to_contain_text("岗位大比拼"))
    expect(page.locator("[data-row]")).to_have_count(3)
    expect(page.locator("[data-row][data-wait]")).to_have_count(3)
    expect(page.locator(".tile")).not_to_have_count(0)
    expect(page.locator("[data-age]")).to_have_attribute("data-tone", "ok")
    expect(page.locator("[data-until] time")).to_have_text(re.compile(r"\d+:\d\d:\d\d"))

    _marks_come_in(contest, page)
    _the_network_is_cut(contest, page, mast)

    office.locator("tbody form [type=submit]").click()
    leap_until(page, lambda: expect(page.locator("[data-screen]")).to_have_count(0))
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
    new = page.locator("[data-row][data-new]")
    leap_until(page, lambda: expect(new).to_have_count(2))
    expect(row_of(page, 1)).to_contain_text("90.00")
    expect(page.locator("[data-row='2'][data-veto]")).to_contain_text("停电、验电、挂牌")
    leap_until(page, lambda: expect(new).to_have_count(0), seconds=40)


def _the_network_is_cut(contest: Running, page: Page, mast: Mast) -> None:
    """The picture stays, also when the screen is started anew, and says how old it is."""
    expect(page.locator("html")).to_have_attribute("data-kept", "")
    mast.cut()
    page.clock.fast_forward(180_000)
    expect(page.locator("[data-age]")).to_have_attribute("data-tone", "warn")
    expect(page.locator("[data-age-text]")).to_contain_text("3")
    expect(page.locator("[data-row='1']")).to_contain_text("90.00")

    page.reload()
    expect(page.locator("[data-age]")).to_have_attribute("data-tone", "warn")
    expect(page.locator("[data-row='1']")).to_contain_text("90.00")

    mast.mend()
    leap_until(page, lambda: expect(page.locator("[data-age]")).to_have_attribute("data-tone", "ok"))
