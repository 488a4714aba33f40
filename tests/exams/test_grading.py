"""Grading is arithmetic: all or nothing, and the sum of its parts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.grading import PaperQuestion, grade
from exams.models import QuestionKind
from exams.rightness import Key

KEYS = st.frozensets(st.sampled_from("ABCDE"), min_size=1)
POINTS = st.decimals(min_value="0.5", max_value="10", places=2)
MULTIPLE = st.builds(lambda keys: Key(QuestionKind.MULTIPLE, tuple(sorted(keys))), KEYS)
ORDERED = st.builds(lambda keys: Key(QuestionKind.ORDER, tuple(keys)), st.permutations("ABCD"))
WORDS = st.builds(lambda text: Key(QuestionKind.FILL, (text,)), st.sampled_from(("氧气", "CO", "矿用自救器")))
QUESTIONS = st.lists(st.builds(PaperQuestion, st.integers(1, 10**6), MULTIPLE | ORDERED | WORDS, POINTS), max_size=30)


def multiple(keys: str) -> Key:
    return Key(QuestionKind.MULTIPLE, tuple(keys))


@given(QUESTIONS)
def test_all_right_answers_earn_the_full_points(questions: list[PaperQuestion]) -> None:
    graded = grade(questions, {slot: question.key.answer for slot, question in enumerate(questions)})

    assert graded.score == graded.full_points == sum((q.points for q in questions), Decimal(0))


@given(QUESTIONS)
def test_a_blank_paper_earns_nothing(questions: list[PaperQuestion]) -> None:
    assert grade(questions, {}).score == 0
    assert grade(questions, {slot: [""] for slot in range(len(questions))}).score == 0


@given(KEYS, KEYS, POINTS)
def test_a_question_earns_all_or_nothing(right: frozenset[str], chosen: frozenset[str], points: Decimal) -> None:
    graded = grade([PaperQuestion(1, multiple("".join(sorted(right))), points)], {0: sorted(chosen)})

    assert graded.score == (points if chosen == right else 0)


def test_one_right_key_too_few_earns_nothing() -> None:
    assert grade([PaperQuestion(1, multiple("AB"), Decimal(2))], {0: ["A"]}).score == 0


def test_the_order_of_the_chosen_keys_does_not_matter() -> None:
    assert grade([PaperQuestion(1, multiple("AC"), Decimal(2))], {0: ["C", "A"]}).score == 2


@given(st.permutations("ABCD"), st.permutations("ABCD"))
def test_steps_are_right_in_their_order_alone(right: list[str], given_: list[str]) -> None:
    assert Key(QuestionKind.ORDER, tuple(right)).accepts(given_) == (right == given_)


@pytest.mark.parametrize("text", ["CO", "co", "ＣＯ", " c o ", "CO。", "一氧化碳"])
def test_a_written_word_is_right_however_it_is_typed(text: str) -> None:
    assert Key(QuestionKind.FILL, ("CO", "一氧化碳")).accepts([text])


@pytest.mark.parametrize("text", ["二氧化碳", "C", "O2"])
def test_another_word_is_wrong(text: str) -> None:
    assert not Key(QuestionKind.FILL, ("CO", "一氧化碳")).accepts([text])


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("1.5", True),
        ("1.5米", True),
        ("１．５ 米", True),
        ("1.50", True),
        ("1.45", True),
        ("1.55", True),
        ("1.56", False),
        ("一米五", False),
        ("NaN", False),
        ("-1.5", False),
        ("米", False),
    ],
)
def test_a_number_is_right_within_its_tolerance_with_or_without_its_unit(text: str, right: bool) -> None:
    key = Key(QuestionKind.FILL, ("1.5",), Decimal("0.05"), "米")
    assert key.accepts([text]) == right


@given(st.decimals(-1000, 1000, places=3), st.decimals(0, 10, places=2), st.decimals(-1000, 1000, places=3))
def test_a_number_is_right_exactly_up_to_its_tolerance(right: Decimal, tolerance: Decimal, said: Decimal) -> None:
    key = Key(QuestionKind.FILL, (str(right),), tolerance)
    assert key.accepts([str(said)]) == (abs(said - right) <= tolerance)
