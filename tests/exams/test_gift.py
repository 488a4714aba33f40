r"""GIFT by its documentation, and that what goes out comes in again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exams.exporting.gift import share, write_gift
from exams.importing.drafts import BadRow, QuestionDraft
from exams.importing.gift import read_gift
from exams.models import Category, QuestionKind
from organizations.archives import BadFile
from tests.factories.drafts import drafts

Read = Callable[[str], tuple[list[QuestionDraft], list[BadRow]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(text: str) -> tuple[list[QuestionDraft], list[BadRow]]:
        path = tmp_path / "题.gift"
        path.write_text(text, encoding="utf-8")
        return read_gift(path, filename=path.name)

    return read


def keyed(*texts: str) -> tuple[tuple[str, str], ...]:
    return tuple(zip("ABCDEFGH", texts, strict=False))


def only(found: tuple[list[QuestionDraft], list[BadRow]]) -> QuestionDraft:
    assert found[1] == []
    (draft,) = found[0]
    return draft


def test_one_right_answer_among_others_is_a_single_choice(read: Read) -> None:
    draft = only(read("触电先做什么？{\n  ~泼水\n  =断电\n  ~等人来\n}"))

    assert (draft.kind, draft.stem, draft.answer) == (QuestionKind.SINGLE, "触电先做什么？", ("B",))
    assert draft.options == keyed("泼水", "断电", "等人来")
    assert draft.place == "题.gift:GIFT:1"


@pytest.mark.parametrize(
    "weights", [(50, 50, -100), (50, 50, 0), ("33.33333", "66.66667", -50), ("50.0", "50", "-33.3")]
)
def test_weights_that_make_a_hundred_are_a_multiple_choice(read: Read, weights: tuple[object, ...]) -> None:
    one, two, three = weights

    draft = only(read(f"哪些对？{{~%{one}%断电 ~%{two}%呼救 ~%{three}%泼水}}"))

    assert (draft.kind, draft.answer) == (QuestionKind.MULTIPLE, ("A", "B"))


def test_an_answer_that_is_half_right_is_not_right(read: Read) -> None:
    choice, short = read("先做什么？{~泼水 ~%50%呼救 =断电}\n\n断什么？{=电源 =%75%电原}")[0]

    assert (choice.kind, choice.answer) == (QuestionKind.SINGLE, ("C",))
    assert short.answer == ("电源",)


@pytest.mark.parametrize(
    ("word", "right"), [("T", "T"), ("TRUE", "T"), ("F", "F"), ("FALSE", "F"), ("true", "T"), (" F ", "F")]
)
def test_true_or_false_is_said_by_a_letter_or_a_word(read: Read, word: str, right: str) -> None:
    draft = only(read(f"酒后可以下井。{{{word}}}"))

    assert (draft.kind, draft.answer) == (QuestionKind.TRUE_FALSE, (right,))


def test_only_right_answers_are_a_text_to_fill_in(read: Read) -> None:
    draft = only(read("高处作业从几米算起？{=2 =两}"))

    assert (draft.kind, draft.options, draft.answer, draft.tolerance) == (QuestionKind.FILL, (), ("2", "两"), "")


@pytest.mark.parametrize(
    ("written", "answer", "tolerance"),
    [
        ("#1.5", "1.5", "0"),
        ("#1.5:0.25", "1.5", "0.25"),
        ("#1..5", "3", "2"),
        ("#-3.5 .. -3", "-3.25", "0.25"),
        ("#=1.5:0.1 =%50%1.5:1", "1.5", "0.1"),
        ("#1.50:0#就是它", "1.5", "0"),
    ],
)
def test_a_number_is_right_within_its_tolerance(read: Read, written: str, answer: str, tolerance: str) -> None:
    draft = only(read(f"瓦斯浓度到百分之几断电？{{{written}}}"))

    assert (draft.kind, draft.answer, draft.tolerance) == (QuestionKind.FILL, (answer,), tolerance)


def test_words_behind_the_braces_leave_a_blank_before_them(read: Read) -> None:
    draft = only(read("安全生产，{=预防 ~补救 ~处罚}为主。"))

    assert draft.stem == "安全生产，_____为主。"


def test_escaped_characters_are_themselves(read: Read) -> None:
    draft = only(read(r"::a\:b::1\:2 \{x\} \~ \= \# \\ \frac\n完{=\=2 ~\~1 ~\#3#不\#对}"))

    assert draft.stem == "1:2 {x} ~ = # \\ \\frac\n完"
    assert draft.options == keyed("=2", "~1", "#3")
    assert draft.explanation == "C：不#对"


def test_comments_titles_and_categories_are_no_part_of_a_question(read: Read) -> None:
    first, second, third = read(
        "// 第一部分\n$CATEGORY: $course$/top/法律法规\n\n::标题::甲？{\n// 说明\n=对\n~错\n}\n\n"
        "$CATEGORY: tom/dick/应急处置/急救\n乙？{T}\n\n$CATEGORY: 别的\n\n丙？{F}"
    )[0]

    assert (first.stem, first.category, first.place) == ("甲？", Category.LAW, "题.gift:GIFT:4")
    assert (second.stem, second.category) == ("乙？", Category.EMERGENCY)
    assert third.category == Category.GENERAL


def test_formats_are_understood(read: Read) -> None:
    found = read(
        "[html]<p>先<b>断电</b>。</p><p>H<sub>2</sub>S&nbsp;&lt; 10 mg/m<sup>3</sup></p>{T}\n\n"
        "[plain]<b>先</b>{T}\n\n[markdown]**先**{T}\n\n[moodle]<b>先</b>断电{T}\n\n1<2 且 3>2{T}"
    )[0]

    assert [draft.stem for draft in found] == [
        *("先断电。\nH₂S < 10 mg/m³", "<b>先</b>", "**先**", "先断电", "1<2 且 3>2")
    ]


def test_feedback_becomes_the_explanation(read: Read) -> None:
    choice, truth = read("甲？{\n=断电#对，先断电。\n~泼水#会触电。\n####先断电再救人。}\n\n乙。{T#不对#对了####一般}")[
        0
    ]

    assert choice.explanation == "先断电再救人。\nA：对，先断电。\nB：会触电。"
    assert truth.explanation == "一般\n对了\n不对"


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        ("\n\n甲？{=对 ~错", "第3行", 3),
        ("甲？\n乙{\n=对\n~{错}", "第2行", 1),
        ("// 说明\n甲？\n// 又\n=对}", "第4行", 2),
        ("甲{=对}乙{=错}", "第1行", 1),
        ("甲？", "{", 1),
        ("甲？{}", "判分", 1),
        ("甲？{####说明}", "判分", 1),
        ("配对。{=甲 -> 乙 =丙 -> 丁}", "配对", 1),
        ("甲？{~对 ~错}", "没有答案", 1),
        ("甲？{=对 =也对 ~错}", "100", 1),
        ("甲？{~%50%对 ~%20%也对 ~错}", "100", 1),
        ("甲？{#三}", "三", 1),
        ("甲？{#1 =2}", "1", 1),
        ("甲？{#1..二}", "二", 1),
        ("甲？{#1:0.00001}", "0.00001", 1),
        ("甲？{#=1 =2}", "一个数", 1),
        ("甲？{=断*}", "*", 1),
        ("甲？{对 错}", "=", 1),
        ("[html]<img src='x.png'>看图{T}", "图", 1),
        ("{T}", "题目", 1),
        ("甲？{=1 ~2 ~3 ~4 ~5 ~6 ~7 ~8 ~9}", "八", 1),
    ],
)
def test_what_cannot_be_taken_is_named_by_its_line(read: Read, text: str, said: str, line: int) -> None:
    drafts, (bad,) = read(text)

    assert drafts == []
    assert bad.place == f"题.gift:GIFT:{line}"
    assert said in bad.reason


def test_a_file_without_a_question_is_refused_by_name(read: Read) -> None:
    with pytest.raises(BadFile, match=r"题\.gift"):
        read("// 只有说明\n\n$CATEGORY: 空\n")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(drafts(), min_size=1, max_size=4))
def test_what_goes_out_comes_in_again(read: Read, questions: list[QuestionDraft]) -> None:
    file = BytesIO()
    left_out = write_gift(questions, file)

    found, bad = read(file.getvalue().decode()) if len(left_out) < len(questions) else ([], [])

    assert bad == []
    order = list(Category.values)
    kept = sorted((one for one in questions if one not in left_out), key=lambda one: order.index(one.category))
    assert [replace(draft, place="") for draft in found] == kept
    assert all(any("->" in text for text in one.answer) for one in left_out)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.text(alphabet="~=#{}:\\%n \n/甲乙$.1[]<>-*", max_size=60))
def test_any_text_is_read_or_refused_without_falling_over(read: Read, text: str) -> None:
    try:
        found, bad = read(text)
    except BadFile:
        return
    assert found or bad


def test_steps_are_said_to_be_left_out() -> None:
    steps = QuestionDraft("", QuestionKind.ORDER, "先后？", keyed("救人", "断电"), ("B", "A"))

    assert write_gift([steps], BytesIO()) == [steps]


@pytest.mark.parametrize(
    ("right", "weight"),
    [(1, "100"), (2, "50"), (3, "33.33333"), (4, "25"), (5, "20"), (6, "16.66667"), (7, "14.28571"), (8, "12.5")],
)
def test_shares_are_the_weights_that_moodle_lists(right: int, weight: str) -> None:
    assert str(share(right)) == weight


def test_what_happened_is_told_before_the_question(read: Read) -> None:
    question = QuestionDraft(
        "", QuestionKind.TRUE_FALSE, "他做得对吗？", (("T", "正确"), ("F", "错误")), ("F",), background="甲没断电。"
    )
    file = BytesIO()
    write_gift([question], file)

    assert only(read(file.getvalue().decode())).stem == "甲没断电。\n\n他做得对吗？"
