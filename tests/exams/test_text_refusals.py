"""What in a text is no question is named instead of guessed; and which files are read at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.importing.drafts import BadRow
from exams.importing.marks import digits
from exams.importing.text_file import read_text_file
from organizations.archives import BadFile
from tests.factories.text_questions import OPTIONS, STEM, read


def why(text: str) -> BadRow:
    drafts, (bad,) = read(text)
    assert drafts == []
    return bad


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
