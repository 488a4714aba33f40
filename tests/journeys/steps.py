"""What people do, step by step, as a journey tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
from django.utils import timezone
from playwright.sync_api import Page, expect

from exams.models import Exam
from tests.factories.organizations import PASSWORD
from tests.journeys.conftest import Screen


def sign_in_at_the_desk(screen: Screen, username: str) -> Page:
    page = screen.open("/sign-in/staff/")
    page.get_by_label("用户名或手机号").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="进入").click()
    expect(page).not_to_have_url(re.compile("sign-in"))
    return page


def by_menu(page: Page, name: str) -> None:
    """Open the heading of the desk's menu under which that place stands, and go there."""
    group = page.locator("nav details").filter(has_text=name)
    group.locator("summary").click()
    group.get_by_role("link", name=name).click()


def sign_in_on_the_phone(screen: Screen, *, code: str, number: str, pin: str) -> Page:
    page = screen.open(f"/sign-in/?e={code}")
    page.get_by_label("手机号或工号").fill(number)
    for digit in pin:
        page.locator(f'[data-key="{digit}"]').tap()
    page.locator(".keys [type=submit]").tap()
    expect(page).to_have_url(re.compile(r"/$"))
    return page


def table(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """Write an Excel file as people keep them."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def answer(page: Page, keys: dict[str, str], *, right: int) -> None:
    """Answer question after question, so many of them rightly. `keys` is stem → text of the right option."""
    questions = page.locator(".question")
    for number in range(questions.count()):
        question = page.locator(f"#q{number + 1}")
        expect(question).to_be_visible()
        text = question.locator("legend").inner_text()
        wanted = next(option for stem, option in keys.items() if stem in text)
        options = question.locator(".choice")
        rightly = options.filter(has_text=wanted)
        (rightly if number < right else options.filter(has_not_text=wanted).first).tap()
        if number + 1 < questions.count():
            page.locator("[data-next]").tap()


def make_a_bank(page: Page, *, name: str, slug: str) -> None:
    page.goto(f"{_base(page)}/admin/question-banks/new/")
    page.locator("[name=name]").fill(name)
    page.locator("[name=slug]").fill(slug)
    choose_only(page, "owner")
    page.locator("form [type=submit]").last.click()


def put_all_into_use(page: Page) -> None:
    """Review the questions: nothing is drawn before that."""
    page.goto(f"{_base(page)}/admin/questions/")
    page.locator("[data-bulk-action-select-all-checkbox]").first.check()
    page.get_by_role("link", name=re.compile("用")).filter(has_not_text="停").first.click()
    page.locator("form [type=submit]").last.click()


def choose_only(page: Page, name: str) -> None:
    """Choose the first real option of a list of choices, where there is a choice to make."""
    field = page.locator(f"select[name={name}]")
    if field.count():
        field.select_option(index=field.locator("option").count() - 1)


def open_an_exam(page: Page, *, category: str, count: int, points: int) -> None:
    """Make a paper of single choices and an exam that draws it, open from now on, and publish it."""
    base = _base(page)
    page.goto(f"{base}/admin/papers/new/")
    page.locator("[name=name]").fill("一份卷")
    choose_only(page, "owner")
    choose_only(page, "parts-0-bank")
    page.locator("[name=parts-0-kind]").select_option("single")
    page.locator("[name=parts-0-category]").select_option(category)
    page.locator("[name=parts-0-count]").fill(str(count))
    page.locator("[name=parts-0-points]").fill(str(points))
    page.locator("form [type=submit]").last.click()
    page.goto(f"{base}/admin/exams/new/")
    now = timezone.localtime()
    page.locator("[name=title]").fill("三月安全知识考试")
    choose_only(page, "owner")
    choose_only(page, "paper")
    audience = page.locator("select[name=audience]")
    if audience.count():
        audience.select_option(index=0)
    else:
        page.locator("[name=audience]").first.check()
    page.locator("[name=opens_at]").fill(_moment(now - timedelta(minutes=5)))
    page.locator("[name=closes_at]").fill(_moment(now + timedelta(hours=2)))
    page.locator("[name=closes_at]").press("Tab")  # its calendar lies over the button
    page.locator("[name=title]").click()
    expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(0)
    page.locator("[name=bonus_month]").select_option(f"{now:%Y-%m}-01")
    page.locator("form [type=submit]").last.click()
    page.goto(f"{base}/admin/exams/{Exam.objects.get().pk}/publish/")
    page.get_by_role("button", name="发布").last.click()
    expect(page.get_by_text(re.compile(f"{count} ?题")).first).to_be_visible()


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _base(page: Page) -> str:
    return re.split("/(?:admin|desk)", page.url)[0]
