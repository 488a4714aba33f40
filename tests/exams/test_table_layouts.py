"""The layouts in which people keep their questions (domain §5, 1 to 10): each is read without being told what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from exams.importing.drafts import QuestionDraft
from exams.models import Category
from tests.factories.layouts import (
    ANSWERS,
    GAS,
    GAS_OPTIONS,
    HELMET,
    HELMET_OPTIONS,
    LIFT,
    in_one_cell,
    read,
)
from tests.factories.workbooks import Row, workbook


def understood(folder: Path, *rows: Row, name: str = "题.xlsx") -> dict[str, QuestionDraft]:
    """Read the rows as a sheet, and hold the three questions against what they mean."""
    drafts, bad = read(folder, workbook(rows), name)
    assert bad == []
    assert {draft.stem: (draft.kind, draft.answer) for draft in drafts} == ANSWERS
    return {draft.stem: draft for draft in drafts}


@pytest.mark.parametrize("style", ["**{}.{}", "{}:{}##", "{}：{}\n", "{}、{} ", "{}．{}\n", "**{}{}"])
def test_layout_1_has_all_options_in_one_cell(tmp_path: Path, style: str) -> None:
    found = understood(
        tmp_path,
        ("作业种类", "试题类型", "题目内容", "题目选项", "题目答案"),
        ("应急处置", "单选题", "1." + GAS, in_one_cell(GAS_OPTIONS, style), "A"),
        ("法律法规", "多选题", "2、" + HELMET, in_one_cell(HELMET_OPTIONS, style), "ABD"),
        ("法律法规", "是非题", "3.() " + LIFT, in_one_cell(("正确", "错误"), style), "B"),
    )

    assert found[GAS].options == tuple(zip("ABCD", GAS_OPTIONS, strict=True))
    assert found[GAS].category == Category.EMERGENCY


def test_layout_2_says_of_each_question_whether_it_has_a_picture(tmp_path: Path) -> None:
    headings = ("作业种类", "章节", "试题类型", "题目内容", "题目选项", "题目答案", "图片", "是否有图片")
    options = in_one_cell(GAS_OPTIONS)

    drafts, bad = read(
        tmp_path,
        workbook(
            [
                headings,
                ("", "第一章", "单选题", GAS, options, "A", "", "否"),
                ("", "第一章", "单选题", "图中哪个标志是禁止标志？", options, "A", "", "是"),
                ("", "第二章", "单选题", "图中少了什么？", options, "A", "3.jpg", ""),
            ]
        ),
    )

    assert [draft.stem for draft in drafts] == [GAS]
    assert [row.place for row in bad] == ["题.xlsx:表1:3", "题.xlsx:表1:4"]


def test_layout_3_has_a_blank_first_column_and_long_headings(tmp_path: Path) -> None:
    understood(
        tmp_path,
        ("", "试题类型(判断题、单选题、多选题)", "题目内容", "题目选项", "题目答案"),
        ("", "单选题", GAS, in_one_cell(GAS_OPTIONS), "A"),
        ("", "多选题", HELMET, in_one_cell(HELMET_OPTIONS), "ABD"),
        ("", "判断题", LIFT, "", "错误"),
    )


def test_layout_4_has_a_sheet_for_each_kind(tmp_path: Path) -> None:
    headings = ("题目（必填）", "选项A（必填）", "选项B（必填）", "选项C", "选项D", "正确选项（必填）", "解析")
    content = workbook(
        [headings, (GAS, *GAS_OPTIONS, "A", "气体看不见。")],
        [headings, (HELMET, *HELMET_OPTIONS, "ABD", "")],
        [headings, (LIFT, "正确", "错误", "", "", "B", "")],
        names=("单选题", "2.多选题（1道）", "判断"),
    )

    drafts, bad = read(tmp_path, content)

    assert bad == []
    assert {draft.stem: (draft.kind, draft.answer) for draft in drafts} == ANSWERS
    assert drafts[0].explanation == "气体看不见。"


def test_layout_5_has_figures_for_kinds_that_its_heading_explains(tmp_path: Path) -> None:
    answer = "答案（多选用英文逗号分隔，如：A,B）"
    understood(
        tmp_path,
        ("问题", "题型（0单选，1判断，2多选）", "难度", "选项A", "选项B", "选项C", "选项D", answer),
        (GAS, 0, "", *GAS_OPTIONS, "A"),
        (HELMET, 2, "", *HELMET_OPTIONS, "A,B,D"),
        (LIFT, 1, "", "对", "错", "", "", "B"),
    )


def test_layout_6_has_a_category_and_a_difficulty(tmp_path: Path) -> None:
    headings = (
        "序号",
        "题目分类",
        "题目难度",
        "所属范围",
        "试题",
        "选项A",
        "选项B",
        "选项C",
        "选项D",
        "答案",
        "知识点名称",
    )

    found = understood(
        tmp_path,
        headings,
        (1, "单选题", "易", "应急处置", GAS, *GAS_OPTIONS, "A", "有限空间"),
        (2, "多选题", "难", "岗位操作规程", HELMET, *HELMET_OPTIONS, "ABD", "防护"),
        (3, "判断题", "中", "", LIFT, "正确", "错误", "", "", "错", "起重"),
    )

    assert [draft.difficulty for draft in found.values()] == [1, 3, 2]
    assert found[HELMET].category == Category.PROCEDURE


def test_layout_7_turns_the_words_of_the_option_headings_round(tmp_path: Path) -> None:
    understood(
        tmp_path,
        ("题干", "A选项", "B选项", "C选项", "D选项", "正确答案(只能输入ABCD否则报错)", "类型"),
        (GAS, *GAS_OPTIONS, "A", "单选"),
        (HELMET, *HELMET_OPTIONS, "ABD", "多选"),
        (LIFT, "正确", "错误", "", "", "B", "判断"),
    )


def test_layout_8_has_a_title_above_and_the_answer_before_the_options(tmp_path: Path) -> None:
    understood(
        tmp_path,
        ("石岭沟铁矿安全知识题库",),
        (),
        ("题目", "答案", "A", "B", "C", "D", "E", "F", "备注"),
        (GAS, "A", *GAS_OPTIONS, "", "", "必考"),
        (HELMET, "ABD", *HELMET_OPTIONS, "", "", ""),
        (LIFT, "×", "正确", "错误"),
    )


@pytest.mark.parametrize("marked", [(1, 0), ("TRUE", "FALSE"), ("是", ""), (True, False)])
def test_layout_9_marks_each_right_option(tmp_path: Path, marked: tuple[object, object]) -> None:
    yes, no = marked
    options = [f"option{number}" for number in range(1, 5)]
    flags = [f"isCorrect{number}" for number in range(1, 5)]

    understood(
        tmp_path,
        ("content", "type", *options, *flags, "explanation"),
        (GAS, "single", *GAS_OPTIONS, yes, no, no, no),
        (HELMET, "multiple", *HELMET_OPTIONS, yes, yes, no, yes),
        (LIFT, "tf", "True", "False", "", "", no, yes),
    )


@pytest.mark.parametrize("answers", [("1", "1,2,4", "2"), ("option1", "option1,option2,option4", "option2")])
def test_layout_9_may_number_its_options_in_the_answer(tmp_path: Path, answers: tuple[str, str, str]) -> None:
    gas, helmet, lift = answers

    understood(
        tmp_path,
        ("title", "type", "option1", "option2", "option3", "option4", "correctAnswer"),
        (GAS, "single", *GAS_OPTIONS, gas),
        (HELMET, "multiple", *HELMET_OPTIONS, helmet),
        (LIFT, "tf", "True", "False", "", "", lift),
    )


def test_layout_10_is_english(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        ("questionAnswer", "questionContent", "optionContent", "questionExplain", "questionType"),
        ("A", GAS, "|".join(GAS_OPTIONS), "气体看不见。", "single"),
        ("ABD", HELMET, in_one_cell(HELMET_OPTIONS, "{}.{}\n"), "", "multiple"),
        ("false", LIFT, "", "", "judge"),
    )

    assert found[GAS].explanation == "气体看不见。"
