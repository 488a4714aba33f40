"""What people do, step by step, as a journey tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.factories.organizations import PASSWORD
from tests.journeys.conftest import Screen


def sign_in_at_the_desk(screen: Screen, username: str) -> Page:
    page = screen.open("/sign-in/staff/")
    page.get_by_label("用户名或手机号").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="进入").click()
    expect(page).not_to_have_url(re.compile("sign-in"))
    return page


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
