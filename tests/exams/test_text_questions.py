"""Questions out of running text: what is understood however it is written."""

from __future__ import annotations

import pytest

from exams.models import QuestionKind
from tests.factories.text_questions import OPTIONS, STEM, keyed, only, read


@pytest.mark.parametrize(
    "text",
    [
        f"1.{STEM}（ A ）\n{OPTIONS}",
        f"1、{STEM}\n{OPTIONS}答案：A",
        f"１．{STEM}\n{OPTIONS}正确答案 A",
        f"第1题 {STEM}\n{OPTIONS}参考答案：A",
        f"1. {STEM}\n{OPTIONS}【答案】A",
        f"1. {STEM}\n{OPTIONS}答 案：Ａ。",
        f"1. {STEM}（A）\n{OPTIONS}答案：A",
        f"1. {STEM}\n{OPTIONS}答案：\nA",
        f"1. (单选题，2分) {STEM}\n{OPTIONS}答案：A",
        f"{STEM}\n{OPTIONS}答案：A",
        f"1.{STEM}\n\nA、切断电源\n\nB、用手去拉\nC、泼水\nD、等人来\n\n答案:a",
        f"1.{STEM}\nA切断电源\nB用手去拉\nC泼水\nD等人来\n答案：A",
        f"1.{STEM}\n（A）切断电源\n（B）用手去拉\n（C）泼水\n（D）等人来\n答案：А",
        f"1.{STEM} A.切断电源 B.用手去拉 C.泼水 D.等人来 答案：A",
        f"1.{STEM}（ A ）A.切断电源B.用手去拉C.泼水D.等人来",
        f"1.{STEM}\nA.切断电源　B.用手去拉\nC.泼水　D.等人来\n答案：A",
        f"安全知识题库\n一、单选题（每题2分，共2分）\n1.{STEM}\n{OPTIONS}1.A",
        f"1.{STEM}\r\n{OPTIONS}答案：A\r\n第1页 共3页",
    ],
)
def test_a_single_choice_is_understood_in_every_usual_form(text: str) -> None:
    draft = only(text)

    assert draft.stem.removesuffix("（　）") == STEM
    assert (draft.kind, draft.answer) == (QuestionKind.SINGLE, ("A",))
    assert draft.options == keyed("切断电源", "用手去拉", "泼水", "等人来")


@pytest.mark.parametrize("answer", ["ABD", "A、B、D", "A,B,D", "DBA", "ＡＢＤ", "A B D", "A和B和D"])
def test_the_letters_of_a_multiple_choice_are_sorted(answer: str) -> None:
    draft = only(f"2.哪些做法对？\n{OPTIONS}正确答案：{answer}")

    assert (draft.kind, draft.answer) == (QuestionKind.MULTIPLE, ("A", "B", "D"))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("3.酒后可以下井。（×）", "F"),
        ("3.酒后可以下井。 (错)", "F"),
        ("3.酒后不准下井。（ √ ）", "T"),
        ("（√）3.酒后不准下井。", "T"),
        ("3.酒后不准下井。\n答案：正确", "T"),
        ("3.酒后不准下井。\n参考答案：对", "T"),
        ("3.酒后不准下井。（　　）\n答案：T", "T"),
        ("3.酒后可以下井。\n答案：F", "F"),
        ("3.酒后可以下井。\nA.正确\nB.错误\n答案：B", "F"),
        ("三、判断题\n3.酒后可以下井。（ X ）", "F"),
        ("判断题（对的打√，错的打×）\n3.酒后不准下井。( V )", "T"),
    ],
)
def test_true_or_false_is_understood_in_every_usual_form(text: str, right: str) -> None:
    draft = only(text)

    assert (draft.kind, draft.answer) == (QuestionKind.TRUE_FALSE, (right,))
    assert draft.stem.removesuffix("（　　）") in {"酒后可以下井。", "酒后不准下井。"}
    assert draft.options == (("T", "正确"), ("F", "错误"))


def test_something_may_be_filled_in_a_bracket_or_a_line() -> None:
    first, second, third = read(
        "四、填空题\n1.安全生产方针是安全第一、（　　）、综合治理。\n答案：预防为主\n"
        "2.高处作业是指坠落高度____米及以上的作业。\n答案：2；两\n3.安全电压一般不高于____。\n答案：36±0.5 伏"
    )[0]

    assert (first.kind, first.options, first.answer) == (QuestionKind.FILL, (), ("预防为主",))
    assert second.answer == ("2", "两")
    assert (third.answer, third.tolerance, third.unit) == (("36",), "0.5", "伏")


def test_headings_say_the_kind_of_what_follows() -> None:
    drafts, bad = read(
        f"一、单选题\n1.{STEM}\n{OPTIONS}答案：A\n二、多选题（每题2分）\n1.哪些对？\n{OPTIONS}答案：A\n"
        "三、判断题\n1.酒后不准下井。（√）\n四、排序题\n1.先后怎么做？\nA.送医\nB.断电\nC.心肺复苏\n答案：BCA\n"
        "五、简答题\n1.为什么要断电？\n答案：防止再触电。"
    )

    assert [draft.kind for draft in drafts] == ["single", "multiple", "true_false", "order"]
    assert drafts[3].answer == ("B", "C", "A")
    assert [(row.place, row.text) for row in bad] == [("题.txt:文本:24", "为什么要断电？")]


def test_an_explanation_stays_with_its_question() -> None:
    draft, following = read(
        f"1.{STEM}\n{OPTIONS}答案：A 解析：先断电，\n再救人。\n"
        "2.酒后不准下井。\n答案：对\n【解析】正确答案：对，酒后反应慢。"
    )[0]

    assert draft.explanation == "先断电，\n再救人。"
    assert following.explanation == "正确答案：对，酒后反应慢。"


def test_layout_14_gives_the_text_of_the_answer() -> None:
    first, second = read('矿井通风的“____”作用最要紧###["稀释瓦斯"]\n酒后可以下井。###["错误"]')[0]

    assert (first.kind, first.answer) == (QuestionKind.FILL, ("稀释瓦斯",))
    assert (second.kind, second.answer) == (QuestionKind.TRUE_FALSE, ("F",))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("1.5 米以上的坑边要设栏杆吗？", "1.5 米以上的坑边要设栏杆吗？"),
        ("7.维生素A、维生素B都治不了外伤，对吗？", "维生素A、维生素B都治不了外伤，对吗？"),
        ("7.A、B 两类火灾怎么扑救？", "A、B 两类火灾怎么扑救？"),
    ],
)
def test_letters_and_figures_in_the_words_stay_there(text: str, kept: str) -> None:
    assert only(f"{text}\n{OPTIONS}答案：A").stem == kept


def test_an_option_that_speaks_of_the_next_letter_is_not_cut() -> None:
    draft = only("1.哪种灭火器好？\nA.甲类、B、C 类都行的\nB.水\nC.沙\n答案：A")

    assert draft.options == keyed("甲类、B、C 类都行的", "水", "沙")


def test_words_that_go_on_in_the_next_line_belong_together() -> None:
    draft = only(f"1.发现有人触电，\n首先应当怎么做？\n{OPTIONS}先打电话\n答案：A")

    assert draft.stem == "发现有人触电，\n首先应当怎么做？"
    assert draft.options[3] == ("D", "等人来先打电话")
