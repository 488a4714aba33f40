"""A big screen in a journey: it is hung, allowed, and time goes by on it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from playwright.sync_api import Locator, Page, expect

HALL = {"viewport": {"width": 1920, "height": 1080}, "locale": "zh-CN"}
MOST_LEAPS = 8
COMES_IN_MS = 60_000  # a screen asks every ten seconds, and its picture may be eight seconds old


def code_on(page: Page) -> str:
    """Return what stands on a screen that waits."""
    code: str = page.locator(".hall-code").inner_text()
    return code


def allow(office: Page, code: str, *, name: str, competition: str, has_exam: bool = False) -> None:
    """On the desk's page of screens: let the screen with this code show the competition."""
    office.locator("[name=code]").fill(code.lower())
    office.locator("[name=name]").fill(name)
    office.locator("[name=competition]").select_option(label=competition)
    if has_exam:
        office.locator("[name=exam]").select_option(index=1)
    office.locator("main form [type=submit]").last.click()
    expect(office.locator("tbody th")).to_contain_text(name)


def row_of(page: Page, number: int) -> Locator:
    """Return the row of the competitor with that start number."""
    return page.locator(f"[data-row='{number}']")


def comes_in(row: Locator, words: str) -> None:
    """Wait until it stands in the row by itself: nobody touches the screen."""
    expect(row).to_contain_text(words, timeout=COMES_IN_MS)


def leap_until(page: Page, so: Callable[[], None], *, seconds: int = 12) -> None:
    """Let time go by on a screen with a clock of its own, so many seconds at a time, until `so` asserts nothing wrong.

    One leap may bring nothing: what is being asked for just then is given up, and asked for again after the next.
    """
    for _leap in range(MOST_LEAPS):
        page.clock.fast_forward(seconds * 1000)
        with suppress(AssertionError):
            so()
            return
    so()
