"""A bad sign is given where it is one, and not where chance alone could have brought it."""

from __future__ import annotations

import random

import pytest

from exams.analysis.items import AnswerSums, ExamSums, Given
from exams.analysis.signs import Sign, Weight, signs_of
from exams.models import QuestionKind


def signs(people: list[tuple[str, int]], *, kind: str = QuestionKind.SINGLE, options: str = "ABCD") -> tuple[Sign, ...]:
    """Return the signs of a question whose right answer is B, asked of people who chose this and know so much else."""
    sums = ExamSums()
    for chosen, rest in people:
        earned = 100 if chosen == "B" else 0
        sums.add([Given(1, (chosen,) if chosen else (), earned, 100), Given(2, ("A",), rest, 5000)])
    answers = {chosen[0]: answer for (version, chosen), answer in sums.answers.items() if version == 1}
    return signs_of(kind, sums.items[1], answers, options)


def weights(people: list[tuple[str, int]], **asked: str) -> list[Weight]:
    return [sign.weight for sign in signs(people, **asked)]


GOOD = [("B", 4000 + n) for n in range(30)] + [(key, 2000 + n) for key in "ACD" for n in range(10)]


def test_of_a_good_question_nothing_is_said() -> None:
    assert signs(GOOD) == ()


def test_who_chose_a_wrong_answer_knows_more_than_who_chose_the_right_one() -> None:
    swapped = [({"B": "C", "C": "B"}.get(chosen, chosen), rest) for chosen, rest in GOOD]

    (found,) = signs(swapped)

    assert (found.weight, found.tone, found.doubts_the_key) == (Weight.KEY, "bad", True)
    assert "C" in found.text
    assert "B" in found.text


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([("B", 100 * n) for n in range(30)], [Weight.EVERYBODY]),
        ([("ACD"[n % 3], 100 * (n % 7)) for n in range(60)], [Weight.NOBODY]),
        ([("B", 1000 + n) for n in range(20)] + [("", 4000 + n) for n in range(20)], [Weight.BACKWARDS]),
        ([("B", 100 * n) for n in range(4)] + [("A", 100 * (n % 4)) for n in range(60)], [Weight.GUESSED]),
        ([*GOOD, *((("", 2000 + n)) for n in range(10))], [Weight.OMITTED]),
        ([("BACD"[n % 4], 100 * (n // 4 % 9)) for n in range(144)], [Weight.WEAK]),
        ([(chosen if chosen != "D" else "A", rest) for chosen, rest in GOOD], [Weight.IDLE]),
    ],
)
def test_each_bad_sign_is_seen(people: list[tuple[str, int]], expected: list[Weight]) -> None:
    assert weights(people) == expected


def test_of_few_people_nothing_is_said() -> None:
    assert weights([("B", 0)] * 9 + [("C", 5000)] * 10) == []


def test_an_answer_that_few_gave_says_nothing_against_the_key() -> None:
    assert Weight.KEY not in weights([*GOOD, *([("C", 5000)] * 4)])


def test_what_is_filled_in_knows_no_guessing_and_no_idle_choice() -> None:
    people = [("B", 100 * (n + 9)) for n in range(4)] + [("A", 100 * (n % 4)) for n in range(60)]

    assert weights(people) == [Weight.GUESSED]
    assert weights(people, kind=QuestionKind.FILL, options="") == []


def test_chance_alone_hardly_ever_accuses_a_key() -> None:
    """Two hundred questions that everybody answers at random: one accusation in forty a wrong answer, of three."""
    accused = 0
    for number in range(200):
        chance = random.Random(number)
        people = [(chance.choice("ABCD"), chance.randrange(5000)) for _person in range(80)]
        accused += Weight.KEY in weights(people)

    assert accused <= 200 * 3 / 40 * 1.5


def test_no_answers_at_all_bring_no_error() -> None:
    assert AnswerSums().mean_rest is None
    assert weights([("", 100 * n) for n in range(30)]) == [Weight.NOBODY]
