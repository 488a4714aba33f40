"""The desk's menu with a mouse, a finger and a keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from organizations.models import Role
from tests.factories.organizations import County, desk_of, staff
from tests.journeys.conftest import DESK, PHONE, Opener
from tests.journeys.test_every_screen import enter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("kind", [DESK, PHONE], ids=["desk", "phone"])
def test_an_open_list_closes_by_a_tap_elsewhere_and_by_escape(
    screen: Opener, county: County, kind: dict[str, Any]
) -> None:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    page = enter(screen(kind), desk_of(officer)).open("/desk/")
    group = page.locator(".nav details").first
    places = group.locator(".nav-list")

    group.locator("summary").click()
    expect(places).to_be_visible()
    page.locator("h1").click(position={"x": 1, "y": 1}, force=True)
    expect(places).to_be_hidden()

    group.locator("summary").click()
    places.get_by_role("link").first.focus()
    page.keyboard.press("Escape")
    expect(places).to_be_hidden()
    expect(group.locator("summary")).to_be_focused()
