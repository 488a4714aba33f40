"""Grading is arithmetic: all or nothing, and the sum of its parts."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from exams.grading import PaperQuestion, grade

KEYS = st.frozensets(st.sampled_from("ABCDE"), min_size=1)
POINTS = st.decimals(min_value="0.5", max_value="10", places=2)
QUESTIONS = st.lists(st.builds(PaperQuestion, st.integers(1, 10**6), KEYS, POINTS), max_size=30)


@given(QUESTIONS)
def test_all_right_answers_earn_the_full_points(questions: list[PaperQuestion]) -> None:
    graded = grade(questions, {slot: sorted(question.answer) for slot, question in enumerate(questions)})

    assert graded.score == graded.full_points == sum((q.points for q in questions), Decimal(0))


@given(QUESTIONS)
def test_a_blank_paper_earns_nothing(questions: list[PaperQuestion]) -> None:
    assert grade(questions, {}).score == 0


@given(KEYS, KEYS, POINTS)
def test_a_question_earns_all_or_nothing(right: frozenset[str], chosen: frozenset[str], points: Decimal) -> None:
    graded = grade([PaperQuestion(1, right, points)], {0: sorted(chosen)})

    assert graded.score == (points if chosen == right else 0)


def test_one_right_key_too_few_earns_nothing() -> None:
    assert grade([PaperQuestion(1, frozenset("AB"), Decimal(2))], {0: ["A"]}).score == 0


def test_the_order_of_the_chosen_keys_does_not_matter() -> None:
    assert grade([PaperQuestion(1, frozenset("AC"), Decimal(2))], {0: ["C", "A"]}).score == 2
