"""Questions in JSON, whatever its programs call things."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exams.importing.drafts import BadRow, QuestionDraft
from exams.importing.json_bank import read_json_bank
from exams.models import Category, QuestionKind
from organizations.archives import BadFile

Read = Callable[[Any], tuple[list[QuestionDraft], list[BadRow]]]
STEM = "发现有人触电，首先应当怎么做？"
OPTIONS = {"A": "切断电源", "B": "用手去拉", "C": "泼水"}
KEPT = (("A", "切断电源"), ("B", "用手去拉"), ("C", "泼水"))


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(content: Any) -> tuple[list[QuestionDraft], list[BadRow]]:
        path = tmp_path / "题.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return read_json_bank(path, filename=path.name)

    return read


@pytest.mark.parametrize(
    "question",
    [
        {"question": STEM, "options": OPTIONS, "answer": "A"},
        {"题干": STEM, "选项": OPTIONS, "答案": "a", "题型": "单选题"},
        {"title": STEM, "options": ["切断电源", "用手去拉", "泼水"], "answer": "切断电源", "type": "single"},
        {"questionContent": STEM, "optionContent": "A.切断电源\nB.用手去拉\nC.泼水", "questionAnswer": "A"},
        {"stem": STEM, "options": ["A. 切断电源", "B. 用手去拉", "C. 泼水"], "correct_answer": ["A"], "type": 0},
        {"题目": STEM, "选项A": "切断电源", "选项B": "用手去拉", "选项C": "泼水", "正确答案": "A"},
        {"content": STEM, "A": "切断电源", "B": "用手去拉", "C": "泼水", "D": "", "answer": "A"},
        {
            "text": STEM,
            "choices": [
                {"text": "切断电源", "isCorrect": True},
                {"text": "用手去拉", "isCorrect": False},
                {"text": "泼水", "isCorrect": False},
            ],
        },
    ],
)
@pytest.mark.parametrize("around", [lambda one: [one], lambda one: {"name": "题库", "questions": [one]}])
def test_a_single_choice_is_understood_in_every_usual_form(
    read: Read, question: dict[str, Any], around: Callable[[Any], Any]
) -> None:
    ((draft,), bad) = read(around(question))

    assert bad == []
    assert (draft.kind, draft.stem, draft.options, draft.answer) == (QuestionKind.SINGLE, STEM, KEPT, ("A",))
    assert draft.place == "题.json:JSON:1"


@pytest.mark.parametrize("answer", ["CA", "A,C", ["A", "C"], ["泼水", "切断电源"], "A、C"])
def test_a_multiple_choice_names_several(read: Read, answer: Any) -> None:
    ((draft,), _bad) = read([{"question": STEM, "options": OPTIONS, "answer": answer}])

    assert (draft.kind, draft.answer) == (QuestionKind.MULTIPLE, ("A", "C"))


@pytest.mark.parametrize(
    ("answer", "more", "right"),
    [
        (True, {}, "T"),
        (False, {"type": "tf"}, "F"),
        ("对", {"type": "判断题"}, "T"),
        ("B", {"options": {"A": "正确", "B": "错误"}}, "F"),
        ("错误", {"options": ["正确", "错误"]}, "F"),
        ("false", {"kind": "judge"}, "F"),
    ],
)
def test_true_or_false_is_understood(read: Read, answer: Any, more: dict[str, Any], right: str) -> None:
    ((draft,), _bad) = read([{"question": "酒后可以下井。", "answer": answer, **more}])

    assert (draft.kind, draft.answer) == (QuestionKind.TRUE_FALSE, (right,))
    assert draft.options == (("T", "正确"), ("F", "错误"))


def test_something_may_be_filled_in_and_steps_put_in_order(read: Read) -> None:
    text, number, steps = read(
        [
            {"question": "安全生产方针是____、预防为主。", "answer": ["安全第一"]},
            {"question": "安全电压不高于多少？", "answer": 36, "tolerance": "0.50", "unit": "伏", "type": "填空题"},
            {"question": "先后怎么做？", "options": OPTIONS, "answer": "BCA", "type": "排序题"},
        ]
    )[0]

    assert (text.kind, text.answer, text.options) == (QuestionKind.FILL, ("安全第一",), ())
    assert (number.answer, number.tolerance, number.unit) == (("36",), "0.5", "伏")
    assert (steps.kind, steps.answer) == (QuestionKind.ORDER, ("B", "C", "A"))


def test_what_else_a_question_says_comes_along(read: Read) -> None:
    ((draft,), _bad) = read(
        [
            {
                **{"question": STEM, "options": OPTIONS, "answer": "A", "解析": "先断电。", "类别": "应急处置"},
                **{"难度": "中等", "岗位": "采掘、电工", "依据": "安全生产法", "依据条款": "第二十八条"},
            }
        ]
    )

    assert (draft.explanation, draft.category, draft.difficulty) == ("先断电。", Category.EMERGENCY, 2)
    assert (draft.posts, draft.basis_text, draft.basis_article) == (("采掘", "电工"), "安全生产法", "第二十八条")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ({"options": OPTIONS, "answer": "A"}, "题目"),
        ({"question": STEM, "options": OPTIONS}, "没有答案"),
        ({"question": STEM, "options": OPTIONS, "answer": "D"}, "D"),
        ({"question": STEM, "options": OPTIONS, "answer": 2}, "2"),
        ({"question": STEM, "options": {"A": "甲", "C": "丙"}, "answer": "A"}, "A、C"),
        ({"question": STEM, "options": list("一二三四五六七八九"), "answer": "A"}, "八"),
        ({"question": STEM, "options": OPTIONS, "answer": "AB", "type": "单选题"}, "AB"),
        ({"question": STEM, "answer": "也许", "type": "判断题"}, "也许"),
        ({"question": STEM, "answer": "因为", "type": "简答题"}, "简答题"),
        ({"question": STEM, "options": OPTIONS, "answer": "AB", "type": "排序题"}, "AB"),
        ({"question": STEM, "options": OPTIONS, "answer": "A", "difficulty": 9}, "9"),
        ({"question": STEM, "answer": "1", "type": "fill", "tolerance": "约"}, "约"),
        ({"question": STEM, "answer": "1", "type": "fill", "tolerance": 0.00001}, "0.00001"),
        ({"question": STEM, "answer": True, "依据": "法" * 61}, "60"),
        ("一句话", "题目"),
    ],
)
def test_what_is_no_question_is_named_by_its_number(read: Read, question: Any, said: str) -> None:
    drafts, (bad,) = read([{"question": "好的", "answer": True}, question])

    assert len(drafts) == 1
    assert bad.place == "题.json:JSON:2"
    assert said in bad.reason


def test_characters_that_no_database_keeps_are_left_out(read: Read) -> None:
    ((draft,), _bad) = read('[{"question": "酒后\\u0000可以\\ud800下井。", "answer": false}]')

    assert draft.stem == "酒后可以下井。"


@pytest.mark.parametrize("content", ["", "{", "[1, 2]", '{"a": 1}', "[" * 100_000, "1" * 5000, '"甲"', "[]"])
def test_a_file_that_holds_no_questions_is_refused_by_name(read: Read, content: str) -> None:
    with pytest.raises(BadFile, match=r"题\.json"):
        read(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.sampled_from(("A", "AB", "对")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(("A", "B", "text", "correct")), inner),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(("question", "options", "answer", "type", "tolerance", "difficulty")), JSON))
def test_any_json_is_read_or_named_without_falling_over(read: Read, question: dict[str, Any]) -> None:
    drafts, bad = read([question])

    assert len(drafts) + len(bad) == 1
