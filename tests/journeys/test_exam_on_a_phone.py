"""The exam page with a script: the waiting room, the look over, the voice, larger text, what can not be read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from exams.models import AnswerEvent, Attempt, Exam
from exams.reduction import answers
from exams.services.sittings import start_attempt
from organizations.models import User
from tests.factories.organizations import County, phone_of
from tests.factories.sittings import a_worker, an_exam
from tests.journeys.conftest import PHONE, Opener
from tests.journeys.handset import choose, to_be
from tests.journeys.test_case_on_a_phone import VOICE
from tests.journeys.test_every_screen import enter

pytestmark = pytest.mark.django_db(transaction=True)

UNKNOWN_TO_THE_SERVER = "\U000f0000"  # a character of nobody's, as fonts of old phones hold some
# From now on the answer to the second question goes out with that character in it.
SPOILT = """character => {
  const real = window.fetch;
  window.fetch = (url, options) => {
    if (!options || options.method !== 'POST') return real(url, options);
    const body = JSON.parse(options.body);
    body.events.filter((event) => event.kind === 'answer' && event.slot === 1).forEach((event) => {
      event.value = [character];
    });
    return real(url, { ...options, body: JSON.stringify(body) });
  };
}"""


@pytest.fixture
def worker(county: County) -> User:
    return a_worker(county.team)


@pytest.fixture
def attempt(county: County, worker: User) -> Attempt:
    return start_attempt(exam=an_exam(county.enterprise), worker=worker)


def opened(screen: Opener, attempt: Attempt, *, before: str = "") -> Page:
    phone = enter(screen(PHONE), phone_of(attempt.worker))
    if before:
        phone.page.add_init_script(before)
    page = phone.open(f"/attempts/{attempt.pk}/")
    to_be(page, "saved")
    return page


def test_the_door_opens_by_itself_and_asks_the_server_nothing_while_one_waits(
    screen: Opener, county: County, worker: User
) -> None:
    exam = an_exam(county.enterprise, opens_in=timedelta(hours=1))
    Exam.objects.filter(pk=exam.pk).update(opens_at=timezone.now() + timedelta(seconds=3))
    phone = enter(screen(PHONE), phone_of(worker))
    page = phone.open(f"/exams/{exam.pk}/")
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    button = page.locator("form[data-start] button")
    expect(button).to_be_disabled()

    expect(button).to_be_enabled(timeout=10_000)
    assert asked == []
    button.tap()

    to_be(page, "saved")
    assert Attempt.objects.get(worker=worker).started_at is not None


def test_the_look_over_says_what_is_blank_and_marked_and_leads_there(screen: Opener, attempt: Attempt) -> None:
    page = opened(screen, attempt)
    for number in (1, 2, 4):
        choose(page, number, 1)
    page.locator("[data-mark]").tap()

    page.get_by_role("link", name="答题卡").tap()
    page.locator("#grid a[href='#look']").tap()

    expect(page.locator("[data-look=blank-links] a")).to_have_count(2)
    expect(page.locator("[data-look=marked-links] a")).to_have_count(1)
    expect(page.locator("[data-look=answered]")).to_have_text("3 / 5")
    page.locator("[data-look=first]").tap()
    expect(page.locator("#q3")).to_be_visible()
    expect(page.locator("#look")).to_be_hidden()


def test_stem_and_options_are_read_aloud_and_another_question_stops_the_voice(screen: Opener, attempt: Attempt) -> None:
    page = opened(screen, attempt, before=VOICE)

    page.locator("[data-speak]").tap()
    said = page.evaluate("window.said")
    assert len(said) == 5  # the stem and four options
    assert said[0].startswith("1.")
    page.evaluate("window.stopped = false")
    page.locator("[data-next]").tap()

    page.wait_for_function("window.stopped")


def test_larger_text_loses_no_answer(screen: Opener, attempt: Attempt) -> None:
    page = opened(screen, attempt)
    choose(page, 1, 1)

    page.locator(".exam-aids .text-size button").tap()

    expect(page.locator("html")).to_have_attribute("data-text", "large")
    expect(page.locator("#q1 .choice-input").first).to_be_checked()


def test_one_answer_that_the_server_can_not_read_holds_up_no_other(
    screen: Opener, county: County, worker: User
) -> None:
    exam = an_exam(county.enterprise)
    page = opened(screen, start_attempt(exam=exam, worker=worker))
    page.evaluate(SPOILT, UNKNOWN_TO_THE_SERVER)
    for number in (1, 2, 3):
        choose(page, number, 1)

    expect(page.locator("[data-notice=refused]").first).to_be_visible()
    expect(page.locator("[data-cells] [data-state=done]")).to_have_count(2)
    expect(page.locator("[data-cells] [data-state=queued]")).to_have_count(1)
    held = answers(AnswerEvent.objects.filter(attempt__worker=worker))
    assert sorted(held) == [0, 2]
