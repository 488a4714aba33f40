"""A file whose columns nobody can tell: a person says them on a page, and it is checked again."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from exams.importing.columns import FIELDS
from exams.imports_admin.column_forms import WORDS
from exams.models import Question, QuestionBank, QuestionImport, QuestionVersion
from organizations.models import ImportState, Role
from tests.factories.documents import content_of, document
from tests.factories.organizations import County, desk_of, staff
from tests.factories.question_files import address, check, hand_in, page, press
from tests.factories.workbooks import workbook

pytestmark = pytest.mark.django_db

# two sheets without headings, the right option always first, 0 for what is right
CHOICES = [
    ("停电检修时，闸刀的把手上应当挂什么？", "禁止合闸的牌子", "一条毛巾", "照明灯", "工具袋"),
    ("有人触电，应当先做什么？", "切断电源", "上前拉开", "往身上泼水", "等人来"),
    ("手持电动工具要配什么？", "漏电保护器", "长一些的线", "木箱", "扇子"),
]
JUDGEMENTS = [("潮湿的手可以去合闸。", 1), ("动手检修之前要先验电。", 0), ("电线破皮可以用胶布先凑合。", 1)]
TABLE = [
    ("想一想：登高之前先看什么", "对的", "错的", "也是错的"),
    ("梯子应当怎样放才稳当？", "底下有人扶着", "垫两块砖", "靠在电线上"),
    ("高处的工具怎样递下来？", "装在袋里用绳放", "往下扔", "揣在嘴里"),
]
CHOSEN = {
    **{"s0-c0": "stem", "s0-c1": "option_a", "s0-c2": "option_b", "s0-c3": "option_c", "s0-c4": "option_d"},
    **{"s0-kind": "single", "s0-first_is_right": "on"},
    **{"s1-c0": "stem", "s1-c1": "answer", "s1-kind": "true_false", "s1-zero_is_right": "on"},
}


@pytest.fixture
def unknown(officer: Client, bank: QuestionBank) -> QuestionImport:
    return hand_in(officer, bank, workbook(CHOICES, JUDGEMENTS, names=("xz", "pd")), "电工.xlsx")


def say(client: Client, record: QuestionImport, **chosen: Any) -> str:
    return client.post(address("columns", record), chosen, follow=True).content.decode()


def test_a_file_nobody_understands_leads_to_its_first_rows_under_choices(
    officer: Client, unknown: QuestionImport
) -> None:
    answer = officer.get(address("detail", unknown))
    shown = page(officer, unknown)

    assert answer.headers["Location"] == address("columns", unknown)
    assert "停电检修时，闸刀的把手上应当挂什么？" in shown
    assert "电线破皮可以用胶布先凑合。" in shown
    assert "等你指定每一列" in officer.get(address("index")).content.decode()


def test_what_was_guessed_is_chosen_beforehand(officer: Client, unknown: QuestionImport) -> None:
    form = officer.get(address("columns", unknown)).context["form"]
    choices, judgements = form.sheets

    assert [head.field.value() for head in choices.heads] == ["stem", "option_a", "option_b", "option_c", "option_d"]
    assert [head.field.value() for head in judgements.heads] == ["stem", "answer"]
    assert judgements["kind"].value() == "true_false"


def test_columns_that_were_said_are_checked_again_and_written(officer: Client, unknown: QuestionImport) -> None:
    say(officer, unknown, **CHOSEN)
    unknown.refresh_from_db()
    assert unknown.state == ImportState.WAITING
    check(unknown)

    assert (unknown.report["counts"]["added"], unknown.report["bad_count"]) == (6, 0)
    assert "导入 6 题" in page(officer, unknown)
    assert not Question.objects.exists()
    press(officer, unknown, "all")
    found = {version.stem: version for version in QuestionVersion.objects.all()}
    right = found[CHOICES[1][0]]
    assert [option["text"] for option in right.options if option["key"] in right.answer] == ["切断电源"]
    assert [found[stem].answer for stem, _figure in JUDGEMENTS] == [["F"], ["T"], ["F"]]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"s1-c0": ""}, "表“pd”"),
        ({"s0-c2": "option_a"}, "B、C 列都选成了"),
        ({"s0-skip": "on", "s1-skip": "on"}, "每张表都不要"),
        ({"s0-kind_figures": "七上八下"}, "1单选"),
    ],
)
def test_what_can_not_be_is_said_at_the_form_and_nothing_chosen_is_lost(
    officer: Client, unknown: QuestionImport, changed: dict[str, str], said: str
) -> None:
    answer = officer.post(address("columns", unknown), {**CHOSEN, **changed})

    assert said in answer.content.decode()
    assert answer.context["form"].sheets[0]["c3"].value() == "option_c"
    unknown.refresh_from_db()
    assert (unknown.state, unknown.mapping) == (ImportState.FAILED, {})


def test_a_sheet_can_be_left_out(officer: Client, unknown: QuestionImport) -> None:
    say(officer, unknown, **{**CHOSEN, "s1-skip": "on"})

    assert check(unknown).report["counts"]["added"] == len(CHOICES)


def test_figures_for_kinds_and_the_row_of_headings_can_be_said(officer: Client, bank: QuestionBank) -> None:
    rows = [
        ("t", "q", "k"),
        (1, "梯子可以垫高使用。", "错"),
        (1, "检修前应当验电。", "对"),
        (1, "上梯前要看脚垫。", "对"),
    ]
    record = hand_in(officer, bank, workbook(rows), "题.xlsx")

    say(
        officer,
        record,
        **{"s0-c0": "kind", "s0-c1": "stem", "s0-c2": "answer", "s0-header": "1", "s0-kind_figures": "1判断，2单选"},
    )

    assert check(record).report["counts"]["added"] == 3
    assert officer.get(address("columns", record)).context["form"].sheets[0]["kind_figures"].value() == "1判断，2单选"


def test_a_checked_file_leads_back_to_the_columns_as_they_were_understood(officer: Client, bank: QuestionBank) -> None:
    rows = [("题型", "题目", "选项A", "选项B", "答案"), ("单选", "登高之前先看什么？", "梯脚", "手机", "A")]
    record = hand_in(officer, bank, workbook(rows), "题.xlsx")

    assert address("columns", record) in page(officer, record)
    (sheet,) = officer.get(address("columns", record)).context["form"].sheets
    assert [head.field.value() for head in sheet.heads] == ["kind", "stem", "option_a", "option_b", "answer"]
    assert sheet["header"].value() == 1


def test_a_table_in_a_word_file_goes_through_the_same_page(officer: Client, bank: QuestionBank) -> None:
    record = hand_in(officer, bank, content_of(document("登高安全题", TABLE)), "登高.docx")
    assert "表格1" in page(officer, record)

    say(
        officer,
        record,
        **{"s0-c0": "stem", "s0-c1": "option_a", "s0-c2": "option_b", "s0-c3": "option_c"},
        **{"s0-header": "1", "s0-first_is_right": "on"},
    )
    press(officer, check(record), "all")

    stems = set(Question.objects.values_list("current__stem", flat=True))
    assert stems == {"梯子应当怎样放才稳当？", "高处的工具怎样递下来？"}


def test_an_unknown_table_beside_questions_in_words_is_one_bad_row_with_a_way_out(
    officer: Client, bank: QuestionBank
) -> None:
    words = ("1.上梯之前要看脚垫。（√）", "2.梯子可以靠在电线上。（×）")
    record = hand_in(officer, bank, content_of(document(*words, TABLE)), "登高.docx")

    assert (record.report["counts"]["added"], record.report["bad_count"]) == (2, 1)
    shown = page(officer, record)
    assert "自己指定每一列" in shown
    assert "这张表" in shown


def test_a_file_that_is_being_written_keeps_its_columns(officer: Client, unknown: QuestionImport) -> None:
    QuestionImport.objects.filter(pk=unknown.pk).update(state=ImportState.WRITING)

    say(officer, unknown, **CHOSEN)

    unknown.refresh_from_db()
    assert (unknown.state, unknown.mapping) == (ImportState.WRITING, {})


def test_a_text_has_no_columns_to_say(officer: Client, bank: QuestionBank) -> None:
    record = hand_in(officer, bank, "1.上梯之前要看脚垫。（√）".encode(), "题.txt")

    assert officer.get(address("columns", record)).status_code == 302
    assert address("columns", record) not in page(officer, record)


def test_strangers_do_not_find_the_page(county: County, unknown: QuestionImport) -> None:
    neighbour = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))

    assert neighbour.get(address("columns", unknown)).status_code == 404
    assert neighbour.post(address("columns", unknown), CHOSEN).status_code == 404
    unknown.refresh_from_db()
    assert unknown.mapping == {}


def test_whatever_can_be_read_can_be_chosen() -> None:
    assert set(WORDS) == set(FIELDS)
