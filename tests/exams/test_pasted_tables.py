"""A table out of Excel or WPS, pasted as text or kept as one: read like a file, and asked about like a file."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from exams.importing.text_tables import is_table
from exams.models import Question, QuestionBank, QuestionImport
from organizations.models import ImportState
from tests.factories.question_files import address, check, hand_in, page, press

pytestmark = pytest.mark.django_db
HEADED = (
    "题型\t题目\tA\tB\t答案\n"
    "单选题\t登高之前先查什么？\t脚手板\t手机\tA\n"
    '单选题\t"安全带挂在哪里？\n（两层作业时）"\t高处牢固的地方\t脚边\tA\n'
    "判断题\t六级大风可以登高。\t\t\t错\n"
)
PLAIN = (
    "想一想：登高之前先看什么\t对的\t错的\t也是错的\n"
    "梯子应当怎样放才稳当？\t底下有人扶着\t垫两块砖\t靠在电线上\n"
    "高处的工具怎样递下来？\t装在袋里用绳放\t往下扔\t揣在嘴里\n"
)
CHOSEN = {"s0-c0": "stem", "s0-c1": "option_a", "s0-c2": "option_b", "s0-c3": "option_c"}
TEXT = "1.下井之前要带什么？（ A ）\tA.自救器\tB.打火机\n2.井口挂什么牌？（ B ）\tA.灯笼\tB.入井人数牌\n"


def paste(client: Client, bank: QuestionBank, text: str) -> QuestionImport:
    client.post(address("add"), {"bank": bank.pk, "text": text})
    return check(QuestionImport.objects.latest("uploaded_at"))


def test_a_table_with_headings_is_understood_with_line_breaks_in_its_cells(officer: Client, bank: QuestionBank) -> None:
    record = paste(officer, bank, HEADED)

    assert (record.report["counts"]["added"], record.report["bad_count"]) == (3, 0)
    assert record.tables
    press(officer, record, "all")
    stems = {str(question) for question in Question.objects.select_related("current")}
    assert "登高之前先查什么？" in stems
    assert len(stems) == 3


def test_a_table_that_nobody_understands_leads_to_the_choices_over_its_columns(
    officer: Client, bank: QuestionBank
) -> None:
    record = paste(officer, bank, PLAIN)
    assert officer.get(address("detail", record)).headers["Location"] == address("columns", record)
    assert "梯子应当怎样放才稳当？" in page(officer, record)

    officer.post(address("columns", record), {**CHOSEN, "s0-kind": "single", "s0-first_is_right": "on"})
    check(record)

    assert record.state == ImportState.CHECKED
    assert (record.report["counts"]["added"], record.report["bad_count"]) == (3, 0)


def test_a_bad_row_is_named_by_its_row_and_mended_with_what_could_be_read(officer: Client, bank: QuestionBank) -> None:
    record = paste(officer, bank, HEADED.replace("手机\tA", "手机\tE"))

    [row] = record.report["rows"]
    assert row["pieces"]["stem"] == "登高之前先查什么？"
    assert "第 2 行" in record.report["bad"][0][0]


def test_a_text_file_that_excel_saved_is_read_the_same_way(officer: Client, bank: QuestionBank) -> None:
    record = hand_in(officer, bank, HEADED.encode("utf-16"), "登高.txt")

    assert (record.report["counts"]["added"], record.report["bad_count"]) == (3, 0)


def test_a_text_with_tabs_before_its_options_is_read_as_a_text(officer: Client, bank: QuestionBank) -> None:
    record = paste(officer, bank, TEXT)

    assert record.state == ImportState.CHECKED
    assert (record.report["counts"]["added"], record.report["bad_count"]) == (2, 0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEADED, True),
        (PLAIN, True),
        (f"高处作业题库\n\n{HEADED}", True),
        (HEADED.replace("判断题\t六级", "二、判断题\n判断题\t六级"), True),
        ("1.\t登高之前先查什么？\nA.\t脚手板\nB.\t手机\n答案：A\n", False),
        ("1.登高之前先查什么？（A）\nA.脚手板\tB.手机\nC.天气\tD.日历\n", False),
        ("1.登高之前先查什么？（A）\nA.脚手板\nB.手机\n", False),
        ("题目\t答案\n", False),
        ('"没有收尾的引号\n', False),
        ("", False),
    ],
)
def test_a_table_has_tabs_in_nearly_every_row(text: str, said: Any) -> None:
    assert is_table(text) is said
