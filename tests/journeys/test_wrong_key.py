"""From a wrong key to the money: a worker doubts it, two people put it right, and the month's bonus follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from exams.models import BonusSheet, Correction, Exam, SheetState
from exams.services.papers import prepare_papers
from organizations.models import Role, User
from tests.factories.bonus import base_of, head_of, member, officer_of
from tests.factories.corrections import asked_in, choose, over
from tests.factories.exams import ExamFactory, PaperPartFactory, QuestionFactory
from tests.factories.organizations import County, desk_of, phone_of, staff
from tests.journeys.conftest import DESK, PHONE, Opener, Screen
from tests.journeys.steps import by_menu
from tests.journeys.test_every_screen import TOO_WIDE, enter

pytestmark = pytest.mark.django_db(transaction=True)

TITLE, STEM = "三月安全知识考试", "井下有人触电，第一步做什么？"
RIGHT, KEYED = "先切断电源", "马上用手把人拉开"
DOUBT, REASON = "用手去拉，自己也会触电。应该先断电。", "带电拉人会连着触电，应先切断电源。"
SUPPLEMENT_FOR = "触电那题更正了答案"
WINDOW = timedelta(days=4)  # three days for appeals, and a night


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The server's clock; no browser here counts by its own."""
    with time_machine.travel(timezone.now(), tick=True) as traveller:
        yield traveller


@dataclass(frozen=True, slots=True)
class Stage:
    """An exam that is over, whose key of one question is wrong, and the people whom that concerns."""

    exam: Exam
    month: date
    worker: User
    officer: User
    head: User
    bureau: User
    sheet: str


@pytest.fixture
def stage(county: County) -> Stage:
    """郭建国 had three of five and the fourth by right; 白玉林 of his team had four. Their bases are 400 and 500."""
    part = PaperPartFactory(paper__owner=county.enterprise, bank__owner=county.enterprise, count=5, points=20)
    QuestionFactory.create_batch(4, bank=part.bank, category=part.category)
    texts = {"A": KEYED, "B": RIGHT, "C": "回地面叫人"}
    options = [{"key": key, "text": text} for key, text in texts.items()]
    wrong = QuestionFactory(bank=part.bank, category=part.category, stem=STEM, options=options, explanation="")
    month = timezone.localdate().replace(day=1)
    exam = ExamFactory(title=TITLE, owner=county.enterprise, paper=part.paper, bonus_month=month)
    worker, mate = member(county.team, "郭建国", employee_no="017"), member(county.team, "白玉林", employee_no="018")
    prepare_papers(exam=exam)
    others = {version: ["A"] for version in asked_in(exam) if version != wrong.current_id}
    choose(exam, worker.user, {**dict(list(others.items())[:3]), wrong.current_id: ["B"]})
    choose(exam, mate.user, {**others, wrong.current_id: ["C"]})
    officer = officer_of(county)
    base_of(worker, "400", officer, month=month)
    base_of(mate, "500", officer, month=month)
    return Stage(
        over(exam),
        month,
        worker.user,
        officer,
        head_of(county),
        staff(Role.BUREAU_ADMIN, county.bureau),
        f"/desk/bonus/{county.enterprise.code}/{month:%Y-%m}/",
    )


def test_a_wrong_key_becomes_a_difference_on_the_next_sheet(
    screen: Opener, stage: Stage, clock: time_machine.Traveller
) -> None:
    officer, head = enter(screen(DESK), desk_of(stage.officer)), enter(screen(DESK), desk_of(stage.head))
    phone = enter(screen(PHONE), phone_of(stage.worker))
    _show_the_sheet(officer)
    _reads_his_bonus(phone, "344.00")
    clock.shift(WINDOW)
    _sign(officer, stage)
    _sign(head, stage)
    assert BonusSheet.objects.get().state == SheetState.LOCKED

    _doubts(phone)
    _proposes(officer)
    _approves(head)
    _has_nothing_to_answer(officer)

    _reads_why(phone)
    _begins_a_supplement(officer, stage)
    _reads_the_difference(phone)
    _sees_neither_names_nor_yuan(enter(screen(DESK), desk_of(stage.bureau)), stage)


def _show_the_sheet(officer: Screen) -> None:
    """Count the month, and show it to the teams."""
    page = officer.open("/desk/")
    by_menu(page, "奖金挂钩")
    page.get_by_role("link", name="看", exact=True).click()
    page.get_by_role("button", name="保存这张表").click()
    page.get_by_role("button", name="向班组公示").click()
    expect(page.get_by_role("button", name="向班组公示")).to_have_count(0)


def _reads_his_bonus(phone: Screen, yuan: str) -> None:
    page = phone.open("/")
    page.get_by_role("link", name="看", exact=False).first.tap()
    expect(page.locator(".score b")).to_have_text(yuan)
    _fits(page)


def _sign(signer: Screen, stage: Stage) -> None:
    """Write with the mouse in the field, as far as an arm goes."""
    page = signer.open(stage.sheet)
    page.get_by_role("link", name="签字", exact=True).click()
    expect(page.locator("[data-field]")).to_be_visible()
    page.locator("[data-field]").scroll_into_view_if_needed()
    field = page.locator("[data-field] canvas").bounding_box()
    assert field is not None
    page.mouse.move(field["x"] + 40, field["y"] + 90)
    page.mouse.down()
    for right, down in ((110, 30), (150, 100), (220, 40), (300, 95)):
        page.mouse.move(field["x"] + right, field["y"] + down, steps=8)
    page.mouse.up()
    page.get_by_role("button", name="签字", exact=True).click()
    mine = page.get_by_role("img", name="签字").last
    expect(mine).to_be_visible()
    assert mine.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0


def _doubts(phone: Screen) -> None:
    """He finds his result on his first page, and the word under the question that he had wrong."""
    page = phone.open("/")
    page.get_by_role("link", name=f"成绩：{TITLE}").tap()
    expect(page.locator(".score b")).to_have_text("60")
    _fits(page)
    page.locator("article.answer").filter(has_text=STEM).get_by_role("link", name="这题有问题").tap()
    page.get_by_label("哪里不对？").fill(DOUBT)
    _fits(page)
    page.get_by_role("button", name="报上去").tap()
    expect(page.get_by_text(DOUBT)).to_be_visible()


def _proposes(officer: Screen) -> None:
    """From what waits on his first page to the dry run, which names the worker, his score and his yuan."""
    page = officer.open("/desk/")
    page.get_by_role("link", name="去答复").click()
    page.get_by_role("link", name=DOUBT).click()
    page.get_by_role("link", name="去更正成绩").click()
    page.get_by_label("正确答案是另一个").check()
    page.get_by_label(RIGHT).check()
    page.get_by_label("为什么").fill(REASON)
    page.get_by_role("button", name="看看会影响谁").click()
    row = page.locator("[aria-labelledby=people] tr").filter(has_text="郭建国")
    for moved in ("60 → 80", "变合格", "0.86 → 1.00", "344.00 → 400.00"):
        expect(row).to_contain_text(moved)
    mate = page.locator("[aria-labelledby=people] tr").filter(has_text="白玉林")
    expect(mate.locator("[data-label=成绩]")).to_have_text("80")
    expect(mate).to_contain_text("475.00 → 500.00")
    expect(page.get_by_role("button", name="批准，重新判分")).to_have_count(0)
    assert Correction.objects.waiting().count() == 1


def _approves(head: Screen) -> None:
    page = head.open("/desk/")
    page.get_by_role("link", name="去定").click()
    page.get_by_role("button", name="批准，重新判分").click()
    expect(page.get_by_text("生效", exact=True)).to_be_visible()


def _has_nothing_to_answer(officer: Screen) -> None:
    """The correction has told the worker what became of his doubt."""
    expect(officer.open("/desk/").get_by_role("link", name="去答复")).to_have_count(0)


def _reads_why(phone: Screen) -> None:
    page = phone.open("/")
    page.get_by_role("link", name=TITLE).tap()
    expect(page.locator(".score b")).to_have_text("80")
    told = page.locator("[aria-labelledby=corrected]")
    for words in ("60 → 80", STEM, REASON):
        expect(told).to_contain_text(words)
    _fits(page)
    page.get_by_role("link", name="也看看答对的").tap()
    question = page.locator("article.answer").filter(has_text=STEM)
    expect(question).to_contain_text(RIGHT)
    expect(question).not_to_contain_text(KEYED)
    question.get_by_role("link", name="这题有问题").tap()
    answer = page.locator("section").filter(has_text=DOUBT)
    for words in (RIGHT, REASON, "60 → 80"):
        expect(answer).to_contain_text(words)
    _fits(page)
    page.locator(".bar a").tap()
    expect(question).to_be_in_viewport()


def _begins_a_supplement(officer: Screen, stage: Stage) -> None:
    """The locked sheet stands; what it should have been goes into another, which is shown to the teams."""
    page = officer.open(f"/desk/exams/{stage.exam.pk}/corrections/")
    page.get_by_role("link", name=STEM).click()
    page.locator("[aria-labelledby=people] a[href='/desk/bonus/']").click()
    page.get_by_role("link", name="看", exact=True).click()
    expect(page.locator("main")).to_contain_text("344.00")
    page.get_by_label("为什么补发").fill(SUPPLEMENT_FOR)
    page.get_by_role("button", name="做补发表").click()
    expect(page.locator("main")).to_contain_text("56.00")
    page.get_by_role("button", name="向班组公示").click()


def _reads_the_difference(phone: Screen) -> None:
    page = phone.open("/")
    page.get_by_role("link", name="我的", exact=True).tap()
    page.get_by_role("link", name="我的奖金").tap()
    page.get_by_role("link", name="补发").tap()
    expect(page.locator(".score b")).to_have_text(["56.00", "344.00"])
    expect(page.get_by_text(SUPPLEMENT_FOR)).to_be_visible()
    _fits(page)


def _sees_neither_names_nor_yuan(bureau: Screen, stage: Stage) -> None:
    page = bureau.page
    for sheet in ("", "?number=1"):
        answer = page.goto(f"{bureau.base}{stage.sheet}{sheet}")
        assert answer is not None
        assert answer.status in {403, 404}
    page.goto(f"{bureau.base}/desk/")
    by_menu(page, "奖金挂钩")
    expect(page.locator("main")).to_contain_text("已办")
    for hidden in ("郭建国", "344.00", "400.00", "56.00"):
        expect(page.locator("body")).not_to_contain_text(hidden)


def _fits(page: Page) -> None:
    assert page.evaluate(TOO_WIDE) == 0
