"""Sheets that are refused: said as a refusal, sent no more, and never counted as waiting."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from leaderboard.models import Part, PartKind
from leaderboard.services.entering import withdraw
from leaderboard.services.running import close_stage
from tests.factories.competitions import Running, a_running_one, mark
from tests.factories.organizations import County, desk_of, worker_of
from tests.journeys.conftest import PHONE, Opener, Screen
from tests.journeys.judging_steps import can_leave, fill, open_sheet
from tests.journeys.mast import Mast
from tests.journeys.test_every_screen import enter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def running(county: County) -> Running:
    return a_running_one(county.enterprise, [worker_of(county.team, name=name) for name in ("王立", "李静")], judges=4)


def test_a_sheet_of_whoever_left_meanwhile_is_no_longer_waiting(running: Running, mast: Mast, screen: Opener) -> None:
    phone = enter(screen(PHONE, base=mast.base), desk_of(running.judges[1]))
    page = open_sheet(phone, running.competition.pk, "王立")
    can_leave(page)
    steps = page.locator("[data-mark-sheet] input[type=number]").count()
    mast.cut()
    fill(page, ("1",) * steps)
    expect(page.locator("[data-left]")).to_have_text("还有 3 张评分表要填")
    expect(page.locator("section", has_text="王立")).to_contain_text("待上传")

    withdraw(entrant=running.entrants[0], reason="受伤", by=None)
    mast.mend()
    page.reload()

    refused = page.locator("[data-refused] .note[data-tone=warn]")
    expect(refused.locator("p").first).to_have_text(re.compile("^1 号 王立 · 手指口述 没有收下：选手已经退赛"))
    expect(page.get_by_text("待上传")).to_have_count(0)
    expect(page.locator("[data-judging-note]")).to_be_hidden()
    expect(page.locator("[data-left]")).to_have_text("还有 2 张评分表要填")
    refused.get_by_role("button").tap()
    expect(refused).to_have_count(0)
    page.reload()
    expect(page.locator("[data-left]")).to_have_text("还有 2 张评分表要填")
    expect(refused).to_have_count(0)


def fill_in(phone: Screen, running: Running) -> Page:
    page = open_sheet(phone, running.competition.pk, "王立")
    for field in page.locator("[data-mark-sheet] input[type=number]").all():
        field.fill("1")
    return page


def is_refused(page: Page, why: str) -> None:
    """The sheet can't be sent again, and it doesn't look like a success."""
    page.get_by_role("button", name="提交评分表").tap()
    expect(page.locator("[data-judging-note][data-tone=warn]")).to_contain_text(why)
    expect(page.get_by_role("button", name="提交评分表")).to_have_count(0)
    expect(page.locator("[data-mark-sheet] input[type=number]").first).to_be_disabled()


def test_a_second_sheet_leads_to_the_marks_that_stand(running: Running, screen: Opener) -> None:
    phone = enter(screen(PHONE), desk_of(running.judges[1]))
    page = fill_in(phone, running)
    mark(running.judges[1], running.entrants[0], running.part(PartKind.ORAL))

    is_refused(page, "以先提交的为准")

    page.get_by_role("link", name="看算数的那张评分表").tap()
    expect(page.get_by_text("100.00")).to_be_visible()


def test_after_the_close_a_sheet_has_no_button_any_more(running: Running, screen: Opener) -> None:
    phone = enter(screen(PHONE), desk_of(running.judges[3]))
    page = fill_in(phone, running)
    for part in Part.objects.filter(stage__competition=running.competition):
        for entrant in running.entrants:
            for judge in running.judges[:3]:
                mark(judge, entrant, part)
    close_stage(stage=running.part().stage, by=None)

    is_refused(page, "已结束，不再收分")

    page.reload()
    expect(page.locator(".note[data-tone=warn]").first).to_contain_text("已结束，不再收分")


def test_a_sheet_that_was_sent_is_named_above_the_list_once(running: Running, screen: Opener) -> None:
    phone = enter(screen(PHONE), desk_of(running.judges[1]))
    page = open_sheet(phone, running.competition.pk, "王立")
    fill(page, ("1",) * page.locator("[data-mark-sheet] input[type=number]").count())

    expect(page.locator("[data-sent] .note")).to_have_text("已提交：1 号 王立，手指口述。")
    page.reload()
    expect(page.locator("[data-left]")).to_be_visible()
    expect(page.locator("[data-sent] .note")).to_have_count(0)


def test_a_mark_outside_the_scale_leaves_no_total(running: Running, screen: Opener) -> None:
    phone = enter(screen(PHONE), desk_of(running.judges[1]))
    page = fill_in(phone, running)
    total, says = page.locator("[data-mark-sum]"), page.locator("[data-mark-outside]")
    expect(total).to_be_visible()
    expect(says).to_be_hidden()

    page.locator("[data-mark-sheet] input[type=number]").first.fill("400")

    expect(total).to_be_hidden()
    expect(says).to_have_text("有一步的分超出范围，改好后才有合计。")
