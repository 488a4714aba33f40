"""What an invigilator does reaches the page that is open, and no clock of a phone ends what the server lets go on."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from exams.models import Attempt, AttemptState
from exams.services.extra_time import give_extra_time
from exams.services.invigilating import tell
from exams.services.sittings import sweep
from tests.factories.interventions import an_order, for_one, paused
from tests.factories.organizations import phone_of
from tests.journeys.conftest import PHONE, Opener, Screen
from tests.journeys.handset import choose, to_be
from tests.journeys.test_every_screen import enter

pytestmark = pytest.mark.django_db(transaction=True)

TWO_MINUTES, TWO_HOURS = 120_000, 7_200_000


@pytest.fixture
def phone(screen: Opener, attempt: Attempt) -> Screen:
    """The paper, open on a phone whose clock can be put forward."""
    one = enter(screen(PHONE), phone_of(attempt.worker))
    one.page.clock.install()
    to_be(one.open(f"/attempts/{attempt.pk}/"), "saved")
    return one


def minutes_left(page: Page) -> int:
    return int(page.locator(".clock time").inner_text().split(":")[0])


def test_a_paused_sitting_is_not_handed_in_by_the_phones_clock(phone: Screen, attempt: Attempt) -> None:
    page = phone.page
    paused(attempt.exam, attempt.unit)
    choose(page, 1, 1)
    expect(page.locator("[data-notice=paused]")).to_be_visible()

    page.clock.fast_forward(TWO_HOURS)

    to_be(page, "saved")
    assert minutes_left(page) > 50
    choose(page, 2, 1)
    to_be(page, "saved")
    attempt.refresh_from_db()
    assert attempt.state == AttemptState.IN_PROGRESS


def test_a_phone_that_had_no_signal_when_the_pause_began_opens_again(phone: Screen, attempt: Attempt) -> None:
    page = phone.page
    phone.context.set_offline(True)
    choose(page, 1, 1)
    paused(attempt.exam, attempt.unit)
    page.clock.fast_forward(TWO_HOURS)
    to_be(page, "late")

    phone.context.set_offline(False)

    to_be(page, "saved")
    expect(page.locator("#q1 .choice-input").first).to_be_enabled()
    attempt.refresh_from_db()
    assert attempt.state == AttemptState.IN_PROGRESS


def test_extra_time_and_a_message_reach_a_page_that_saves_nothing(phone: Screen, attempt: Attempt) -> None:
    page = phone.page
    give_extra_time(order=for_one(attempt), minutes=30)
    tell(order=an_order(attempt.exam, attempt.unit, reason="别急，还有时间"))

    page.clock.fast_forward(TWO_MINUTES)

    expect(page.locator("[data-notice=told]")).to_contain_text("别急，还有时间")
    expect(page.locator(".clock time")).to_have_text(re.compile(r"^8\d:"))  # and not 58


def test_a_message_that_was_read_gives_its_room_back_until_there_is_another(phone: Screen, attempt: Attempt) -> None:
    page, box = phone.page, phone.page.locator("[data-notice=told]")
    tell(order=an_order(attempt.exam, attempt.unit, reason="手机调静音"))
    page.clock.fast_forward(TWO_MINUTES)
    box.locator("[data-put-away]").tap()
    expect(box).to_be_hidden()

    choose(page, 1, 1)
    to_be(page, "saved")
    expect(box).to_be_hidden()
    tell(order=an_order(attempt.exam, attempt.unit, reason="别急，还有时间"))
    page.clock.fast_forward(TWO_MINUTES)

    expect(box).to_contain_text("别急，还有时间")
    expect(box).not_to_contain_text("手机调静音")


def test_time_given_after_the_end_opens_the_page_that_shows_the_receipt(phone: Screen, attempt: Attempt) -> None:
    page = phone.page
    Attempt.objects.filter(pk=attempt.pk).update(deadline=timezone.now())
    sweep()
    choose(page, 1, 1)
    to_be(page, "done")
    give_extra_time(order=for_one(attempt), minutes=10)

    page.clock.fast_forward(TWO_MINUTES)

    to_be(page, "saved")
    choose(page, 1, 1)
    to_be(page, "saved")
    assert attempt.events.filter(kind="answer").exists()
