"""Ten minutes without a signal, the tab killed, the phone off and on again: the same answers come back, and go up."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import BrowserType, Error, Page, expect

from exams.models import AnswerEvent, Attempt, AttemptState, SubmittedBy
from exams.reduction import answers
from tests.factories.organizations import phone_of
from tests.journeys.handset import Handset, choose, chosen, to_be
from tests.journeys.mast import Mast

pytestmark = pytest.mark.django_db(transaction=True)

TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture
def handset(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], mast: Mast, tmp_path: Path
) -> Iterator[Handset]:
    one = Handset(browser_type, browser_type_launch_args, tmp_path, mast.base)
    yield one
    one.off()
    assert one.complaints == []


def switched_on(handset: Handset, attempt: Attempt, moment: datetime) -> Page:
    """Switch the phone on at that moment, by its own clock, and open the paper."""
    page = handset.on()
    page.clock.install(time=moment)
    handset.sign_in(phone_of(attempt.worker))
    page.goto(f"{handset.base}/attempts/{attempt.pk}/")
    return page


def another_tab(killed: Page) -> Page:
    """The tab is killed, as a phone kills it that is short of memory; the worker opens the page once more.

    The clock is that of all tabs.
    """
    context, address = killed.context, killed.url.split("#")[0]
    with killed.expect_event("crash"), contextlib.suppress(Error):
        killed.goto("chrome://crash")
    killed.close()
    page = context.new_page()
    page.goto(address)
    return page


def minutes_left(page: Page) -> int:
    return int(page.locator(".clock time").inner_text().split(":")[0])


def test_after_ten_minutes_a_killed_tab_and_a_restart_the_same_answers_are_there_and_go_up(
    handset: Handset, mast: Mast, attempt: Attempt
) -> None:
    begun = timezone.now()
    page = switched_on(handset, attempt, begun)
    to_be(page, "saved")
    page.wait_for_selector("html[data-kept]", state="attached")
    choose(page, 1, 1)
    to_be(page, "saved")

    mast.cut()
    choose(page, 2, 2)
    to_be(page, "queued")
    page.clock.fast_forward("05:00")
    choose(page, 3, 3)
    to_be(page, "queued")
    before = chosen(page)

    page = another_tab(page)
    to_be(page, "queued")
    assert chosen(page) == before
    assert minutes_left(page) in {54, 55}
    page.clock.fast_forward("05:00")
    choose(page, 4, 4)
    to_be(page, "queued")
    before = chosen(page)
    handset.off()

    page = switched_on(handset, attempt, begun + TEN_MINUTES)
    to_be(page, "queued")
    assert chosen(page) == before
    assert len(before) == 4
    assert minutes_left(page) in {49, 50}
    assert AnswerEvent.objects.filter(attempt=attempt, kind="answer").count() == 1

    with time_machine.travel(timezone.now() + TEN_MINUTES):
        mast.mend()
        to_be(page, "saved")
        assert on_the_server(attempt) == chosen(page) == before
        page.goto(f"{page.url.split('#')[0]}#look")
        page.locator("[data-hand-in]").tap()
        to_be(page, "done")

    attempt.refresh_from_db()
    assert attempt.state == AttemptState.GRADED
    assert attempt.submitted_by == SubmittedBy.WORKER
    expect(page.locator("[data-receipt=code]")).to_have_text(str(attempt.receipt))


def on_the_server(attempt: Attempt) -> dict[str, str]:
    held = answers(AnswerEvent.objects.filter(attempt=attempt))
    return {f"q{slot}": keys[0] for slot, keys in sorted(held.items()) if keys}
