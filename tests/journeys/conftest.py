"""A real browser: a worker's phone, an officer's desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from exams.models import Attempt
from exams.services.sittings import start_attempt
from tests.factories.organizations import TeamFactory
from tests.factories.sittings import a_worker, an_exam
from tests.get_browser import installed
from tests.journeys.mast import Mast
from tests.journeys.traffic import Traffic

PHONE = {"viewport": {"width": 360, "height": 640}, "is_mobile": True, "has_touch": True, "locale": "zh-CN"}
DESK = {"viewport": {"width": 1366, "height": 768}, "locale": "zh-CN"}
PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not installed():
        skip = pytest.mark.skip(reason="no Chromium on this machine and none to be had: see tests/get_browser.py")
        for item in items:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": installed(), "args": list(QUIET)}


@pytest.fixture(autouse=True)
def _unhurried(transactional_db: None) -> Iterator[None]:
    """The database is emptied when the server is done, and not while it answers a browser that has gone."""
    with Traffic() as traffic:
        yield
        traffic.wait_for_the_last()


class Screen:
    """One person's browser at one size, and what its console complained of."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.context, self.base = context, base
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.base}{path}")
        return self.page


Opener = Callable[..., Screen]


@pytest.fixture
def screen(browser: Browser, live_server: LiveServer) -> Iterator[Opener]:
    """Return a function that opens somebody's browser; every one of them is closed, and must not have complained."""
    opened: list[Screen] = []

    def opener(kind: dict[str, Any] = PHONE, *, base: str = "", **more: Any) -> Screen:
        one = Screen(browser.new_context(**kind, **more), base or live_server.url)
        opened.append(one)
        return one

    yield opener
    for one in opened:
        one.context.close()
        assert one.complaints == []


@pytest.fixture
def mast(live_server: LiveServer) -> Iterator[Mast]:
    """The mast between the phone and the server, whose signal can be cut."""
    one = Mast(live_server.thread.host, live_server.thread.port)
    yield one
    one.fell()


@pytest.fixture
def attempt() -> Attempt:
    """A sitting of an hour, under way."""
    worker = a_worker(TeamFactory())
    return start_attempt(exam=an_exam(worker.memberships.get().enterprise), worker=worker)
