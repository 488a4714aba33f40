"""The grade of an accident follows State Council Order 493 Art. 3."""

from decimal import Decimal

import pytest

from courses.grades import Grade, grade_by_harm


@pytest.mark.parametrize(
    ("deaths", "missing", "loss_wan", "grade"),
    [
        (30, None, None, Grade.SPECIALLY_GRAVE),
        (29, None, None, Grade.GRAVE),
        (2, 11, None, Grade.GRAVE),
        (9, None, Decimal("4999.99"), Grade.LARGE),
        (0, None, Decimal(5000), Grade.GRAVE),
        (2, None, Decimal("999.99"), Grade.ORDINARY),
        (0, None, None, ""),
        (None, None, None, ""),
    ],
)
def test_the_grade_follows_deaths_and_loss(deaths: int, missing: int, loss_wan: Decimal, grade: str) -> None:
    assert grade_by_harm(deaths=deaths, missing=missing, loss_wan=loss_wan) == grade


@pytest.mark.parametrize(
    ("severe", "grade"),
    [(1, Grade.ORDINARY), (9, Grade.ORDINARY), (10, Grade.LARGE), (50, Grade.GRAVE), (100, Grade.SPECIALLY_GRAVE)],
)
def test_severe_injuries_alone_make_a_grade(severe: int, grade: str) -> None:
    assert grade_by_harm(deaths=0, missing=None, loss_wan=None, severely_injured=severe) == grade


def test_what_weighs_most_decides() -> None:
    assert grade_by_harm(deaths=1, missing=0, loss_wan=Decimal(10_000), severely_injured=12) == Grade.SPECIALLY_GRAVE
