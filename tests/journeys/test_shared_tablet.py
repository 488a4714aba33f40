"""A shared tablet: after a sitting nothing of it stays, but for answers that wait for a signal, and those go up."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from exams.answer_files.format import read_answer_file
from exams.models import AnswerEvent, Attempt, EventKind, Exam
from exams.services.kiosks import allow_kiosk
from organizations.models import Role
from tests.factories.organizations import PIN, County, MembershipFactory, UserFactory, small_county, staff
from tests.factories.sittings import an_exam
from tests.journeys.conftest import PHONE, Opener, Screen
from tests.journeys.handset import choose, to_be

pytestmark = pytest.mark.django_db(transaction=True)

LEFT = """async () => {
  const opening = indexedDB.open("jingzhong");
  const db = await new Promise((resolve) => { opening.onsuccess = () => resolve(opening.result); });
  const names = [...db.objectStoreNames];
  const count = (name) => new Promise((resolve) => {
    const asked = db.transaction(name).objectStore(name).count();
    asked.onsuccess = () => resolve(asked.result);
  });
  const rows = await Promise.all(names.map(count));
  db.close();
  return [...rows, (await caches.keys()).length].join(" ");
}"""
NO_WORKER = "delete Navigator.prototype.serviceWorker;"
NOTHING = "0 0 0"  # events, sittings, kept pages


@pytest.fixture
def county() -> County:
    return small_county()


@pytest.fixture
def exam(county: County) -> Exam:
    MembershipFactory(unit=county.team, user=UserFactory(name="安贵生", pin=PIN), employee_no="0217")
    return an_exam(county.enterprise)


@pytest.fixture
def tablet(screen: Opener, county: County, exam: Exam) -> Screen:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    _kiosk, code = allow_kiosk(exam=exam, unit=county.enterprise, name="班组活动室", hours=2, by=officer)
    one = screen(PHONE)
    one.open(f"/kiosk/?code={code}").locator("main form [type=submit]").tap()
    return one


def come_in(page: Page, number: str = "0217") -> None:
    """Show who one is and type the PIN."""
    page.locator("#who").fill(number)
    page.locator("[data-kiosk-who] [type=submit]").tap()
    for digit in PIN:
        page.locator(f'[data-key="{digit}"]').tap()
    page.locator(".keys [type=submit]").tap()


def sit(page: Page, number: str = "0217") -> None:
    """Come in and go to the first question."""
    come_in(page, number)
    page.locator("form.dock [type=submit]").tap()
    to_be(page, "saved")


def to_be_stored(page: Page) -> None:
    """Wait until the answer waits for a signal, and would survive the page."""
    to_be(page, "queued")
    page.wait_for_function(f"({LEFT})().then((left) => !left.startsWith('0 '))")


def test_answers_that_waited_for_a_signal_go_up_from_the_start_page_and_nothing_stays(tablet: Screen) -> None:
    tablet.context.add_init_script(NO_WORKER)  # which would be faster
    page = tablet.page
    sit(page)
    choose(page, 1, 1)
    to_be(page, "saved")
    tablet.context.set_offline(True)
    choose(page, 2, 1)
    to_be_stored(page)
    page.close()
    tablet.context.set_offline(False)

    page = tablet.context.new_page()
    with page.expect_response("**/events/"):
        page.goto(f"{tablet.base}/kiosk/")
    page.wait_for_function(f"({LEFT})().then((left) => left === '{NOTHING}')")

    assert AnswerEvent.objects.filter(kind="answer").count() == 2
    assert not [cookie for cookie in tablet.context.cookies() if cookie.get("name") == "sessionid"]


def test_answers_that_came_too_late_stay_for_the_file_of_who_gave_them_and_nobody_else_sees_them(
    tablet: Screen, county: County, exam: Exam
) -> None:
    MembershipFactory(unit=county.team, user=UserFactory(pin=PIN), employee_no="0218")
    Exam.objects.update(grace_seconds=0)
    tablet.context.add_init_script(NO_WORKER)
    page = tablet.page
    sit(page)
    tablet.context.set_offline(True)
    choose(page, 1, 1)
    to_be_stored(page)
    page.close()
    Attempt.objects.filter(worker__name="安贵生").update(deadline=timezone.now())
    tablet.context.set_offline(False)

    page = tablet.context.new_page()
    with page.expect_response("**/events/"):
        page.goto(f"{tablet.base}/kiosk/")
    expect(page.locator("[data-late]")).to_be_visible()
    sit(page, "0218")
    expect(page.locator("[data-why=late]")).to_be_hidden()
    page.goto(f"{tablet.base}/kiosk/")
    come_in(page)
    expect(page.locator("[data-why=late]")).to_be_visible()
    with page.expect_download() as saved:
        page.locator("[data-save-file]").tap()

    sheet = read_answer_file(Path(saved.value.path()).read_bytes())
    assert [filed.event.kind for filed in sheet.events] == [EventKind.ANSWER]


def test_after_the_hand_in_the_tablet_goes_back_to_its_start_by_itself(tablet: Screen) -> None:
    page = tablet.page
    page.clock.install()
    sit(page)
    page.wait_for_selector("html[data-kept]", state="attached")
    choose(page, 1, 1)
    page.goto(f"{page.url.split('#')[0]}#look")
    page.locator("[data-hand-in]").tap()
    to_be(page, "done")
    expect(page.locator("[data-closing] a[href='/kiosk/']")).to_be_visible()
    expect(page.locator("[data-closing] a[href='/']")).to_have_count(0)

    page.clock.fast_forward(61_000)

    expect(page.locator("[data-kiosk-who]")).to_be_visible()
    page.wait_for_function(f"({LEFT})().then((left) => left === '{NOTHING}')")
