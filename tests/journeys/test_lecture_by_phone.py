"""An enterprise's head writes a lecture on his phone and publishes it; next door the editor stays shut for him."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Request, expect

from courses.models import LecturePage
from courses.rights.sections import make_section
from organizations.models import Role, Unit, User
from organizations.services.grants import grant_role
from organizations.services.units import create_enterprise
from tests.factories.organizations import PASSWORD, TownFactory, UserFactory
from tests.journeys.conftest import PHONE, Opener
from tests.journeys.steps import sign_in_at_the_desk

pytestmark = pytest.mark.django_db(transaction=True)
SIDEWAYS = "() => [...document.querySelectorAll('*')].filter(e => e.scrollLeft > 0).map(e => e.className)"


def an_enterprise(name: str, code: str) -> Unit:
    return create_enterprise(parent=TownFactory(), name=name, code=code, industry="underground_mine", by=None)


@pytest.fixture
def mine() -> Unit:
    return an_enterprise("石岭沟铁矿", "SLG")


@pytest.fixture
def head(mine: Unit) -> User:
    user: User = UserFactory(password=PASSWORD)
    grant_role(user=user, role=Role.ENTERPRISE_HEAD, unit=mine, by=None)
    return user


def test_a_head_writes_and_publishes_a_lecture_on_his_phone(screen: Opener, mine: Unit, head: User) -> None:
    page = sign_in_at_the_desk(screen(PHONE), head.username)
    page.get_by_role("link", name="后台").tap()
    page.get_by_role("link", name="写一堂课").tap()

    published: list[Request] = []
    page.on("request", lambda request: _note(published, request))
    _write(page)
    page.locator("[name=speaker]").press("Enter")  # a phone's keyboard has one that says 前往
    _publish(page)

    assert len(published) == 1
    lecture = LecturePage.objects.live().get()
    assert lecture.get_parent().specific.unit == mine
    page.goto(page.url.split("/admin")[0] + "/lectures/")
    page.get_by_role("link", name=re.compile("三月第一课")).tap()
    expect(page.get_by_text("水从哪来？先看沟。")).to_be_visible()


def test_the_section_of_a_neighbour_stays_shut(screen: Opener, mine: Unit, head: User) -> None:
    section = make_section(an_enterprise("青崖铁矿", "QYT"))
    page = sign_in_at_the_desk(screen(PHONE), head.username)
    base = page.url.split("/desk")[0]

    for address in (f"add/courses/lecturepage/{section.pk}/", f"{section.pk}/edit/"):
        page.goto(f"{base}/admin/pages/{address}")
        expect(page).to_have_url(re.compile(r"/admin/$"))
        expect(page.locator("[name=title]")).to_have_count(0)
    assert not LecturePage.objects.exists()


def _note(published: list[Request], request: Request) -> None:
    if b"action-publish" in (request.post_data_buffer or b""):
        published.append(request)


def _write(page: Page) -> None:
    page.locator("[name=title]").fill("三月第一课")
    page.locator("[name=speaker]").fill("主要负责人")
    page.locator("[name=summary]").fill("三件事：水从哪来，谁叫停，往哪撤。")
    body = page.locator("[data-contentpath=body]").first
    body.locator("button.c-sf-add-button").first.tap()
    page.get_by_role("option", name="一节文字").tap()
    page.locator("[name=body-0-value-heading]").fill("先说那一天")
    text = page.locator("[data-contentpath=text] [contenteditable=true]").first
    text.tap()
    expect(text).to_be_focused()
    text.press_sequentially("水从哪来？先看沟。")
    expect(page.locator("[name=body-0-value-text]")).to_have_value(
        re.compile("先看沟")
    )  # the editor has handed it over
    assert page.evaluate(SIDEWAYS) == []


def _publish(page: Page) -> None:
    """What publishes stands below all the time, whole and large enough for a thumb."""
    publish = page.locator("footer [name=action-publish]")
    expect(publish).to_be_in_viewport(ratio=1)
    for button in (publish, page.locator("footer [data-w-dropdown-target=toggle]")):
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
    publish.tap()
    expect(page.locator(".messages .success")).to_be_visible()
