"""Same wrong answers beyond chance: the same both ways, exact, and quiet among people who worked alone."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product
from math import isclose, prod
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from exams.anomalies.found import Given, Sitting
from exams.anomalies.likeness import FALSE_LINES, LEAST_BOTH_WRONG, agreement, alike_in, at_least, shares_of
from exams.anomalies.teams import of_units

MOMENT = datetime(2024, 3, 4, tzinfo=UTC)
chances = st.lists(st.floats(0, 1), max_size=8)
papers = st.dictionaries(st.integers(0, 30), st.sampled_from("ABCD").map(lambda key: (key,)), max_size=20)


def sat(number: int, answers: dict[int, str], unit: int = 1) -> Sitting:
    """A sitting in which "A" is right throughout."""
    given = tuple(Given(version, (key,), is_right=key == "A") for version, key in answers.items())
    return Sitting(UUID(int=number), number, unit, 1, MOMENT, MOMENT, False, False, given)


def alone(random: Random, number: int, unit: int = 1) -> Sitting:
    """Somebody who knows six of ten answers and guesses the others; questions 0 to 9 have a favourite wrong answer."""
    asked = random.sample(range(60), 40)
    return sat(
        number,
        {
            q: "A" if random.random() < 0.6 else "B" if q < 10 and random.random() < 0.7 else random.choice("BCD")
            for q in asked
        },
        unit,
    )


def an_exam(random: Random, teams: int = 4, size: int = 12) -> list[Sitting]:
    return [alone(random, team * size + place, team) for team in range(teams) for place in range(size)]


def lines_of(people: list[Sitting]) -> list[list[UUID]]:
    return [list(line.attempts) for line in alike_in(of_units(people).values(), shares_of(people))]


@given(chances, st.integers(0, 9))
def test_the_tail_is_the_sum_over_all_ways_to_hit(draws: list[float], hits: int) -> None:
    every_way = product([True, False], repeat=len(draws))
    expected = sum(
        prod(chance if hit else 1 - chance for chance, hit in zip(draws, way, strict=True))
        for way in every_way
        if sum(way) >= hits
    )

    assert isclose(at_least(draws, hits), min(1.0, expected), rel_tol=1e-9, abs_tol=1e-12)


@given(chances, st.integers(1, 9))
def test_more_hits_are_never_likelier(draws: list[float], hits: int) -> None:
    assert at_least(draws, hits) <= at_least(draws, hits - 1) + 1e-12


@given(papers, papers, st.lists(papers, max_size=5))
def test_two_sittings_are_as_alike_from_either_side(
    mine: dict[int, tuple[str, ...]], theirs: dict[int, tuple[str, ...]], others: list[dict[int, tuple[str, ...]]]
) -> None:
    people = [sat(n, {q: key for q, (key,) in paper.items()}) for n, paper in enumerate([mine, theirs, *others])]
    shares = shares_of(people)

    assert agreement(mine, theirs, shares) == agreement(theirs, mine, shares)


def test_people_who_worked_alone_bring_no_more_false_lines_than_stated() -> None:
    exams = [lines_of(an_exam(Random(seed))) for seed in range(100)]

    assert sum(bool(lines) for lines in exams) <= 100 * FALSE_LINES


def test_who_copied_is_found_with_whom_he_copied_from_and_nobody_else() -> None:
    random = Random(5)
    people = an_exam(random)
    source = people[0]
    copies = [
        Sitting(UUID(int=900 + n), 900 + n, 0, 1, MOMENT, MOMENT, False, False, source.given[: 36 + n])
        for n in range(2)
    ]

    assert lines_of([*people, *copies]) == [[source.attempt, UUID(int=900), UUID(int=901)]]


def test_the_same_copy_in_another_team_is_not_looked_for() -> None:
    people = an_exam(Random(5))
    copy = Sitting(UUID(int=900), 900, 99, 1, MOMENT, MOMENT, False, False, people[0].given)

    assert lines_of([*people, copy]) == []


def test_right_answers_in_common_say_nothing() -> None:
    people = an_exam(Random(7))
    best = [sat(number, dict.fromkeys(range(40), "A")) for number in (901, 902)]

    assert lines_of([*people, *best]) == []


def test_a_wrong_answer_that_everybody_gives_says_nothing() -> None:
    misled = [sat(number, dict.fromkeys(range(20), "B")) for number in range(30)]

    assert lines_of(misled) == []


def test_few_questions_wrong_in_common_are_not_compared() -> None:
    few = {**dict.fromkeys(range(40), "A"), **dict.fromkeys(range(LEAST_BOTH_WRONG - 1), "D")}
    people = [*an_exam(Random(3)), sat(901, few), sat(902, few)]

    assert all(UUID(int=901) not in line for line in lines_of(people))
