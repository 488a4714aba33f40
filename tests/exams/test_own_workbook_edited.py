"""Our own Excel file after somebody has edited it wrongly: each row and each file is named, nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest

from exams.exporting.layout import MARK
from exams.models import QuestionKind
from organizations.archives import BadFile
from tests.factories.own_workbooks import CHOICE, HEADINGS, NUMBER, Found, put


@pytest.mark.parametrize(
    ("heading", "text", "said"),
    [
        ("题型", "问答题", "问答题"),
        ("题型", "多项", "多项"),
        ("题型", None, "单选题"),
        ("题型", "判断题", "单选题"),
        ("题型", "填空题", "填空题"),
        ("题目内容", None, "题目"),
        ("答案", None, "答案"),
        ("答案", "AB", "多选题"),
        ("答案", "C", "C"),
        ("答案", "断电", "断电"),
        ("选项A", None, "A"),
        ("选项B", None, "选项"),
        ("科目", "法律", "法律法规"),
        ("难度", "很难", "很难"),
        ("行业", "冶金、养殖", "养殖"),
        ("行业", "[冶金", "[冶金"),
        ("单位", "伏", "单位"),
        ("误差", "0.1", "误差"),
        ("依据版本", "二〇二一年六月十日第三次修正版全文公布施行", "二〇二一"),
    ],
)
def test_a_row_that_was_edited_wrongly_is_named(
    edited: Callable[..., Found], heading: str, text: object, said: str
) -> None:
    found, [bad] = edited(put(heading, text), CHOICE, NUMBER)

    assert [replace(draft, place="") for draft in found] == [NUMBER]
    assert bad.place == "题库.xlsx:试题:2"
    assert said in bad.reason


@pytest.mark.parametrize(
    ("heading", "text", "said"),
    [
        ("误差", "大约", "大约"),
        ("答案", "三十六", "三十六"),
        ("误差", "0.00001", "0.00001"),
        ("答案", "[36", "[36"),
        ("答案", "；", "答案"),
        ("选项A", "36", "选项"),
    ],
)
def test_a_number_that_is_none_is_named(edited: Callable[..., Found], heading: str, text: object, said: str) -> None:
    found, [bad] = edited(put(heading, text), NUMBER)

    assert found == []
    assert said in bad.reason


def test_steps_left_out_of_their_order_are_named(edited: Callable[..., Found]) -> None:
    steps = replace(CHOICE, kind=QuestionKind.ORDER, answer=("B", "A"))
    found, [bad] = edited(put("答案", "B"), steps)
    assert (found, "B" in bad.reason) == ([], True)


def test_a_file_of_ours_whose_headings_were_changed_is_refused_with_what_is_missing(
    edited: Callable[..., Found],
) -> None:
    with pytest.raises(BadFile, match="依据条款"):
        edited(put("依据条款", "条款", row=1))
    with pytest.raises(BadFile, match="依据条款"):
        edited(lambda workbook: workbook.active.delete_cols(HEADINGS.index("依据条款") + 1))


def test_a_heading_that_stands_there_twice_is_refused(edited: Callable[..., Found]) -> None:
    with pytest.raises(BadFile, match=r"题库\.xlsx"):
        edited(lambda workbook: workbook.active.cell(1, len(HEADINGS) + 1, "解析"))


def test_a_file_of_a_later_layout_is_refused(edited: Callable[..., Found]) -> None:
    def later(workbook: openpyxl.Workbook) -> None:
        workbook.defined_names[MARK].attr_text = "3"

    with pytest.raises(BadFile, match=r"题库\.xlsx"):
        edited(later)


def test_a_file_without_a_question_is_refused(edited: Callable[..., Found]) -> None:
    with pytest.raises(BadFile, match=r"题库\.xlsx"):
        edited(lambda workbook: workbook.active.delete_rows(2))


def test_another_sheet_beside_ours_is_named_and_not_guessed_at(edited: Callable[..., Found]) -> None:
    def add(workbook: openpyxl.Workbook) -> None:
        other = workbook.create_sheet("旧题")
        other.append(["题干", "答案"])
        other.append(["酒后可以下井。", "错"])

    found, [bad] = edited(add)

    assert (len(found), bad.place) == (1, "题库.xlsx:旧题:1")
