"""From final places to the certificate in the winner's hand, and to the stranger who checks it."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from leaderboard.awards.said import award_facts, signed_award
from leaderboard.models import RewardLine
from tests.journeys.conftest import Screen
from tests.pdf_text import text_of_pages


def draw_up(office: Page, *, title: str) -> None:
    """From the page of the competition: begin its list, and give the places the usual prizes."""
    office.get_by_role("link", name="给这次比武拟奖励名单").click()
    office.get_by_label("标题").fill(title)
    office.get_by_role("button", name="保存，下一步").click()
    expect(office.get_by_role("heading", name=title)).to_be_visible()
    office.get_by_role("button", name="按名次定奖").click()


def add_by_hand(office: Page, *, number: str, prize: str, reason: str, yuan: str) -> None:
    """Put somebody on the list who has no prize by his place."""
    form = office.locator("#add")
    if not form.locator("form").is_visible():
        form.locator("summary").click()
    form.get_by_label("工号").fill(number)
    form.get_by_label("奖项").fill(prize)
    form.get_by_label("获奖理由").fill(reason)
    form.get_by_label("金额（元）").fill(yuan)
    form.get_by_role("button", name="加入名单").click()
    expect(line_of(office, reason)).to_contain_text(prize)


def line_of(office: Page, words: str) -> Locator:
    """Return the award in which these words stand."""
    return office.locator("tbody tr", has_text=words)


def hand_in(office: Page) -> None:
    """Who drew it up hands it in, and can't approve it himself."""
    office.get_by_role("button", name="提交审核").click()
    expect(office.get_by_text("等另一个人批准")).to_be_visible()
    expect(office.get_by_role("button", name="批准")).to_have_count(0)


def approve(desk: Screen, *, title: str) -> Page:
    """Another person finds it waiting, and approves it."""
    page = desk.open("/desk/rewards/")
    expect(page.get_by_text("等你批准")).to_be_visible()
    page.get_by_role("link", name=title).click()
    page.get_by_role("button", name="批准", exact=True).click()
    expect(page.get_by_role("link", name="荣誉证书（PDF）")).to_be_visible()
    return page


def give_out(office: Page) -> None:
    office.reload()
    office.get_by_role("button", name="已发放").click()
    expect(office.get_by_role("button", name="已发放")).to_have_count(0)


def prints_are_there(page: Page, *, names: tuple[str, ...]) -> None:
    """A certificate for each, a poster to print with all of them, and its picture for a chat group."""
    certificates = _words_of(page, "荣誉证书（PDF）")
    assert [name in certificate for name, certificate in zip(names, certificates, strict=True)] == [True] * len(names)
    poster = "".join(_words_of(page, "打印海报（A3）"))
    assert all(name in poster for name in names)
    picture = page.locator(".posters img").first
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", 1080)


def _words_of(page: Page, link: str) -> list[str]:
    """Return the words on each page of the PDF behind the link."""
    answer = page.request.get(_address(page, link))
    assert answer.headers["content-type"] == "application/pdf"
    return [text.replace(" ", "") for text in text_of_pages(answer.body())]


def _address(page: Page, link: str) -> str:
    path = page.get_by_role("link", name=link).get_attribute("href")
    return f"{re.split('/(?:desk|honours)', page.url)[0]}{path}"


def own_number(phone: Screen, *, prize: str, reason: str) -> str:
    """Read one's honour on one's own phone; return the number of the certificate."""
    page = phone.open("/honours/mine/")
    honour = page.get_by_role("article").filter(has_text=prize)
    expect(honour).to_contain_text(reason)
    picture = page.request.get(_address(page, "存成图片"))
    assert picture.headers["content-type"] == "image/png"
    number: str = honour.locator("dd.nb").inner_text()
    return number


def is_genuine(stranger: Screen, number: str, *, prize: str) -> None:
    """Anybody types the number, or scans the code, and reads that it is genuine."""
    qr_code = signed_award(award_facts(RewardLine.objects.select_related("rewards__owner").get(number=number)))
    for said in (number, qr_code):
        page = stranger.open("/honours/")
        page.get_by_label("证书编号").fill(said)
        page.get_by_role("button", name="核对").tap()
        expect(page.get_by_role("heading", name="真实有效")).to_be_visible()
        expect(page.locator(".receipt")).to_contain_text(prize)
