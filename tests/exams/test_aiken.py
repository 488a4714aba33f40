"""Aiken by its documentation."""

from __future__ import annotations

from pathlib import Path

import pytest

from exams.importing.aiken import read_aiken
from exams.importing.drafts import BadRow, QuestionDraft
from exams.models import QuestionKind
from organizations.archives import BadFile


def read(folder: Path, text: str) -> tuple[list[QuestionDraft], list[BadRow]]:
    path = folder / "题.txt"
    path.write_text(text, encoding="utf-8")
    return read_aiken(path, filename=path.name)


def test_questions_have_letters_with_a_point_or_a_bracket(tmp_path: Path) -> None:
    (first, second), bad = read(
        tmp_path, "触电先做什么？\nA. 断电\nB. 泼水\nANSWER: A\n\n着火报哪个电话？\nA) 110\nB) 119\nC) 120\nANSWER: B\n"
    )

    assert bad == []
    assert (first.kind, first.stem, first.answer) == (QuestionKind.SINGLE, "触电先做什么？", ("A",))
    assert second.options == (("A", "110"), ("B", "119"), ("C", "120"))
    assert [draft.place for draft in (first, second)] == ["题.txt:Aiken:1", "题.txt:Aiken:6"]


def test_true_and_false_are_no_choice_of_two(tmp_path: Path) -> None:
    ((draft,), _bad) = read(tmp_path, "酒后可以下井。\nA) True\nB) False\nANSWER: B")

    assert (draft.kind, draft.answer) == (QuestionKind.TRUE_FALSE, ("F",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("触电先做什么？\nA. 断电\nB. 泼水\n", "没有答案"),
        ("触电先做什么？\nA. 断电\nB. 泼水\nANSWER: C", "C"),
        ("触电先做什么？\nA. 断电\nB. 泼水\nANSWER: AB", "AB"),
        ("触电\n先做什么？\nA. 断电\nB. 泼水\nANSWER: A", "一行"),
        ("触电先做什么？\nA. 断电\nC. 泼水\nANSWER: A", "顺序"),
        ("触电先做什么？\nA. 断电\nANSWER: A", "两个"),
        ("ANSWER: A", "题目"),
    ],
)
def test_what_keeps_not_to_the_format_is_named_by_its_line(tmp_path: Path, text: str, said: str) -> None:
    drafts, (bad,) = read(tmp_path, f"\n{text}")

    assert drafts == []
    assert bad.place == "题.txt:Aiken:2"
    assert said in bad.reason


def test_an_empty_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"题\.txt"):
        read(tmp_path, "\n\n")
