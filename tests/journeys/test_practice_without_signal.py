"""Practising where the signal comes and goes: no answer is lost, and no page of the browser's own comes up."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from exams.models import MockExam, PracticeAnswer
from organizations.models import User
from tests.factories.exams import QuestionFactory
from tests.factories.organizations import County, phone_of, worker_of
from tests.factories.sittings import an_exam
from tests.journeys.conftest import PHONE, Opener
from tests.journeys.test_every_screen import enter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker(county: County) -> User:
    QuestionFactory(bank__owner=county.enterprise, stem="闻到焦糊味，先做什么？")
    an_exam(county.enterprise, minutes=30)
    return worker_of(county.team, name="郭建国")


def test_a_mock_exam_outlives_a_reload_and_is_handed_in_once_the_signal_is_back(screen: Opener, worker: User) -> None:
    phone = enter(screen(PHONE), phone_of(worker))
    page = phone.open("/practice/")
    page.locator("form[action='/practice/mock/'] [type=submit]").tap()
    expect(page.locator(".clock time")).to_contain_text("29:")
    for number in (1, 3):
        page.locator(f"#q{number} .choice").first.tap()
    expect(page.locator("[data-counter]")).to_contain_text("2")

    page.reload()
    expect(page.locator("#q3 .choice input").first).to_be_checked()
    page.locator(".dock [type=submit]").tap()
    expect(page.locator("#look [data-blank]")).to_contain_text("3")
    page.locator("#look .cell").nth(1).tap()
    page.locator("#q2 .choice").first.tap()

    phone.context.set_offline(True)
    page.locator(".dock [type=submit]").tap()
    page.locator("#look [name=sure]").tap()
    expect(page.locator("[data-waits]")).to_be_visible()
    phone.context.set_offline(False)

    expect(page.locator(".score")).to_be_visible()
    assert [bool(answer) for answer in MockExam.objects.get().chosen or ()] == [True, True, True, False, False]


def test_an_answer_given_without_a_signal_is_kept_over_a_reload_and_sent_when_it_is_back(
    screen: Opener, worker: User
) -> None:
    phone = enter(screen(PHONE), phone_of(worker))
    page = phone.open("/practice/")
    page.locator('.task[data-state="now"]').tap()
    expect(page.locator(".question")).to_be_visible()
    page.wait_for_load_state("networkidle")
    there = page.url

    phone.context.set_offline(True)
    page.locator(".choice").first.tap()
    page.locator(".dock [type=submit]").tap()
    expect(page.locator("[data-waits]")).to_be_visible()
    assert page.url == there
    assert not PracticeAnswer.objects.exists()
    page.locator("[data-again]").tap()
    expect(page.locator("[data-waits]")).to_be_visible()

    page.close()
    phone.context.set_offline(False)
    phone.page = phone.context.new_page()
    page = phone.page
    page.goto(there)
    expect(page.locator(".answer")).to_be_visible()
    assert PracticeAnswer.objects.filter(worker=worker).count() == 1
