"""Questions out of running text: what is understood however it is written, and what is named instead of guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.importing.answer_lists import list_items
from exams.importing.drafts import BadRow, QuestionDraft
from exams.importing.marks import digits
from exams.importing.text_file import read_text, read_text_file
from exams.models import QuestionKind
from organizations.archives import BadFile

STEM = "发现有人触电，首先应当怎么做？"
OPTIONS = "A.切断电源\nB.用手去拉\nC.泼水\nD.等人来\n"


def read(text: str) -> tuple[list[QuestionDraft], list[BadRow]]:
    return read_text(text, filename="题.txt")


def only(text: str) -> QuestionDraft:
    drafts, bad = read(text)
    assert bad == []
    (draft,) = drafts
    return draft


def why(text: str) -> BadRow:
    drafts, (bad,) = read(text)
    assert drafts == []
    return bad


def keyed(*texts: str) -> tuple[tuple[str, str], ...]:
    return tuple(zip("ABCDEFGH", texts, strict=False))


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


@pytest.mark.parametrize(
    "key",
    [
        "参考答案\n1.A 2.AC 3.√",
        "答案：\n1-3 A AC √",
        "安全考试参考答案\n1、A\n2、A,C\n3、对",
        "1.A 2.AC 3.正确",
        "答案\n一、单选题 1.A\n二、多选题：2.AC\n三、判断题 3.√",
        "参考答案：\n1.【答案】A\n2.答案：AC\n3.正确答案：√",
    ],
)
def test_a_key_at_the_end_answers_the_questions_above(key: str) -> None:
    drafts, bad = read(
        f"一、单选题\n1.{STEM}\n{OPTIONS}二、多选题\n2.哪些对？\n{OPTIONS}三、判断题\n3.酒后不准下井。\n\n{key}"
        if "\n一、" in key or "答案" in key
        else f"1.{STEM}\n{OPTIONS}2.哪些对？\n{OPTIONS}3.酒后不准下井。\n\n{key}"
    )

    assert bad == []
    assert [draft.answer for draft in drafts] == [("A",), ("A", "C"), ("T",)]


def test_a_key_under_headings_answers_questions_whose_numbers_begin_anew() -> None:
    drafts, bad = read(
        f"一、单选题\n1.{STEM}\n{OPTIONS}二、判断题\n1.酒后可以下井。\n三、填空题\n1.高处是____米。\n"
        "参考答案\n一、单选题\n1.B\n二、判断题\n1.×\n三、填空题\n1、2米以上"
    )

    assert bad == []
    assert [draft.answer for draft in drafts] == [("B",), ("F",), ("2米以上",)]


def test_a_key_that_could_mean_two_questions_is_named_and_not_guessed() -> None:
    drafts, bad = read(f"一、单选题\n1.{STEM}\n{OPTIONS}二、判断题\n1.酒后可以下井。\n参考答案\n1.B 7.A\n1-3 AB")

    assert drafts == []
    assert [row.place for row in bad] == [
        *("题.txt:文本:2", "题.txt:文本:8", "题.txt:文本:10", "题.txt:文本:10", "题.txt:文本:11")
    ]


@given(st.lists(st.sampled_from("ABCDEFGH"), min_size=1, max_size=40), st.integers(1, 500))
def test_a_run_of_answers_gives_each_number_its_own(letters: list[str], first: int) -> None:
    last = first + len(letters) - 1

    assert list_items(f"{first}-{last} {''.join(letters)}") == tuple(zip(range(first, last + 1), letters, strict=True))


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


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        (f"\n1.{STEM}\n{OPTIONS}", "没有答案", 2),
        (f"1.{STEM}\n{OPTIONS}答案：E", "E", 1),
        (f"1.{STEM}（B）\n{OPTIONS}答案：A", "两个答案", 1),
        (f"1.{STEM}\n{OPTIONS}答案：A\n答案：B", "两个答案", 1),
        (f"一、单选题\n1.{STEM}\n{OPTIONS}答案：AB", "AB", 2),
        (f"1.{STEM}\nA.切断电源\nC.泼水\n答案：A", "A、C", 1),
        (f"1.{STEM}\nA.切断电源  C.泼水\nB.拉  D.等\n答案：A", "一行", 1),
        (f"1.{STEM}\nA.切断电源\nB.\nC.泼水\n答案：A", "空", 1),
        ("1.高处作业的高度是多少？\n答案：2米", "选项", 1),
        (f"1.{STEM}\n答案：A", "选项", 1),
        ("1.先____，后____。\n答案：断电；救人", "几个空", 1),
        ("1.电流(A)与电压(B)哪个要紧？", "括号", 1),
        ("1.\nA.甲\nB.乙\n答案：A", "题目", 1),
        ("三、判断题\n1.酒后可以下井。\n答案：也许", "也许", 2),
        ('甲是____###["一","二"]', "###", 1),
        ("1.安全电压是____。\n答案：36±0.5一个长得怎么也放不下的单位名称", "12", 1),
    ],
)
def test_what_is_no_question_is_named_by_its_line(text: str, said: str, line: int) -> None:
    bad = why(text)

    assert bad.place == f"题.txt:文本:{line}"
    assert said in bad.reason


def test_a_line_that_belongs_to_nothing_is_named_with_its_words() -> None:
    drafts, bad = read(f"封面\n1.{STEM}\n{OPTIONS}答案：A\n请交给安全科。\n2.酒后不准下井。（√）")

    assert len(drafts) == 2
    assert [(row.place, row.text) for row in bad] == [("题.txt:文本:8", "请交给安全科。")]


def test_a_line_that_may_be_the_next_question_is_named_and_not_added_to_the_last() -> None:
    drafts, bad = read(f"1.{STEM}（A）\n{OPTIONS}2.5米以上的高处要系安全带吗？\n3.酒后不准下井。（√）")

    assert [draft.stem for draft in drafts] == [f"{STEM}（　）", "酒后不准下井。"]
    assert [row.place for row in bad] == ["题.txt:文本:6"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_text_file_is_read_in_the_encodings_that_notepad_writes(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "题.txt"
    path.write_text(f"1.{STEM}\n{OPTIONS}答案：A", encoding=encoding)

    ((draft,), bad) = read_text_file(path, filename="题.txt")

    assert (draft.stem, draft.place, bad) == (STEM, "题.txt:文本:1", [])


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"\xff\xff\xff", "\n第1页\n".encode()])
def test_a_file_without_a_question_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "题.txt"
    path.write_bytes(content)

    with pytest.raises(BadFile, match=r"题\.txt"):
        read_text_file(path, filename="题.txt")


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_without_falling_over(text: str) -> None:
    try:
        drafts, bad = read(text)
    except BadFile:
        return
    assert drafts or bad


def test_miles_of_nothing_take_no_time() -> None:
    assert why(f"1-5 A{' ' * 200_000}y\n1.甲{'　' * 200_000}乙").place == "题.txt:文本:2"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**7), max_value=10**7))
def test_a_number_is_written_one_way(number: object) -> None:
    assert digits(digits(str(number))) == digits(str(number))
