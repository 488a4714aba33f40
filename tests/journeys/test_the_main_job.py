"""The main job, whole: a case, a roster, a bank, an exam on three phones, the score, the ranking, the bonus."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.models import CaseIndexPage
from exams.models import Attempt, AttemptState
from organizations.models import Membership, Role, Unit
from organizations.services.grants import grant_role
from organizations.services.units import create_enterprise
from tests.factories.organizations import PASSWORD, PIN, BureauFactory, TownFactory, UserFactory
from tests.journeys.conftest import DESK, Opener
from tests.journeys.steps import (
    answer,
    choose_only,
    make_a_bank,
    open_an_exam,
    put_all_into_use,
    sign_in_at_the_desk,
    sign_in_on_the_phone,
    table,
)

pytestmark = pytest.mark.django_db(transaction=True)

HEADINGS = ["班组", "姓名", "工号", "车间", "岗位", "用工形式", "入职日期"]
PEOPLE = [
    ["采掘一班", "安贵生", "0001", "采矿车间", "采掘工", "正式", "2020-03-04"],
    ["采掘一班", "白玉林", "0002", "采矿车间", "采掘工", "劳务派遣", "2021-03-04"],
    ["提升班", "成志强", "0003", "机运车间", "提升工", "正式", "2022-03-04"],
    ["提升班", "冯月娥", "0004", "机运车间", "提升工", "正式", "2023-03-04"],
]
QUESTIONS = {f"第{n}问，井下淋水变大怎么办": f"马上停工撤人{n}" for n in "一二三四五"}


@pytest.fixture
def mine() -> Unit:
    return create_enterprise(parent=TownFactory(), name="石岭沟铁矿", code="SLG", industry="underground_mine", by=None)


def test_the_whole_main_job_from_case_to_bonus(screen: Opener, mine: Unit, tmp_path: Path) -> None:
    curator, officer = UserFactory(password=PASSWORD), UserFactory(password=PASSWORD)
    grant_role(user=curator, role=Role.BUREAU_ADMIN, unit=BureauFactory(), by=None)
    grant_role(user=officer, role=Role.SAFETY_OFFICER, unit=mine, by=None)
    _publish_a_case(sign_in_at_the_desk(screen(DESK), curator.username))
    desk = sign_in_at_the_desk(screen(DESK), officer.username)
    _import_the_roster(desk, tmp_path)
    _import_the_bank(desk, tmp_path)
    open_an_exam(desk, category="emergency", count=5, points=20)

    for place in Membership.objects.current():
        place.user.set_pin(PIN)
        place.user.save()
    _sit(screen, number="0001", right=5)
    _sit(screen, number="0002", right=4, cut_the_network=True)
    _sit(screen, number="0003", right=2)

    assert _scores() == {"0001": 100, "0002": 80, "0003": 40, "0004": None}
    _look_at_the_ranking(screen)
    _hold_the_bonus_against_a_hand_calculation(desk)


def _publish_a_case(page: Page) -> None:
    """The curator writes a case and publishes it; afterwards it stands in the library."""
    library = CaseIndexPage.objects.get()
    page.goto(page.url.split("/desk")[0] + f"/admin/pages/add/courses/accidentcasepage/{library.pk}/")
    for label, value in {
        "title": "保安矿柱被采掉，雨水冲进井下",
        "short_title": "大红才铁矿透水",
        "occurred_on": "2021-06-10",
        "place": "山西代县",
        "enterprise_name": "大红才矿业",
        "deaths": "13",
        "summary": "矿柱采掉，沟塌水进，13 人遇难。",
        "as_of": "2022-08-31",
    }.items():
        page.locator(f"[name={label}]").fill(value)
    page.locator("[name=industry]").select_option("underground_mine")
    page.locator("[name=accident_type]").select_option("透水")
    page.locator("[name=grade]").select_option("重大")
    sources = page.locator("[data-contentpath=sources]").first
    sources.locator("button.c-sf-add-button").first.click()
    page.locator("[name=sources-0-value-publisher]").fill("山西省应急管理厅")
    body = page.locator("[data-contentpath=body]").first
    body.locator("button.c-sf-add-button").first.click()
    page.get_by_role("option", name="正文").click()
    body.locator("[contenteditable=true]").first.click()
    page.keyboard.type("矿柱不能动。")
    expect(page.locator("[name=body-0-value]")).to_have_value(re.compile("不能动"))
    page.locator("footer [name=action-publish]").click()
    expect(page.locator(".messages .success")).to_be_visible()
    page.goto(page.url.split("/admin")[0] + "/cases/?q=矿柱")
    expect(page.get_by_role("link", name=re.compile("雨水冲进井下"))).to_be_visible()


def _import_the_roster(page: Page, folder: Path) -> None:
    file = table(folder / "名册.xlsx", [HEADINGS, *PEOPLE])
    page.goto(page.url.split("/desk")[0] + "/admin/roster-imports/new/")
    choose_only(page, "enterprise")
    page.locator("[name=creates_units]").check()
    page.locator("input[type=file]").set_input_files(file)
    page.locator("form [type=submit]").last.click()
    page.get_by_role("button", name="全部写入").click()
    expect(page.get_by_text("完成").first).to_be_visible()
    assert Membership.objects.current().count() == len(PEOPLE)


def _import_the_bank(page: Page, folder: Path) -> None:
    """A bank is made, filled from a file, and its questions reviewed: nothing is drawn before that."""
    rows = [["作业种类", "试题类型", "题目内容", "题目选项", "题目答案"]]
    for number, (stem, right) in enumerate(QUESTIONS.items(), 1):
        options = f"**A.等班长来看{number}**B.{right}**C.搬设备{number}**D.用木料堵{number}"
        rows.append(["应急处置", "单选题", f"{number}.{stem}（ ）", options, "B"])
    file = table(folder / "题库.xlsx", rows)
    base = page.url.split("/admin")[0]
    make_a_bank(page, name="矿上的题库", slug="slg")
    page.goto(f"{base}/admin/question-imports/new/")
    choose_only(page, "bank")
    page.locator("input[type=file]").set_input_files(file)
    page.locator("form [type=submit]").last.click()
    page.get_by_role("button", name="导入 5 题").click()
    put_all_into_use(page)


def _sit(screen: Opener, *, number: str, right: int, cut_the_network: bool = False) -> None:
    phone = screen()
    page = sign_in_on_the_phone(phone, code="SLG", number=number, pin=PIN)
    page.locator(".task[data-state=now]").tap()
    page.get_by_role("button", name="开始答题").tap()
    expect(page.locator("[data-next]")).to_be_visible()
    if cut_the_network:
        phone.context.set_offline(True)
    answer(page, QUESTIONS, right=right)
    if cut_the_network:
        expect(page.locator("[data-notice=offline]")).to_be_visible()
        expect(page.locator(".sync")).to_have_attribute("data-sync", "queued")
        phone.context.set_offline(False)
    expect(page.locator(".sync")).to_have_attribute("data-sync", "saved", timeout=20_000)
    page.locator("[data-next]").tap()
    page.get_by_role("button", name="交卷").tap()
    expect(page.locator(".receipt-code")).to_be_visible()
    page.get_by_role("link", name="看成绩").tap()
    expect(page.locator(".score b")).to_have_text(str(right * 20))


def _scores() -> dict[str, int | None]:
    rows = Attempt.objects.exclude(state=AttemptState.VOIDED).values_list("employee_no", "score")
    return {number: None if score is None else int(score) for number, score in rows}


def _look_at_the_ranking(screen: Opener) -> None:
    """采掘一班 (100 + 80) / 2 = 90; 提升班 (40 + absent 0) / 2 = 20."""
    page = sign_in_on_the_phone(screen(), code="SLG", number="0001", pin=PIN)
    page.goto(page.url + "ranking/")
    first, second = page.locator(".rank > li").all()[:2]
    expect(first).to_contain_text("采掘一班")
    expect(first).to_contain_text("90")
    expect(second).to_contain_text("提升班")
    expect(second).to_contain_text("20")


def _hold_the_bonus_against_a_hand_calculation(page: Page) -> None:
    """The default rule by hand: 100 → 1.10, 80 → 1.00, 40 → 0.70, absent → 0.50; team 90 → 1.05, team 20 → 0.95."""
    base = page.url.split("/admin")[0]
    response = page.request.get(f"{base}/desk/bonus/SLG/{timezone.localdate():%Y-%m}/sheet.xlsx")
    assert response.status == 200
    sheet = openpyxl.load_workbook(io.BytesIO(response.body())).worksheets[0]
    wanted = {person[2] for person in PEOPLE}
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True) if row[0] in wanted}
    by_hand = {
        "0001": ["100", "1.1", "1.05"],
        "0002": ["80", "1", "1.05"],
        "0003": ["40", "0.7", "0.95"],
        "0004": ["0.5", "0.95"],
    }
    for number, expected in by_hand.items():
        numbers = [Decimal(str(value)) for value in rows[number][3:] if isinstance(value, int | float)]
        assert numbers[: len(expected)] == [Decimal(value) for value in expected], rows[number]
