"""What a cold phone carries over the wire from the sign-in page to the first question, and how soon it can answer.

A fresh Chromium (Playwright) goes the way against gunicorn with the styles and scripts as production serves them.
Counted is what passes between the two, headers and all (benchmarks/wire.py): also what a service worker asks for.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.measuring import ROOT, Database
from benchmarks.server import serving
from benchmarks.wire import Wire
from tests.get_browser import installed

CODE, PIN = "BENCH", "246813"
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 640},
    "is_mobile": True,
    "has_touch": True,
    "locale": "zh-CN",
}
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
Network = dict[str, float]
# Bytes a second and milliseconds from request to answer. "Slow 3G" as measuring stations define it (WebPageTest), and
# as the browser's developer tools do, who wait five times as long to make up for how they throttle.
NETWORKS: dict[str, Network] = {
    "slow_3g": {"latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000},
    "slow_3g_of_devtools": {"latency": 2000, "downloadThroughput": 50_000, "uploadThroughput": 50_000},
}
SLOWER_CPU = 4


@contextmanager
def fresh_phone(browser: Browser, cookies: Sequence[Any] = ()) -> Iterator[Page]:
    context = browser.new_context(**PHONE)
    context.add_cookies(cookies)
    yield context.new_page()
    context.close()


def sign_in(page: Page, base: str, number: int) -> None:
    page.goto(f"{base}/sign-in/?e={CODE}")
    page.locator("[name=account]").fill(str(number))
    for digit in PIN:
        page.locator(f'[data-key="{digit}"]').tap()
    page.locator(".keys [type=submit]").tap()
    page.wait_for_url(f"{base}/")
    page.wait_for_load_state("networkidle")


def go_in(page: Page, base: str, exam: str) -> None:
    page.goto(f"{base}/exams/{exam}/", wait_until="networkidle")
    page.locator("form[data-start] button").tap()
    _until_it_can_be_answered(page)


def _until_it_can_be_answered(page: Page) -> None:
    page.wait_for_selector("[data-exam][data-state=saved], [data-exam][data-state=saving]")


def whole_path(browser: Browser, wire: Wire, exam: str, number: int) -> dict[str, object]:
    """From the sign-in page to the first question, each page looked at until it is quiet."""
    with fresh_phone(browser) as page:
        sign_in(page, wire.base, number)
        go_in(page, wire.base, exam)
        return {"path_bytes": wire.bytes, "path_requests": wire.requests, "path": wire.taken()}


def exam_page(browser: Browser, wire: Wire, exam: str, number: int) -> dict[str, object]:
    """The paper opened by a phone that has only its session: with the first save, and the worker that keeps a copy."""
    with fresh_phone(browser) as page:
        sign_in(page, wire.base, number)
        go_in(page, wire.base, exam)
        address, cookies = page.url, page.context.cookies()
    wire.taken()
    with fresh_phone(browser, cookies) as page:
        page.goto(address)
        page.wait_for_selector("html[data-kept]", state="attached")
        page.wait_for_selector("[data-exam][data-state=saved]")
        page.wait_for_load_state("networkidle")
        carried = {"exam_page_bytes": wire.bytes, "exam_page_requests": wire.requests, "exam_page": wire.taken()}
    times = {name: _seconds_until_answerable(browser, cookies, address, net) for name, net in NETWORKS.items()}
    return {**carried, "interactive_seconds": times}


def _seconds_until_answerable(browser: Browser, cookies: Sequence[Any], address: str, network: Network) -> float:
    with fresh_phone(browser, cookies) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", {"offline": False, **network})
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
        started = perf_counter()
        page.goto(address, wait_until="commit")
        _until_it_can_be_answered(page)
        return round(perf_counter() - started, 2)


def path_figures(database: Database, exam: str, numbers: tuple[int, int]) -> dict[str, object]:
    """Return the figures, with two workers who have not sat the exam."""
    with tempfile.TemporaryDirectory(prefix="jingzhong-static-") as folder:
        environment = {
            **database.environment,
            "DJANGO_SETTINGS_MODULE": "benchmarks.static_settings",
            "BENCH_STATIC": folder,
        }
        collect(environment)
        with serving(environment) as (port, _pid), Wire(port) as wire, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=installed(), args=list(QUIET))
            return {**whole_path(browser, wire, exam, numbers[0]), **exam_page(browser, wire, exam, numbers[1])}


def collect(environment: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
