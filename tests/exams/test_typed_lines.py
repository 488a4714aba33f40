"""The lines of an answer sheet, read the way clerks type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.errors import Unreadable
from exams.models import (
    QuestionKind,
)
from exams.printing.typed import TypedPart, read_part, shown

KEYS = ("B", "D", "A", "C")  # as shown: letter A is key B


def part_of(kind: str, number: int = 3, keys: tuple[str, ...] = KEYS) -> TypedPart:
    return TypedPart(kind, 0, (("T", "F") if kind == QuestionKind.TRUE_FALSE else keys,) * number)


@pytest.mark.parametrize(
    ("kind", "text", "answers"),
    [
        ("single", "ABD", [["B"], ["D"], ["C"]]),
        ("single", " a, b d", [["B"], ["D"], ["C"]]),
        ("single", "ＡＢ－", [["B"], ["D"], []]),
        ("multiple", "AD,B,abc", [["B", "C"], ["D"], ["A", "B", "D"]]),
        ("multiple", "DA B —", [["B", "C"], ["D"], []]),
        ("true_false", "对错对", [["T"], ["F"], ["T"]]),
        ("true_false", "√×-", [["T"], ["F"], []]),
        ("true_false", "正确 错误 正确", [["T"], ["F"], ["T"]]),
        ("order", "BADC,ABCD,-", [["D", "B", "C", "A"], ["B", "D", "A", "C"], []]),
    ],
)
def test_a_line_is_read_the_way_clerks_type(kind: str, text: str, answers: list[list[str]]) -> None:
    assert read_part(part_of(kind), text) == answers


def test_words_are_read_one_line_a_question() -> None:
    assert read_part(part_of("fill", keys=()), "30 米\n-\n停电") == [["30 米"], [], ["停电"]]


@pytest.mark.parametrize(
    ("kind", "text", "named"),
    [
        ("single", "AB", "2"),
        ("single", "ABCD", "4"),
        ("single", "ABF", "F"),
        ("single", "AB?", "?"),
        ("multiple", "AD,B", "2"),
        ("multiple", "AA,B,C", "AA"),
        ("true_false", "对错A", "A"),
        ("order", "BAXC,ABCD,-", "BAXC"),
    ],
)
def test_what_can_not_be_is_sent_back_and_named(kind: str, text: str, named: str) -> None:
    with pytest.raises(Unreadable, match=f"[“ ]?{named.replace('?', '[?]')}"):
        read_part(part_of(kind), text)


@given(st.data(), st.sampled_from(["single", "multiple", "true_false", "order"]))
def test_what_is_shown_of_an_answer_is_read_as_the_same_answer(data: st.DataObject, kind: str) -> None:
    part = part_of(kind, 1)
    most = len(part.keys[0]) if kind in {"multiple", "order"} else 1
    answer = data.draw(st.lists(st.sampled_from(part.keys[0]), max_size=most, unique=True))
    answer = answer if kind == "order" else sorted(answer)

    assert read_part(part, shown(part, 0, answer)) == [answer]
