"""The screen's own addresses: a code, the picture, its feed, and that it is over within a minute."""

from __future__ import annotations

import gzip

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from leaderboard.models import ScreenDevice
from leaderboard.models.screens import CODE_GOOD_FOR
from leaderboard.screens.codes import spaced
from leaderboard.screens.sharing import forget_all
from leaderboard.screens.watching import COOKIE, PATH, key_of
from leaderboard.services.screens import MOST_WAITING, Shown, allow_screen, change_screen, switch_off
from organizations.models import Role, User
from tests.factories.organizations import County, staff, worker_of
from tests.factories.screens import a_waiting_screen, hung_up
from tests.factories.sittings import an_exam

pytestmark = pytest.mark.django_db
FEED = "/screen/feed/"


@pytest.fixture(autouse=True)
def _nothing_at_hand() -> None:
    forget_all()


@pytest.fixture
def boss(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise)


@pytest.fixture
def showing(county: County, boss: User, client: Client) -> ScreenDevice:
    """A screen in this browser that shows the attendance of an exam."""
    worker_of(county.team)
    shown = Shown(county.enterprise, "调度室", exam=an_exam(county.enterprise))
    return allow_screen(typed=hung_up(client).code, shown=shown, by=boss)


def test_a_browser_that_comes_gets_a_code_and_a_cookie_for_this_page_alone(client: Client) -> None:
    page = client.get("/screen/")

    device = ScreenDevice.objects.get()
    assert spaced(device.code) in page.content.decode()
    cookie = page.cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (PATH, True, "Lax")
    assert device.code not in cookie.value
    assert client.get(FEED).status_code == 202
    client.get("/screen/")
    assert ScreenDevice.objects.count() == 1


def test_a_code_that_ran_out_gives_way_to_another(client: Client) -> None:
    before = hung_up(client)

    with time_machine.travel(timezone.now() + CODE_GOOD_FOR):
        assert client.get(FEED).status_code == 403
        assert hung_up(client).code != before.code


@pytest.mark.parametrize("cookie", ["", "made up", "00000000-0000-4000-8000-000000000000:abc:def"])
def test_without_a_cookie_of_ours_there_is_no_feed(showing: ScreenDevice, cookie: str) -> None:
    stranger = Client()
    stranger.cookies[COOKIE] = cookie

    answer = stranger.get(FEED)

    assert (answer.status_code, answer.content) == (403, b"")


def test_too_many_waiting_screens_are_asked_to_come_later(client: Client) -> None:
    for _screen in range(MOST_WAITING):
        a_waiting_screen()

    assert client.get("/screen/").status_code == 429


def test_the_picture_comes_with_the_page_and_alone(county: County, showing: ScreenDevice, client: Client) -> None:
    page, alone = client.get("/screen/"), client.get(FEED)

    assert alone.content.decode() in page.content.decode()
    assert county.team.name in alone.content.decode()
    assert int(alone["X-Now"]) - int(alone["X-Made"]) >= 0
    assert "no-store" in alone["Cache-Control"]
    assert gzip.decompress(client.get(FEED, headers={"Accept-Encoding": "gzip"}).content) == alone.content


def test_what_the_screen_has_seen_is_not_sent_again(showing: ScreenDevice, client: Client) -> None:
    tag = client.get(FEED)["ETag"]

    again = client.get(FEED, headers={"If-None-Match": tag})

    assert (again.status_code, again.content, int(again["X-Made"]) > 0) == (304, b"", True)


def test_a_screen_that_asks_again_and_again_costs_no_query(
    showing: ScreenDevice, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(FEED)
    showing.refresh_from_db()

    with django_assert_num_queries(0):
        client.get(FEED)
    assert showing.seen_at is not None
    assert showing.is_heard


def test_a_screen_is_no_session_and_nobody(showing: ScreenDevice, client: Client) -> None:
    assert "sessionid" not in client.get(FEED).cookies
    assert client.get("/desk/screens/").status_code == 302


def test_a_screen_that_is_switched_off_shows_nothing_within_a_minute(
    county: County, boss: User, showing: ScreenDevice, client: Client
) -> None:
    assert client.get(FEED).status_code == 200
    switch_off(device=showing, by=boss)

    page = client.get("/screen/")
    cache.delete(key_of(showing.pk))  # what was kept at hand has run out: half a minute is over

    assert client.get(FEED).status_code == 410
    assert page.status_code == 410
    assert county.team.name not in page.content.decode()


def test_switching_off_is_known_to_the_feed_at_once(
    boss: User, showing: ScreenDevice, client: Client, django_capture_on_commit_callbacks: object
) -> None:
    client.get(FEED)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        switch_off(device=showing, by=boss)

    assert client.get(FEED).status_code == 410


def test_a_change_is_seen_without_a_new_code(
    county: County, boss: User, showing: ScreenDevice, client: Client, django_capture_on_commit_callbacks: object
) -> None:
    client.get(FEED)
    other = Shown(county.bureau, "调度室", exam=showing.exam)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        change_screen(device=showing, shown=other, by=boss)

    assert county.town.name.removesuffix("应急管理中心") in client.get(FEED).content.decode()


def test_a_browser_that_was_switched_off_asks_for_a_new_code(boss: User, showing: ScreenDevice, client: Client) -> None:
    switch_off(device=showing, by=boss)

    client.post("/screen/again/")

    assert hung_up(client).pk != showing.pk
