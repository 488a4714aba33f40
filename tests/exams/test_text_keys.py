"""Keys at the end of a text: each answer finds its question, or is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.importing.answer_lists import list_items
from tests.factories.text_questions import OPTIONS, STEM, read


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
