"""A receipt, checked by a page without a network; and answers that left a phone without a signal in a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from exams.answer_files.format import read_answer_file
from exams.models import AnswerEvent, Attempt, EventKind, Exam
from exams.receipts.facts import facts_of
from exams.receipts.signed import signed_text
from exams.services.sittings import start_attempt, sweep
from organizations.models import Role, User
from tests.factories.organizations import County, desk_of, phone_of, small_county, staff, worker_of
from tests.factories.sittings import an_exam, sit
from tests.journeys.conftest import DESK, PHONE, Opener
from tests.journeys.test_every_screen import enter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county() -> County:
    return small_county()


@pytest.fixture
def worker(county: County) -> User:
    return worker_of(county.team, name="安贵生")


@pytest.fixture
def attempt(county: County, worker: User) -> Attempt:
    return sit(an_exam(county.enterprise), worker, right=4)


@pytest.fixture
def checker(screen: Opener, attempt: Attempt, tmp_path: Path) -> Page:
    """The checking page, fetched and opened from the disk with the network cut."""
    page = screen(PHONE).open("/receipts/")
    with page.expect_download() as fetched:
        page.locator('a[href$="checker.html"]').click()
    fetched.value.save_as(tmp_path / "checker.html")
    alone = screen(DESK, offline=True).page
    alone.goto((tmp_path / "checker.html").as_uri())
    return alone


def test_the_page_on_the_disk_knows_a_genuine_receipt_from_a_forged_one(checker: Page, attempt: Attempt) -> None:
    text = signed_text(facts_of(attempt))

    for said, tone in ((text, "ok"), (f"{text[:-9]}AAAAAAAAA", "bad"), ("nothing", "bad")):
        checker.locator("#text").fill(f"http://localhost/receipts/{attempt.receipt}/?r={said}")
        checker.locator("button").click()
        expect(checker.locator("#verdict")).to_have_attribute("data-tone", tone)
        expect(checker.locator("#rows tr")).to_have_count(5 if tone == "ok" else 0)


def test_the_checking_page_can_be_read_by_a_screen_reader(checker: Page) -> None:
    assert Axe().run(checker).response["violations"] == []


def test_answers_leave_a_phone_without_a_signal_in_a_file_and_are_entered(
    screen: Opener, county: County, worker: User, tmp_path: Path
) -> None:
    under_way = start_attempt(exam=an_exam(county.enterprise, minutes=2), worker=worker)
    phone = enter(screen(PHONE), phone_of(worker))
    with phone.page.expect_response("**/answer-file.js"):  # the script of the file comes when the page has settled
        page = phone.open(f"/attempts/{under_way.pk}/")
    phone.context.set_offline(True)
    page.locator(".question:not([hidden]) .choice").first.tap()
    page.goto(f"{page.url.split('#')[0]}#look")
    page.locator("[data-hand-in]").tap()
    button = page.locator("[data-save-file]")
    expect(button).to_be_visible()
    with page.expect_download() as saved:
        button.tap()
    saved.value.save_as(tmp_path / "answers.txt")
    assert page.locator("[data-answer-file] textarea").input_value() == (tmp_path / "answers.txt").read_text("ascii")
    before = AnswerEvent.objects.filter(attempt=under_way, kind="answer").count()

    desk = enter(screen(DESK), desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)))
    page = desk.open(f"/desk/exams/{under_way.exam_id}/answer-files/")
    page.locator("#files").set_input_files(tmp_path / "answers.txt")
    page.locator("form button").first.click()
    page.locator("[name=file]").check()
    page.locator("#reason").fill("井下没有信号")
    page.locator("form button").last.click()

    expect(page.locator("body")).to_contain_text("井下没有信号")
    assert before == 0
    assert AnswerEvent.objects.get(attempt=under_way, kind="answer").answer_file is not None


def test_what_came_too_late_is_offered_as_a_file_in_place_and_on_the_receipt(
    screen: Opener, county: County, worker: User
) -> None:
    exam = an_exam(county.enterprise)
    Exam.objects.filter(pk=exam.pk).update(grace_seconds=0)
    under_way = start_attempt(exam=exam, worker=worker)
    phone = enter(screen(PHONE), phone_of(worker))
    with phone.page.expect_response("**/answer-file.js"):
        page = phone.open(f"/attempts/{under_way.pk}/")
    phone.context.set_offline(True)
    page.locator(".question:not([hidden]) .choice").first.tap()
    expect(page.locator("[data-exam]")).to_have_attribute("data-state", "queued")
    Attempt.objects.filter(pk=under_way.pk).update(deadline=timezone.now())
    sweep()

    phone.context.set_offline(False)

    expect(page.locator("[data-exam]")).to_have_attribute("data-state", "done")
    expect(page.locator("[data-why=late]")).to_be_visible()
    page = phone.open(f"/attempts/{under_way.pk}/receipt/")
    expect(page.locator("[data-why=late]")).to_be_visible()
    with page.expect_download() as saved:
        page.locator("[data-save-file]").tap()
    sheet = read_answer_file(Path(saved.value.path()).read_bytes())
    assert [filed.event.kind for filed in sheet.events] == [EventKind.ANSWER]
