"""A worker reads a case on his phone: it is light, it can be heard, and what he says of his workplace is kept."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Page, Response, expect

from courses.models import AccidentCasePage, HereAnswer
from organizations.models import Role, User
from tests.factories.courses import a_case
from tests.factories.organizations import County, desk_of, phone_of, staff, worker_of
from tests.journeys.conftest import DESK, PHONE, Opener, Screen
from tests.journeys.test_every_screen import enter

pytestmark = pytest.mark.django_db(transaction=True)

MOST_BYTES = 60_000
# A phone's voice that notes what it is told to say, and says it at once or never.
VOICE = """
  window.said = [];
  const voice = {
    speak(u) { window.said.push(u.text); u.dispatchEvent(new Event('start')); },
    cancel() { window.stopped = true; },
  };
  Object.defineProperty(window, 'speechSynthesis', { value: voice });
  window.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) { super(); this.text = text; }
  };
"""
MUTE = VOICE.replace("u.dispatchEvent(new Event('start'))", "u.dispatchEvent(new Event('error'))")
NO_VOICE = "delete window.speechSynthesis; delete Window.prototype.speechSynthesis;"
QUESTIONS = [
    {"question": "附近有没有积水？", "yes": "有", "no": "没有", "safe": "no"},
    {"question": "谁下令撤人，知道吗？", "yes": "知道", "no": "不知道", "safe": "yes"},
]
CHECK = {"question": "先做什么？", "options": ["停", "走"], "answer": "A", "explanation": "先停下来。"}


@pytest.fixture
def worker(county: County) -> User:
    return worker_of(county.team, name="郭建国")


@pytest.fixture
def case() -> AccidentCasePage:
    lessons = [{"post": "采掘岗位", "text": "矿柱不能动。"}] * 6
    body = [{"type": "lessons", "value": lessons}, {"type": "checks", "value": QUESTIONS}]
    return a_case(body=body, checks=[{"type": "check", "value": CHECK}])


def reading(screen: Opener, worker: User, case: AccidentCasePage, *, before: str = "") -> tuple[Screen, Page]:
    phone = enter(screen(PHONE), phone_of(worker))
    if before:
        phone.page.add_init_script(before)
    return phone, phone.open(case.url)


def test_what_he_says_is_kept_at_once_or_as_soon_as_there_is_a_signal(
    screen: Opener, county: County, worker: User, case: AccidentCasePage
) -> None:
    phone, page = reading(screen, worker, case)
    first, second = page.locator(".here fieldset").all()

    first.get_by_label("说不准").tap()
    expect(first.get_by_text("已记下")).to_be_visible()
    phone.context.set_offline(True)
    second.get_by_label("不知道").tap()
    expect(second.get_by_text("还没记下")).to_be_visible()
    expect(page.get_by_role("button", name="记下我的回答")).to_be_visible()
    assert HereAnswer.objects.count() == 1
    phone.context.set_offline(False)
    expect(second.get_by_text("已记下")).to_be_visible()

    assert list(HereAnswer.objects.order_by("pk").values_list("answer", flat=True)) == ["unsure", "no"]
    desk = enter(screen(DESK), desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))).open(case.url)
    desk.get_by_role("link", name="看大家怎么回答").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("2 条回答要去查一查")
    expect(desk.get_by_role("row", name="郭建国").first).to_be_visible()


def test_the_button_below_leads_to_the_questions_and_steps_aside(
    screen: Opener, worker: User, case: AccidentCasePage
) -> None:
    _phone, page = reading(screen, worker, case)
    below = page.locator(".dock .btn")
    expect(below).to_have_text("最后有 1 道题")

    below.tap()

    expect(page.get_by_role("heading", name="记住了吗？")).to_be_in_viewport()
    expect(below).to_be_hidden()


def test_the_page_is_read_aloud_in_its_order_until_it_is_stopped(
    screen: Opener, worker: User, case: AccidentCasePage
) -> None:
    _phone, page = reading(screen, worker, case, before=VOICE)

    page.get_by_role("button", name="听").tap()

    said = page.evaluate("window.said")
    assert said[0] == case.title
    places = [
        next(n for n, text in enumerate(said) if part in text)
        for part in (case.summary, "矿柱不能动", "附近有没有积水")
    ]
    assert places == sorted(places)
    assert not any("大字" in text or "记下我的回答" in text for text in said)
    page.get_by_role("button", name="停").tap()
    assert page.evaluate("window.stopped")
    expect(page.get_by_role("button", name="听")).to_have_attribute("aria-pressed", "false")


def test_a_phone_without_speech_offers_none(screen: Opener, worker: User, case: AccidentCasePage) -> None:
    _phone, page = reading(screen, worker, case, before=NO_VOICE)
    expect(page.locator(".dock .btn")).to_be_visible()
    expect(page.locator("[data-speak]")).to_be_hidden()


def test_a_phone_that_can_speak_and_has_no_voice_says_so(screen: Opener, worker: User, case: AccidentCasePage) -> None:
    _phone, page = reading(screen, worker, case, before=MUTE)
    button = page.locator("[data-speak]")
    button.tap()
    expect(button).to_have_text("手机没有朗读声音")
    expect(button).to_be_disabled()


def test_a_case_weighs_little_before_its_pictures(screen: Opener, worker: User, case: AccidentCasePage) -> None:
    phone = enter(screen(PHONE), phone_of(worker))
    answers: list[Response] = []

    def note(answer: Response) -> None:  # playwright takes no method of a built-in list
        answers.append(answer)

    phone.page.on("response", note)
    phone.open(case.url)
    phone.page.wait_for_load_state("networkidle")

    assert all(answer.url.startswith(phone.base) for answer in answers)
    html, *parts = [answer.body() for answer in answers if "image" not in answer.headers.get("content-type", "")]
    assert len(html) + sum(len(gzip.compress(part)) for part in parts) <= MOST_BYTES
