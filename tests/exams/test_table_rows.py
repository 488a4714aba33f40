"""What one row of a table says beyond its options, and the sentence for each row that is no question."""

from __future__ import annotations

from pathlib import Path

import pytest

from exams.importing.drafts import BadRow, QuestionDraft
from exams.importing.formats import read_questions
from exams.models import Category, QuestionKind
from tests.factories.workbooks import Row, saved, workbook

pytestmark = pytest.mark.usefixtures("in_english")

HEADINGS = ("题型", "题目", "A", "B", "C", "D", "答案", "难度", "科目", "岗位", "解析", "案例背景", "图片")
GOOD = ("单选题", "发现险情先怎么办？", "撤离", "继续干", "", "", "A")


def read(folder: Path, *rows: Row, headings: Row = HEADINGS) -> tuple[list[QuestionDraft], list[BadRow]]:
    return read_questions(saved(folder, workbook([headings, *rows]), "题.xlsx"), filename="题.xlsx")


def one(folder: Path, *cells: object, headings: Row = HEADINGS) -> QuestionDraft:
    (draft,), bad = read(folder, cells, headings=headings)
    assert bad == []
    return draft


def test_difficulty_subject_posts_explanation_and_background_come_along(tmp_path: Path) -> None:
    row = (*GOOD, "难", "应急处置", "电工、焊工", "人命要紧。", "夜班时井下冒烟。", "")

    draft = one(tmp_path, *row)

    assert (draft.difficulty, draft.category, draft.posts) == (3, Category.EMERGENCY, ("电工", "焊工"))
    assert (draft.explanation, draft.background) == ("人命要紧。", "夜班时井下冒烟。")


@pytest.mark.parametrize(
    ("written", "level"), [("易", 1), ("简单", 1), ("中等", 2), ("2", 2), (3, 3), ("较难", 3), ("★★", 2), ("", 1)]
)
def test_difficulty_is_told_by_its_usual_words(tmp_path: Path, written: object, level: int) -> None:
    assert one(tmp_path, *GOOD, written).difficulty == level


@pytest.mark.parametrize(
    ("kind", "options", "answer", "told"),
    [
        ("", ("撤离", "继续干"), "A", QuestionKind.SINGLE),
        ("", ("撤离", "继续干", "报告"), "AC", QuestionKind.MULTIPLE),
        ("", ("撤离", "继续干", "报告"), "撤离；报告", QuestionKind.MULTIPLE),
        ("", ("正确", "错误"), "A", QuestionKind.TRUE_FALSE),
        ("", (), "√", QuestionKind.TRUE_FALSE),
        ("", (), "十米", QuestionKind.FILL),
        ("选择题", ("撤离", "继续干", "报告"), "AC", QuestionKind.MULTIPLE),
        ("单项选择题", ("撤离", "继续干"), "A", QuestionKind.SINGLE),
        ("不定项选择题", ("撤离", "继续干"), "A", QuestionKind.MULTIPLE),
        ("一、判断题（每题2分）", (), "B", QuestionKind.TRUE_FALSE),
        ("填空题", (), "十米", QuestionKind.FILL),
        ("排序题", ("验电", "断电"), "BA", QuestionKind.ORDER),
        ("true/false", (), "F", QuestionKind.TRUE_FALSE),
    ],
)
def test_the_kind_is_told_by_its_word_or_by_the_answer(
    tmp_path: Path, kind: str, options: tuple[str, ...], answer: str, told: str
) -> None:
    cells = (*options, "", "", "", "")[:4]

    assert one(tmp_path, kind, "现场怎么办？", *cells, answer).kind == told


def test_a_number_to_fill_in_has_a_tolerance_and_a_unit(tmp_path: Path) -> None:
    draft = one(tmp_path, "填空题", "安全栏杆多高？", "", "", "", "", "1.2±0.05 米")

    assert (draft.answer, draft.tolerance, draft.unit) == (("1.2",), "0.05", "米")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1.怎么办？", "怎么办？"),
        ("12、怎么办？", "怎么办？"),
        ("3.() 怎么办？", "怎么办？"),
        ("（4）怎么办？", "怎么办？"),
        ("第5题：怎么办？", "怎么办？"),
        ("1.5 米以上算高处作业吗？", "1.5 米以上算高处作业吗？"),
        ("3、5、8 月哪个月是安全生产月？", "3、5、8 月哪个月是安全生产月？"),
        ("2021年修改的是哪部法？", "2021年修改的是哪部法？"),
    ],
)
def test_a_number_before_the_question_goes_and_a_measure_stays(tmp_path: Path, written: str, kept: str) -> None:
    assert one(tmp_path, "单选题", written, "甲", "乙", "", "", "A").stem == kept


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("单选题", "", "甲", "乙", "", "", "A"), "question is empty"),
        (("单选题", "5.", "甲", "乙", "", "", "A"), "question is empty"),
        (("单选题", "怎么办？", "甲", "乙", "", "", ""), "answer is missing"),
        (("判断题", "能站人吗？", "", "", "", "", ""), "answer is missing"),
        (("填空题", "多高？", "", "", "", "", ""), "answer is missing"),
        (("单选题", "怎么办？", "甲", "乙", "", "", "C"), "“C” is not among"),
        (("单选题", "怎么办？", "甲", "", "", "", "A"), "fewer than two"),
        (("单选题", "怎么办？", "甲", "", "丙", "", "A"), "Option B is empty"),
        (("单选题", "怎么办？", "甲", "乙", "", "", "AB"), "is it a multiple choice"),
        (("多选题", "怎么办？", "甲", "乙", "", "", "A"), "is it a single choice"),
        (("判断题", "怎么办？", "甲", "乙", "丙", "", "A"), "is it a choice"),
        (("判断题", "怎么办？", "", "", "", "", "也许"), "neither right nor wrong"),
        (("填空题", "怎么办？", "甲", "乙", "", "", "A"), "has no options"),
        (("排序题", "怎么办？", "甲", "乙", "", "", "A"), "each step once"),
        (("问答题", "怎么办？", "", "", "", "", "撤离"), "Unknown kind “问答题”"),
        (("", "怎么办？", "", "", "", "", "B"), "no options"),
        ((*GOOD, "很难说"), "Unknown difficulty “很难说”"),
        ((*GOOD, "", "", "", "", "", "图1.png"), "by hand"),
        (("单选题", "怎么办？", "甲", "#REF!", "", "", "A"), "formula"),
    ],
)
def test_a_row_that_is_no_question_is_named_with_its_reason(tmp_path: Path, row: Row, said: str) -> None:
    drafts, (bad,) = read(tmp_path, GOOD, row)

    assert len(drafts) == 1
    assert bad.place == "题.xlsx:表1:3"
    assert said in bad.reason


def test_flags_that_contradict_the_answer_are_named(tmp_path: Path) -> None:
    headings = ("题目", "选项1", "选项2", "是否正确1", "是否正确2", "答案")

    _drafts, bad = read(
        tmp_path, ("怎么办？", "撤离", "继续干", 1, 0, "B"), ("行吗？", "行", "不行", "?", 0, ""), headings=headings
    )

    assert ["contradict" in bad[0].reason, "neither 1 nor 0" in bad[1].reason] == [True, True]


def test_lines_between_the_questions_say_the_kind_of_those_below(tmp_path: Path) -> None:
    headings = ("序号", "题目", "A", "B", "C", "答案")

    drafts, bad = read(
        tmp_path,
        ("一、单选题（每题2分）",),
        (1, "怎么办？", "撤离", "继续干", "", "A"),
        ("二、多选题",),
        headings,
        (1, "带什么？", "口罩", "手机", "安全帽", "AC"),
        (2, "穿什么？", "拖鞋", "工鞋", "", "B"),
        (3, "", "", "", "", ""),
        headings=headings,
    )

    assert [draft.kind for draft in drafts] == [QuestionKind.SINGLE, QuestionKind.MULTIPLE]
    assert [row.place for row in bad] == ["题.xlsx:表1:7"]
