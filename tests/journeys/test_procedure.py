"""A post's procedure from a Word file to the signature on the phone, and once more when it has changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from courses.models import Procedure
from exams.models import Question, QuestionState
from organizations.models import Post, User
from tests.courses.test_procedure_pictures import document
from tests.factories.exams import QuestionFactory
from tests.factories.organizations import County, PostFactory, desk_of, phone_of
from tests.factories.pictures import a_picture_file
from tests.factories.procedures import People, holder_of
from tests.journeys.conftest import DESK, Opener, Screen

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = (("officer", "提交审核"), ("leader", "审核通过"), ("officer", "审核通过"), ("head", "批准执行"))
FIRST, CHANGED = "敲帮问顶", "敲帮问顶，人站在侧面"


@pytest.fixture
def post() -> Post:
    return PostFactory(name="支护工")


@pytest.fixture
def worker(county: County, post: Post) -> User:
    return holder_of(county.team, post)


@pytest.fixture
def people(county: County, worker: User) -> People:
    return People(county.enterprise, county.team)


def enter(screen: Screen, client: Client) -> Screen:
    screen.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": screen.base}])
    return screen


def test_a_procedure_is_imported_reviewed_approved_signed_and_signed_anew_when_it_has_changed(
    screen: Opener, people: People, worker: User, tmp_path: Path
) -> None:
    file = tmp_path / "规程.docx"
    file.write_bytes(document(a_picture_file(), actions=(FIRST, "打锚杆眼")))
    desks = {name: enter(screen(DESK), desk_of(getattr(people, name))) for name in ("officer", "leader", "head")}
    phone = enter(screen(), phone_of(worker))

    _import(desks["officer"], file)
    procedure = Procedure.objects.get()
    _through_all_hands(desks, procedure)
    _read_and_sign(phone, procedure, FIRST)
    question = QuestionFactory(basis_procedure=procedure)

    _write_the_next(desks["officer"], procedure)
    _see_the_difference(desks["head"], procedure)
    _through_all_hands(desks, procedure)
    _read_and_sign(phone, procedure, CHANGED, why="站位写清了")

    assert Question.objects.get(pk=question.pk).state == QuestionState.PARKED
    assert list(worker.procedure_readings.signed().values_list("version__number", flat=True)) == [1, 2]


def _import(officer: Screen, file: Path) -> None:
    page = officer.open("/desk/procedures/")
    page.get_by_role("link", name="导入规程").click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="上传并检查").click()
    expect(page.get_by_text(FIRST)).to_be_visible()
    assert not Procedure.objects.exists()
    page.get_by_role("button", name="全部写入").click()
    expect(page.get_by_text("完成").first).to_be_visible()


def _through_all_hands(desks: dict[str, Screen], procedure: Procedure) -> None:
    """Handed in by the officer, then looked at by the workshop and by him, then put in force by the head."""
    for name, button in HANDS:
        page = desks[name].open(f"/desk/procedures/{procedure.pk}/")
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("button", name=button)).to_have_count(0)


def _read_and_sign(phone: Screen, procedure: Procedure, action: str, *, why: str = "") -> None:
    """It stands among today's tasks; once it is signed it is gone from there."""
    page = phone.open("/")
    page.get_by_role("link").filter(has_text=procedure.name).tap()
    expect(page.get_by_role("heading", name=action, exact=True)).to_be_visible()
    expect(page.locator(".step-card img")).to_have_count(1)
    if why:
        expect(page.get_by_text(why)).to_be_visible()
    page.get_by_label("每一步我都看过了").check()
    page.get_by_role("button", name="签字").tap()
    expect(page.get_by_text("签好了")).to_be_visible()
    phone.open("/")
    expect(page.get_by_role("link").filter(has_text=procedure.name)).to_have_count(0)


def _write_the_next(officer: Screen, procedure: Procedure) -> None:
    page = officer.open(f"/desk/procedures/{procedure.pk}/")
    page.get_by_role("link", name="开始写下一版").click()
    page.get_by_role("button", name="开始写下一版").click()
    page.locator("[name=steps-0-action]").fill(CHANGED)
    page.locator("[name=changes]").fill("站位写清了")
    _save(page)


def _save(page: Page) -> None:
    page.locator("form [type=submit]").last.click()
    expect(page.locator("[name=steps-0-action]")).to_have_value(CHANGED)


def _see_the_difference(head: Screen, procedure: Procedure) -> None:
    page = head.open(f"/desk/procedures/{procedure.pk}/")
    page.get_by_role("link", name="和上一版比").first.click()
    expect(page.locator("ins", has_text="人站在侧面")).to_be_visible()
