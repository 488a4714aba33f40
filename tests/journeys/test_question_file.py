"""A Word file that nobody can read by itself: its columns are said, a bad row mended, and an exam drawn from it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from exams.models import Exam, ExamState, Question, QuestionState
from organizations.models import Role, Unit
from organizations.services.grants import grant_role
from organizations.services.units import create_enterprise
from tests.factories.documents import content_of, document
from tests.factories.organizations import (
    PASSWORD,
    MembershipFactory,
    TeamFactory,
    TownFactory,
    UserFactory,
    WorkshopFactory,
)
from tests.journeys.conftest import DESK, Opener
from tests.journeys.steps import choose_only, make_a_bank, open_an_exam, put_all_into_use, sign_in_at_the_desk

pytestmark = pytest.mark.django_db(transaction=True)

# no headings, the right option first; in the last row an option is missing and another stands twice
ROWS = [
    ("皮带机检修之前，先做哪一件事？", "停电、闭锁、挂牌", "告诉旁边的人一声", "站到皮带上看看"),
    ("进料仓清堵之前，要先弄清什么？", "仓里有没有人、气体行不行", "几点下班", "铁锹够不够长"),
    ("看见有人卷进皮带，首先拉哪里？", "拉绳急停开关", "那个人的手", "自己的手机"),
    ("巡检时听见托辊异响，应当怎么办？", "报告，停机再看", "", "报告，停机再看"),
]


@pytest.fixture
def plant() -> Unit:
    return create_enterprise(parent=TownFactory(), name="东坡选矿厂", code="DPX", industry="underground_mine", by=None)


def test_from_a_word_file_without_headings_to_a_published_exam(screen: Opener, plant: Unit, tmp_path: Path) -> None:
    officer = UserFactory(password=PASSWORD)
    grant_role(user=officer, role=Role.SAFETY_OFFICER, unit=plant, by=None)
    MembershipFactory(unit=TeamFactory(parent=WorkshopFactory(parent=plant)))
    file = tmp_path / "皮带.docx"
    file.write_bytes(content_of(document("皮带机安全题", ROWS)))
    page = sign_in_at_the_desk(screen(DESK), officer.username)
    make_a_bank(page, name="厂里的题库", slug="dpx")

    _upload(page, file)
    _say_the_columns(page)
    _mend_the_bad_row(page)
    assert not Question.objects.exists()
    page.get_by_role("button", name="导入 4 题").click()
    expect(page.get_by_text("完成").first).to_be_visible()
    put_all_into_use(page)
    assert Question.objects.filter(state=QuestionState.IN_USE).count() == len(ROWS)
    open_an_exam(page, category="general", count=len(ROWS), points=25)

    assert Exam.objects.get().state == ExamState.PUBLISHED


def _upload(page: Page, file: Path) -> None:
    page.goto(page.url.split("/admin")[0] + "/admin/question-imports/new/")
    choose_only(page, "bank")
    page.locator("input[type=file]").set_input_files(file)
    page.locator("form [type=submit]").last.click()


def _say_the_columns(page: Page) -> None:
    """The page shows the first rows; a choice that can't be comes back with everything that was chosen."""
    expect(page.get_by_text(ROWS[0][0])).to_be_visible()
    columns = [page.get_by_label(f"{letter} 列是") for letter in "ABCD"]
    for column, meaning in zip(columns, ["题目", "选项 A", "选项 B", "选项 B"], strict=True):
        column.select_option(label=meaning)
    page.get_by_role("button", name="按这样检查").click()
    expect(page.get_by_text("C、D 列都选成了")).to_be_visible()
    columns[3].select_option(label="选项 C")
    page.get_by_role("button", name="按这样检查").click()
    expect(page.get_by_text("请指明哪一列是答案")).to_be_visible()
    expect(columns[0]).to_have_value("stem")
    page.get_by_label("第一个选项就是正确答案").check()
    page.get_by_role("button", name="按这样检查").click()


def _mend_the_bad_row(page: Page) -> None:
    expect(page.get_by_role("button", name=re.compile("只导入能用的 3 题，1 行不导入"))).to_be_visible()
    page.get_by_role("link", name="改这一题").click()
    expect(page.locator("[name=stem]")).to_have_value(ROWS[3][0])
    page.locator("[name=options]").fill("报告，停机再看\n听听就算了\n用脚踢一下")
    page.locator("[name=answer]").fill("A")
    page.get_by_role("button", name="保存", exact=True).click()
