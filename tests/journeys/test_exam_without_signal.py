"""The exam on a phone whose signal goes: nothing that was chosen is lost, whatever happens to phone, page and mast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserType, Page, expect

from exams.models import AnswerEvent, Attempt, AttemptState, SubmittedBy
from exams.reduction import answers
from tests.factories.organizations import phone_of
from tests.journeys.conftest import PHONE, Opener
from tests.journeys.handset import Handset, choose, chosen, to_be
from tests.journeys.mast import Mast
from tests.journeys.test_every_screen import enter

pytestmark = pytest.mark.django_db(transaction=True)

NO_DATABASE = "Object.defineProperty(window, 'indexedDB', { value: undefined });"
NO_WORKER = "delete Navigator.prototype.serviceWorker;"
NO_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } });"


Switch = Callable[..., Handset]


@pytest.fixture
def handset(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], mast: Mast, tmp_path: Path
) -> Iterator[Switch]:
    made: list[Handset] = []

    def make(*, before: str = "") -> Handset:
        folder = tmp_path / f"phone-{len(made)}"
        made.append(Handset(browser_type, browser_type_launch_args, folder, mast.base, before))
        return made[-1]

    yield make
    for one in made:
        one.off()
        assert one.complaints == []


def on_the_server(attempt: Attempt) -> dict[str, str]:
    held = answers(AnswerEvent.objects.filter(attempt=attempt))
    return {f"q{slot}": keys[0] for slot, keys in sorted(held.items()) if keys}


def hand_in(page: Page) -> None:
    page.goto(f"{page.url.split('#')[0]}#look")
    page.locator("[data-hand-in]").tap()


def test_a_phone_that_is_switched_off_without_a_signal_comes_back_with_every_answer(
    handset: Switch, mast: Mast, attempt: Attempt
) -> None:
    phone = handset()
    page = phone.sit(attempt)
    page.wait_for_selector("html[data-kept]", state="attached")
    choose(page, 1, 2)
    to_be(page, "saved")
    mast.cut()
    choose(page, 2, 3)
    choose(page, 3, 1)
    to_be(page, "queued")
    shown, address = chosen(page), page.url.split("#")[0]
    phone.off()

    page = phone.on()
    page.goto(address)
    to_be(page, "queued")

    assert len(shown) == 3
    assert chosen(page) == shown
    choose(page, 4, 4)
    mast.mend()
    to_be(page, "saved")
    assert on_the_server(attempt) == chosen(page)
    assert len(on_the_server(attempt)) == 4


def test_handing_in_without_a_signal_waits_on_the_phone_and_is_the_workers_own(
    handset: Switch, mast: Mast, attempt: Attempt
) -> None:
    phone = handset()
    page = phone.sit(attempt)
    page.wait_for_selector("html[data-kept]", state="attached")
    mast.cut()
    for number in range(1, 6):
        choose(page, number, 1)
    choose(page, 5, 2)
    choose(page, 5, 1)
    hand_in(page)
    to_be(page, "handing")
    expect(page.locator("[data-part=handing]").first).to_be_visible()
    expect(page.locator("[data-say]")).to_contain_text("还有 5 题")  # questions, however often one was changed
    address = page.url.split("#")[0]
    phone.off()

    page = phone.on()
    page.goto(address)
    to_be(page, "handing")
    mast.mend()
    to_be(page, "done")

    attempt.refresh_from_db()
    assert attempt.state == AttemptState.GRADED
    assert attempt.submitted_by == SubmittedBy.WORKER
    assert page.locator("[data-receipt=code]").inner_text() == attempt.receipt
    assert page.locator("[data-received]").inner_text().startswith("5")
    page.locator("[data-result]").tap()
    expect(page.locator(".score")).to_be_visible()


def test_what_was_chosen_in_time_counts_when_the_signal_comes_after_the_end(
    handset: Switch, mast: Mast, attempt: Attempt
) -> None:
    Attempt.objects.filter(pk=attempt.pk).update(deadline=timezone.now() + timedelta(seconds=6))
    page = handset().sit(attempt)
    mast.cut()
    choose(page, 1, 1)
    choose(page, 2, 1)
    to_be(page, "late")
    expect(page.locator("[data-no-signal]")).to_be_visible()

    mast.mend()
    to_be(page, "done")

    attempt.refresh_from_db()
    assert attempt.finished_at == attempt.deadline
    assert len(on_the_server(attempt)) == 2
    assert AnswerEvent.objects.filter(attempt=attempt, kind="answer", is_late=True).count() == 2


def test_what_a_phone_could_not_send_goes_up_from_the_receipt_page(
    handset: Switch, mast: Mast, attempt: Attempt
) -> None:
    """Off before the end, on after it: the server shows the receipt, and the answers are still on the phone."""
    phone = handset(before=NO_WORKER)
    page = phone.sit(attempt)
    mast.cut()
    choose(page, 1, 1)
    to_be(page, "queued")
    phone.off()
    Attempt.objects.filter(pk=attempt.pk).update(deadline=timezone.now())
    mast.mend()

    page = phone.on()
    page.goto(f"{mast.base}/attempts/{attempt.pk}/")
    expect(page.locator(".sum dd").last).to_contain_text("1")

    assert len(on_the_server(attempt)) == 1


def test_a_second_phone_takes_over_and_the_first_is_told_and_stops(handset: Switch, attempt: Attempt) -> None:
    one, other = handset(), handset()
    first = one.sit(attempt)
    choose(first, 1, 1)
    to_be(first, "saved")
    second = other.sit(attempt)
    assert len(chosen(second)) == 1

    choose(first, 2, 1)
    to_be(first, "taken")
    expect(first.locator("#q2 .choice-input").first).to_be_disabled()
    choose(second, 3, 1)
    to_be(second, "saved")

    first.locator("[data-go-on]").tap()
    to_be(first, "saved")
    assert len(chosen(first)) == 3


@pytest.mark.parametrize("before", [NO_DATABASE, NO_WORKER, NO_DATABASE + NO_WORKER], ids=["db", "worker", "both"])
def test_an_old_web_view_keeps_the_answers_over_a_reload(
    handset: Switch, mast: Mast, attempt: Attempt, before: str
) -> None:
    phone = handset(before=before)
    page = phone.sit(attempt)
    mast.cut()
    choose(page, 1, 2)
    choose(page, 2, 2)
    to_be(page, "queued")
    shown, address = chosen(page), page.url.split("#")[0]
    phone.off()
    mast.mend()

    page = phone.on()
    page.goto(address)
    to_be(page, "saved")

    assert chosen(page) == shown == on_the_server(attempt)


def test_a_web_view_that_can_store_nothing_still_hands_in(handset: Switch, mast: Mast, attempt: Attempt) -> None:
    page = handset(before=NO_DATABASE + NO_STORAGE + NO_WORKER).sit(attempt)
    mast.cut()
    choose(page, 1, 2)
    hand_in(page)
    to_be(page, "handing")
    mast.mend()
    to_be(page, "done")

    assert len(on_the_server(attempt)) == 1


def test_another_worker_on_the_same_phone_finds_no_copy(handset: Switch, mast: Mast, attempt: Attempt) -> None:
    phone = handset()
    page = phone.sit(attempt)
    page.wait_for_selector("html[data-kept]", state="attached")
    address = page.url
    phone.context.clear_cookies()  # type: ignore[union-attr]  # it is on
    page.goto(f"{mast.base}/sign-in/")
    page.wait_for_function("caches.has('kept-pages').then(has => !has)")
    mast.cut()

    with pytest.raises(Exception, match="ERR_"):
        page.goto(address)


def test_without_scripts_the_paper_is_answered_and_handed_in(screen: Opener, attempt: Attempt) -> None:
    phone = enter(screen(PHONE, java_script_enabled=False), phone_of(attempt.worker))
    page = phone.open(f"/attempts/{attempt.pk}/")
    for number in range(1, 6):
        page.locator(f"#q{number} .choice").first.tap()
    page.locator("[data-without-script]").tap()
    page.locator("footer [type=submit]").tap()

    expect(page.locator(".receipt-code")).to_be_visible()
    assert len(on_the_server(attempt)) == 5
