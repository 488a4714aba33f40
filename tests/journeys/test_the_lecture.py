"""The teaching half: a case pushed to all, a film that can't be skipped, a hall half without signal, the make-up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.models import Anomaly, AnomalyKind, Assignment, Session, SignedInBy, Study
from courses.rights.sections import make_section
from courses.wall_code import wall_code
from organizations.models import Role, User
from tests.factories.courses import a_case, a_lecture
from tests.factories.films import a_film
from tests.factories.learning import an_assignment
from tests.factories.organizations import County, desk_of, phone_of, staff, worker_of
from tests.journeys.conftest import DESK, PHONE, Opener, Screen
from tests.journeys.mast import Mast

pytestmark = pytest.mark.django_db(transaction=True)
READING_SECONDS = 150  # half of the five minutes that a case takes
STEP_SECONDS = 10


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The server's clock, to be moved on together with the browser's."""
    with time_machine.travel(timezone.now(), tick=True) as traveller:
        yield traveller


def enter(screen: Screen, client: Client) -> Screen:
    screen.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": screen.base}])
    return screen


def test_a_case_is_pushed_to_all_read_on_a_phone_and_receipted(
    screen: Opener, county: County, clock: time_machine.Traveller
) -> None:
    case = a_case()
    worker, _neighbour = worker_of(county.team), worker_of(county.neighbour_team)
    bureau = enter(screen(DESK), desk_of(staff(Role.BUREAU_ADMIN, county.bureau)))
    page = bureau.open(case.url)
    page.get_by_role("link", name="布置学习").click()
    page.locator("[name=title]").fill("全县学透水案例")
    page.locator(f"[name=units][value='{county.bureau.pk}']").check()
    page.locator("[name=is_push]").check()
    page.get_by_role("button", name="布置下去").click()
    assert _receipt(page, county.enterprise.name) == [1, 0, 0, 0, 0]

    _read_the_case(enter(screen(), phone_of(worker)), clock)

    page.reload()
    assert _receipt(page, county.enterprise.name) == [1, 1, 1, 1, 1]
    assert _receipt(page, county.neighbour.name) == [1, 0, 0, 0, 0]


def _receipt(page: Page, enterprise: str) -> list[int]:
    """Expected, delivered, opened, read, answered."""
    row = page.locator("[aria-labelledby=receipts] tr").filter(has_text=enterprise)
    return [int(number) for number in row.locator("td").all_inner_texts()]


def _read_the_case(phone: Screen, clock: time_machine.Traveller) -> None:
    """Both clocks, the phone's and the server's, are moved on until the time is up; a message may take a while."""
    phone.page.clock.install()
    page = phone.open("/")
    page.locator(".task").filter(has_text="读案例").tap()
    expect(page.locator("[data-study]")).to_be_visible()
    done, seconds = page.locator("[data-study-done]"), 0
    while not done.is_visible() and seconds < 2 * READING_SECONDS:
        clock.shift(timedelta(seconds=STEP_SECONDS))
        page.clock.run_for(STEP_SECONDS * 1000)
        seconds += STEP_SECONDS
    expect(done).to_be_visible()
    assert seconds >= READING_SECONDS


def test_a_film_goes_on_where_it_was_left_and_can_not_be_skipped_the_first_time(screen: Opener, county: County) -> None:
    film = a_film(seconds=14, collection=make_section(county.enterprise).collection)
    lecture = a_lecture(county.enterprise, title="矿长讲水", film=film, body=[])
    worker = worker_of(county.team)
    phone = enter(screen(), phone_of(worker))
    page = phone.open(lecture.url)
    _play_until(page, 4)

    page.evaluate("document.querySelector('video').currentTime = 13")

    expect(page.locator("[data-study-note]")).to_contain_text("不能快进")
    assert _moment(page) < 8
    _forge_the_end(page)
    page.goto(f"{phone.base}/")
    study = Study.objects.get(worker=worker)
    assert 3 <= study.reached < 9
    assert study.read_at is None

    page.goto(f"{phone.base}{lecture.url}")
    expect(page.get_by_text("从上次看到的地方接着放")).to_be_visible()
    _play_until(page, 1)
    assert _moment(page) >= study.position - 0.5

    left_at = _moment(page)
    page.reload()
    _play_until(page, 1)
    assert _moment(page) >= left_at - 1.5
    expect(page.locator("[data-study-done]")).to_be_visible(timeout=30_000)
    assert Study.objects.get(worker=worker).completed_at is not None


def _play_until(page: Page, second: int) -> None:
    page.evaluate(
        """async second => {
            const video = document.querySelector("video");
            await video.play();
            while (video.currentTime < second) await new Promise(done => setTimeout(done, 50));
        }""",
        second,
    )


def _moment(page: Page) -> float:
    return float(page.evaluate("document.querySelector('video').currentTime"))


def _forge_the_end(page: Page) -> None:
    """What a clever phone would say: that it has seen everything. The server's clock knows better."""
    answer = page.evaluate(
        """async () => {
            const { beatUrl, token } = document.querySelector("[data-study]").dataset;
            const body = JSON.stringify({ token, seconds: 14, from: 0, to: 14 });
            return (await fetch(beatUrl, { method: "POST", body })).json();
        }"""
    )
    assert not answer["read"]
    assert Anomaly.objects.filter(kind=AnomalyKind.SKIPPED).exists()


def test_a_hall_is_signed_in_to_by_code_and_by_a_list_without_signal_and_nobody_is_missing(
    screen: Opener, county: County, mast: Mast
) -> None:
    scanning, ticked = worker_of(county.team, name="郭建国"), worker_of(county.team, name="安贵生")
    task = an_assignment(county.enterprise)
    officer = enter(screen(DESK), desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)))
    page = officer.open(f"/desk/learning/{task.pk}/")
    expect(page.get_by_text("还有 2 人没学")).to_be_visible()

    session = _plan_the_make_up(page)
    _scan_the_wall(enter(screen(), phone_of(scanning)), session)
    leader = enter(screen(PHONE, base=mast.base), desk_of(staff(Role.TEAM_LEADER, county.team)))
    _tick_without_signal(leader, mast, session, ticked)
    page.goto(f"{officer.base}/desk/sessions/{session.pk}/")
    page.get_by_role("button", name="关闭签到").click()

    ways = set(session.attendances.values_list("worker", "how"))
    assert ways == {(scanning.pk, SignedInBy.QR), (ticked.pk, SignedInBy.LEADER)}
    page.goto(f"{officer.base}/desk/learning/{task.pk}/")
    expect(page.locator("[aria-labelledby=missing]")).to_contain_text("人人都学完了")


def _plan_the_make_up(page: Page) -> Session:
    page.get_by_role("link", name=re.compile("补课")).click()
    page.locator("[name=speaker]").fill("矿长")
    page.locator("[name=speaker_level]").select_option("enterprise")
    page.locator("[name=place]").fill("一号会议室")
    page.locator("[name=begins_at]").fill(f"{timezone.localtime() - timedelta(minutes=2):%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="安排好了").click()
    page.get_by_role("link", name="墙上的签到码").click()
    code = page.get_by_role("img", name="签到码")
    expect(code).to_be_visible()
    assert code.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    session = Session.objects.get()
    assert session.makes_up_for == Assignment.objects.get()
    return session


def _scan_the_wall(phone: Screen, session: Session) -> None:
    page = phone.open(f"/sessions/{session.pk}/{wall_code(session.secret, timezone.now())}/")
    page.get_by_role("button", name="我到了").tap()
    expect(page.get_by_text("签到")).to_be_visible()


def _tick_without_signal(phone: Screen, mast: Mast, session: Session, person: User) -> None:
    """The leader opened the list above ground; in the hall there is no signal, and his browser throws the page away."""
    page = phone.open(f"/desk/sessions/{session.pk}/ticks/")
    expect(page.locator("html[data-kept]")).to_be_attached()
    mast.cut()
    page.reload()
    page.locator(".choice").filter(has_text=person.name).tap()
    expect(page.locator("[data-ticks-note]")).to_contain_text("1 人等待上传")
    page.reload()
    expect(page.locator("[data-ticks-note]")).to_contain_text("1 人等待上传")
    assert not session.attendances.filter(worker=person).exists()

    mast.mend()

    expect(page.locator("[data-ticks-note]")).to_contain_text("都传上去了", timeout=20_000)
    assert session.attendances.filter(worker=person).exists()
