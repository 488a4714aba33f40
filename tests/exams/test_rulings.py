"""A corrected question counts otherwise; the paper stays worth what it was. Arithmetic alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.grading import Mark, PaperQuestion, grade
from exams.models import QuestionKind, Treatment
from exams.rightness import Key
from exams.rulings import Ruling

RIGHT, ALSO, WRONG = "A", "C", "D"
POINTS = st.decimals(min_value="0.5", max_value="10", places=2)
RULINGS = st.one_of(
    st.just(Ruling(Treatment.KEY, ((ALSO,),))),
    st.just(Ruling(Treatment.ALSO, ((ALSO,),))),
    st.just(Ruling(Treatment.DROP)),
    st.just(Ruling(Treatment.GIVE)),
    st.builds(lambda points: Ruling(Treatment.POINTS, points=points), POINTS),
)
QUESTIONS = st.lists(
    st.builds(PaperQuestion, st.integers(1, 9999), st.just(Key(QuestionKind.SINGLE, (RIGHT,))), POINTS, RULINGS),
    max_size=20,
)
ANSWERS = st.dictionaries(st.integers(0, 19), st.sampled_from([(RIGHT,), (ALSO,), (WRONG,), ()]))


def question(points: str = "2", ruling: Ruling | None = None) -> PaperQuestion:
    return PaperQuestion(1, Key(QuestionKind.SINGLE, (RIGHT,)), Decimal(points), ruling)


@given(QUESTIONS, ANSWERS)
def test_a_score_stays_between_nothing_and_the_full_points(
    questions: list[PaperQuestion], chosen: dict[int, tuple[str, ...]]
) -> None:
    graded = grade(questions, chosen)

    assert graded.full_points == sum((q.points for q in questions), Decimal(0))
    assert 0 <= graded.score <= graded.full_points


@given(QUESTIONS, ANSWERS)
def test_giving_points_or_a_further_answer_lowers_nobody(
    questions: list[PaperQuestion], chosen: dict[int, tuple[str, ...]]
) -> None:
    before = grade([replace(q, ruling=None) for q in questions], chosen).score
    for ruling in (Ruling(Treatment.GIVE), Ruling(Treatment.ALSO, ((ALSO,),))):
        assert grade([replace(q, ruling=ruling) for q in questions], chosen).score >= before


@given(QUESTIONS, ANSWERS)
def test_a_key_that_is_the_old_one_changes_nothing(
    questions: list[PaperQuestion], chosen: dict[int, tuple[str, ...]]
) -> None:
    asked = [replace(q, ruling=None) for q in questions]
    same = [replace(q, ruling=Ruling(Treatment.KEY, (q.key.answer,))) for q in questions]

    assert grade(same, chosen) == grade(asked, chosen)


@given(QUESTIONS, ANSWERS)
def test_a_mark_is_read_back_as_it_was_kept(questions: list[PaperQuestion], chosen: dict[int, tuple[str, ...]]) -> None:
    for asked, mark in zip(questions, grade(questions, chosen).marks, strict=True):
        assert Mark.of(mark.as_data(), asked.points) == mark


@pytest.mark.parametrize(
    ("ruling", "chosen", "points"),
    [
        (None, RIGHT, "20"),
        (Ruling(Treatment.KEY, ((ALSO,),)), RIGHT, "0"),
        (Ruling(Treatment.KEY, ((ALSO,),)), ALSO, "20"),
        (Ruling(Treatment.ALSO, ((ALSO,),)), RIGHT, "20"),
        (Ruling(Treatment.ALSO, ((ALSO,),)), ALSO, "20"),
        (Ruling(Treatment.ALSO, ((ALSO,),)), WRONG, "0"),
        (Ruling(Treatment.GIVE), "", "20"),
        (Ruling(Treatment.DROP), RIGHT, "0"),
        (Ruling(Treatment.POINTS, points=Decimal(5)), RIGHT, "5"),
    ],
)
def test_each_treatment_marks_an_answer_its_own_way(ruling: Ruling | None, chosen: str, points: str) -> None:
    assert grade([question("20", ruling)], {0: [chosen]}).marks[0].points == Decimal(points)


@pytest.mark.parametrize(
    ("ruling", "right", "score"),
    [
        # five questions of 20; the first is corrected; so many of the other four are right
        (Ruling(Treatment.DROP), 3, "75.00"),  # 60 of 80
        (Ruling(Treatment.DROP), 4, "100.00"),
        (Ruling(Treatment.POINTS, points=Decimal(10)), 3, "66.67"),  # 60 of 90
        (Ruling(Treatment.POINTS, points=Decimal(40)), 4, "66.67"),  # 80 of 120
        (Ruling(Treatment.GIVE), 3, "80"),
    ],
)
def test_the_score_stays_one_of_the_full_points_rounded_half_up(ruling: Ruling, right: int, score: str) -> None:
    questions = [question("20", ruling), *(question("20") for _ in range(4))]

    assert grade(questions, {slot: [RIGHT] for slot in range(1, right + 1)}).score == Decimal(score)


def test_a_paper_of_which_nothing_counts_harms_nobody_and_says_so() -> None:
    graded = grade([question("20", Ruling(Treatment.DROP))], {})

    assert graded.score == 20
    assert graded.is_empty


def test_a_further_text_or_number_is_read_as_the_first_one_is() -> None:
    text = Key(QuestionKind.FILL, ("自救器",))
    number = Key(QuestionKind.FILL, ("1.5",), tolerance=Decimal("0.1"), unit="米")

    assert Ruling(Treatment.ALSO, (("CO",), ("一氧化碳",))).accepts(text, ["ｃｏ。"])
    assert Ruling(Treatment.ALSO, (("2",),)).accepts(number, ["2.05米"])
    assert not Ruling(Treatment.KEY, (("2",),)).accepts(number, ["1.5"])
