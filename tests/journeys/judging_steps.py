"""What a judge does on his phone."""

from __future__ import annotations

import re
from uuid import UUID

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Screen


def open_sheet(phone: Screen, competition: UUID, name: str) -> Page:
    """Open the competition's list, and from there the first sheet of the competitor."""
    page = phone.open(f"/judging/{competition}/")
    page.locator("section", has_text=name).locator("[data-sheet-link]").first.tap()
    expect(page.locator("[data-mark-sheet]")).to_be_visible()
    return page


def fill(page: Page, points: tuple[str, ...], *, missed: bool = False) -> None:
    """Fill in the sheet that is open; it goes off where there is a signal."""
    for field, worth in zip(page.locator("[data-mark-sheet] input[type=number]").all(), points, strict=True):
        field.fill(worth)
    if missed:
        page.locator("[data-mark-sheet] input[type=checkbox]").check()
    page.get_by_role("button", name="提交评分表").tap()
    page.wait_for_url(re.compile(r"/judging/[0-9a-f-]+/$"))


def can_leave(page: Page) -> None:
    """Wait until the sheet can be filled in, and left, without a signal."""
    page.wait_for_selector("[data-mark-sheet][data-ready]", state="attached")
