"""A worker practises on his phone: right and wrong at once, the wrong one comes back, a doubt is answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from exams.models import QuestionDoubt, WrongQuestion
from exams.services.doubts import answer_doubt
from exams.services.wrong_questions import note_answers
from organizations.models import Role, User
from tests.factories.exams import QuestionFactory
from tests.factories.organizations import County, phone_of, staff, worker_of
from tests.journeys.conftest import PHONE, Opener, Screen
from tests.journeys.test_every_screen import enter, faults

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker(county: County) -> User:
    worker = worker_of(county.team, name="郭建国")
    stems = ("井下淋水突然变大，先做什么？", "进有限空间之前，先做什么？", "闻到焦糊味，先做什么？")
    questions = [QuestionFactory(bank__owner=county.enterprise, stem=stem) for stem in stems]
    note_answers(worker=worker.pk, results={questions[0].pk: False}, day=timezone.localdate() - timedelta(days=1))
    return worker


def choose(page: Page, key: str) -> None:
    page.locator(".choice").filter(has=page.locator(f'input[value="{key}"]')).tap()
    page.locator(".dock [type=submit]").tap()


@pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without"])
def test_ten_of_the_day_from_the_start_page_to_the_last(screen: Opener, worker: User, scripted: bool) -> None:
    phone = enter(screen(PHONE, java_script_enabled=scripted), phone_of(worker))
    page = phone.open("/")
    page.locator('.task[href="/practice/"]').tap()
    page.locator('.task[data-state="now"]').tap()
    expect(page.locator("legend")).to_contain_text("井下淋水突然变大")

    page.locator(".dock [type=submit]").tap()
    expect(page.get_by_role("alert")).to_be_visible()
    choose(page, "A")
    expect(page.locator('h1[data-tone="ok"]')).to_be_visible()
    page.locator(".dock .btn").tap()
    choose(page, "B")
    expect(page.locator('h1[data-tone="bad"]')).to_be_visible()
    expect(page.locator(".why")).to_be_visible()
    page.locator(".dock .btn").tap()
    choose(page, "A")
    expect(page.locator('h1[data-tone="ok"]')).to_be_visible()
    page.locator(".dock .btn").tap()

    expect(page).to_have_url(f"{phone.base}/practice/")
    expect(page.locator('.note[data-tone="ok"]')).to_be_visible()
    book = {row.right_in_a_row for row in WrongQuestion.objects.filter(worker=worker)}
    assert book == {0, 1}


def test_a_doubt_goes_out_from_the_answer_and_its_answer_is_found_again(
    screen: Opener, county: County, worker: User
) -> None:
    phone = enter(screen(PHONE), phone_of(worker))
    page = phone.open("/practice/")
    page.locator('.task[data-state="now"]').tap()
    choose(page, "C")
    page.locator('a[href^="/practice/doubts/"]').tap()
    page.locator("textarea").fill("C 也是对的，我们矿就这么规定。")
    page.locator(".dock [type=submit]").tap()
    expect(page.get_by_text("C 也是对的")).to_be_visible()
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    answer_doubt(doubt=QuestionDoubt.objects.get(), answer="已按矿上的规定改了。", by=officer)

    phone.open("/practice/")
    page.locator('.task[href="/practice/doubts/"]').tap()
    expect(page.get_by_text("已按矿上的规定改了。")).to_be_visible()


def test_every_page_of_it_fits_a_phone(screen: Opener, worker: User) -> None:
    phone = enter(screen(PHONE), phone_of(worker))
    paths = ["/practice/", "/practice/wrong/", "/practice/doubts/", _wrong(worker)]
    wrong = [fault for path in paths for fault in faults(phone, path, thumb=True)]
    wrong += _along_the_way(phone)

    assert not wrong, "\n".join(wrong)


def _wrong(worker: User) -> str:
    return reverse("exams:wrong_question", args=[WrongQuestion.objects.get(worker=worker).pk])


def _along_the_way(phone: Screen) -> list[str]:
    """Return what is wrong with a question, its answer, the doubt about it, a mock exam and its result."""
    page = phone.open("/practice/")
    page.locator('.task[data-state="now"]').tap()
    expect(page.locator(".question")).to_be_visible()
    wrong = faults(phone, _path(phone), thumb=True)
    choose(page, "B")
    expect(page.locator(".answer")).to_be_visible()
    wrong += faults(phone, _path(phone), thumb=True)
    page.locator('a[href^="/practice/doubts/"]').tap()
    expect(page.locator("textarea")).to_be_visible()
    wrong += faults(phone, _path(phone), thumb=True)
    phone.open("/practice/")
    page.locator("form[action='/practice/mock/'] [type=submit]").tap()
    expect(page.locator(".question").first).to_be_visible()
    wrong += faults(phone, _path(phone), thumb=True)
    page.locator(".dock [type=submit]").tap()
    expect(page.locator("#look")).to_be_visible()
    page.locator("#look [name=sure]").tap()
    expect(page.locator(".score")).to_be_visible()
    return wrong + faults(phone, _path(phone), thumb=True)


def _path(phone: Screen) -> str:
    return phone.page.url.removeprefix(phone.base)
