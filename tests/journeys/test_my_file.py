"""A worker finds his file on his phone and keeps it; his officer prints the same for the inspector."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from organizations.filing.personal import personal_file
from organizations.models import Role
from tests.factories.organizations import County, desk_of, phone_of, staff, worker_of
from tests.factories.sittings import an_exam, sit
from tests.journeys.conftest import DESK, Opener
from tests.journeys.test_every_screen import TOO_WIDE, enter
from tests.pdf_text import pages_as_seen, text_of_pages

pytestmark = pytest.mark.django_db(transaction=True)


def kept(page: Page, link: str) -> list[str]:
    """Follow the link to a PDF, open it as pages, each of them A4 with ink on it, and return their text."""
    with page.expect_download() as fetched:
        page.get_by_role("link", name=link).click()
    pdf = Path(fetched.value.path()).read_bytes()
    for seen in pages_as_seen(pdf):
        assert (seen.width, seen.height) == (298, 421)
        shades = seen.convert("L").histogram()
        assert sum(shades[:100]) > 100
        assert sum(shades[200:]) > 10_000
    return text_of_pages(pdf)


def test_the_same_file_on_the_phone_at_the_desk_and_on_paper(screen: Opener, county: County) -> None:
    worker = worker_of(county.team, name="安贵生")
    attempt = sit(an_exam(county.enterprise), worker, right=4)
    digest = personal_file(worker).digest

    phone = enter(screen(), phone_of(worker)).open("/me/")
    phone.get_by_role("link", name="我的档案").tap()
    expect(phone.get_by_role("heading", name="任职经历")).to_be_visible()
    expect(phone.get_by_text(attempt.receipt or "")).to_be_visible()
    assert phone.evaluate(TOO_WIDE) == 0
    on_his_paper = kept(phone, "存成 PDF")

    desk = enter(screen(DESK), desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))).open("/desk/people/")
    desk.get_by_role("link", name="安贵生").click()
    expect(desk.get_by_text(digest)).to_be_visible()
    on_the_inspectors_paper = kept(desk, "导出 PDF 备查")

    for pages in (on_his_paper, on_the_inspectors_paper):
        assert all(digest in page for page in pages)
        assert attempt.exam.title in "".join(pages)
