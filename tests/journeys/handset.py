"""A phone that can be switched off: what its browser has stored is there when it is switched on again."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.test import Client
from playwright.sync_api import BrowserContext, BrowserType, Page, expect

from exams.models import Attempt
from tests.factories.organizations import phone_of
from tests.journeys.conftest import PATIENCE_MS, PHONE

A_DAY = 24 * 3600


@dataclass
class Handset:
    """One person's phone; `before` is a script that takes away what old web views do not have."""

    browser: BrowserType
    launch: dict[str, Any]
    folder: Path
    base: str
    before: str = ""
    context: BrowserContext | None = None
    complaints: list[str] = field(default_factory=list)

    def on(self) -> Page:
        self.context = self.browser.launch_persistent_context(self.folder, **{**self.launch, **PHONE})
        if self.before:
            self.context.add_init_script(self.before)
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def off(self) -> None:
        if self.context is not None:
            self.context.close()
        self.context = None

    def sign_in(self, client: Client) -> None:
        assert self.context is not None
        value = client.cookies["sessionid"].value
        until = time.time() + A_DAY
        self.context.add_cookies([{"name": "sessionid", "value": value, "url": self.base, "expires": until}])

    def sit(self, attempt: Attempt) -> Page:
        """Switch on, sign the worker in, open his paper, and wait until the phone could do without a signal."""
        page = self.on()
        self.sign_in(phone_of(attempt.worker))
        page.goto(f"{self.base}/attempts/{attempt.pk}/")
        to_be(page, "saved")
        return page


def choose(page: Page, number: int, option: int) -> None:
    """Turn to the question and tap an option, both counted from 1."""
    page.goto(f"{page.url.split('#')[0]}#q{number}")
    page.locator(f"#q{number} .choice").nth(option - 1).tap()


def chosen(page: Page) -> dict[str, str]:
    """Return what stands on the page: name of the question to key."""
    found = page.evaluate("[...document.querySelectorAll('.choice-input:checked')].map(i => [i.name, i.value])")
    return dict(found)


def to_be(page: Page, state: str) -> None:
    expect(page.locator("[data-exam]")).to_have_attribute("data-state", state, timeout=PATIENCE_MS)
