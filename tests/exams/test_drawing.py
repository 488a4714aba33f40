"""Drawing by chance: exactly what is asked for, each question as likely, the same again for the same seed."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.drawing.blueprint import ELSEWHERE, Blueprint, Line, Standing, Traits
from exams.drawing.papers import Part, Pool, PoolQuestion, Shortage, draw, shortages
from exams.drawing.sampling import seeded, shuffled, take
from exams.models import Category, QuestionKind

BANK, ELECTRICIAN, FURNACE_MAN = 1, 7, 8
# Of what is truly uniform one draw in a thousand exceeds these: chi-square at p = 0.001 for so many degrees of freedom.
CHI_SQUARE = {23: 49.7, 24: 51.2, 39: 72.1}


def pool_of(size: int, *, first: int = 1) -> Pool:
    """Questions numbered from `first`, their versions a thousand higher."""
    return Pool.of(held(size, first))


def part_of(pool: Pool, count: int, kind: str = QuestionKind.SINGLE) -> Part:
    return Part("一段", kind, count, Decimal(2), pool)


def line_of(count: int, **fields: int) -> Line:
    return Line("一行", BANK, QuestionKind.SINGLE, Category.PROCEDURE, count, Decimal(2), **fields)


def traits(difficulty: int = 1, *posts: int, industries: frozenset[str] = frozenset()) -> Traits:
    single = (BANK, QuestionKind.SINGLE, Category.PROCEDURE)
    return Traits(*single, difficulty, industries, frozenset(posts))


def held(size: int, first: int) -> list[PoolQuestion]:
    return [PoolQuestion(n, 1000 + n, tuple("ABCD")) for n in range(first, first + size)]


def asked_in(paper: list[list[object]]) -> list[int]:
    return [int(str(line[0])) - 1000 for line in paper]


def electrician(*kinds: int) -> Standing:
    return Standing("underground_mine", frozenset(kinds or (ELECTRICIAN,)))


@st.composite
def parts(draw_: st.DrawFn) -> list[Part]:
    """Up to four pools that have nothing in common, with one or two parts each that they can fill."""
    found, first = [], 1
    for _pool in range(draw_(st.integers(1, 4))):
        size = draw_(st.integers(0, 30))
        pool = pool_of(size, first=first)
        first += size
        count = draw_(st.integers(0, size))
        cut = draw_(st.integers(0, count))
        found += [part_of(pool, cut), part_of(pool, count - cut)]
    return found


@given(parts(), st.integers(), st.sets(st.integers(1, 120)))
def test_a_paper_has_exactly_what_each_part_asks_for_and_nothing_twice(
    parts: list[Part], seed: int, had: set[int]
) -> None:
    paper = draw(parts, seeded(seed), had)

    asked = asked_in(paper)
    assert len(set(asked)) == len(asked) == sum(part.count for part in parts)
    for part in parts:
        mine, asked = asked[: part.count], asked[part.count :]
        assert set(mine) <= part.pool.places.keys()


@given(parts(), st.integers(), st.sets(st.integers(1, 120)))
def test_what_he_has_had_is_asked_only_when_nothing_else_is_left(parts: list[Part], seed: int, had: set[int]) -> None:
    asked = set(asked_in(draw(parts, seeded(seed), had)))

    for pool in {part.pool for part in parts}:
        if asked & pool.places.keys() & had:
            assert pool.places.keys() - had <= asked


@given(parts(), st.integers(), st.sets(st.integers(1, 120)))
def test_the_same_seed_draws_the_same_paper(parts: list[Part], seed: int, had: set[int]) -> None:
    assert draw(parts, seeded(seed, 3, 1), had) == draw(parts, seeded(seed, 3, 1), had)


def test_another_worker_and_another_sitting_are_other_chances() -> None:
    whole = [part_of(pool_of(200), 50)]

    papers = [draw(whole, seeded(*facts)) for facts in [(1, 2, 1), (1, 3, 1), (1, 2, 2), (2, 2, 1), (1, 21)]]

    assert len({str(paper) for paper in papers}) == len(papers)


def test_the_derivation_of_the_chance_is_settled_for_good() -> None:
    """Papers drawn years ago must come out again: these numbers may never change."""
    rng = seeded(20240218, 1, 1)

    assert take(20_000, 5, rng) == [6104, 14179, 12757, 9542, 154]
    assert shuffled("ABCD", rng) == ["B", "A", "D", "C"]


@given(st.integers(0, 60), st.data())
def test_taking_is_as_if_it_were_a_shuffled_whole(size: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, size))
    last = data.draw(st.sets(st.integers(0, size - 1))) if size else set()

    taken = take(size, count, seeded(data.draw(st.integers())), last)

    assert len(set(taken)) == len(taken) == count
    assert set(taken) <= set(range(size))
    assert len(set(taken) - last) == min(count, size - len(last))


def test_more_than_there_are_can_not_be_taken() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        take(2, 3, seeded(1))


def spread(counts: Counter[int], cells: int, share: float) -> float:
    """Chi-square of counts in so many cells, each filled with that share of the draws without putting back."""
    mean = counts.total() / cells
    return sum((counts[cell] - mean) ** 2 for cell in range(cells)) / (mean * (1 - share)) * (cells - 1) / cells


def test_every_question_is_as_likely_as_any_other() -> None:
    counts = Counter(place for worker in range(2000) for place in take(40, 10, seeded(1, worker, 1)))

    assert spread(counts, 40, 10 / 40) < CHI_SQUARE[39]


def test_every_question_is_as_likely_in_the_first_place() -> None:
    counts = Counter(take(40, 10, seeded(2, worker, 1))[0] for worker in range(4000))

    assert spread(counts, 40, 0) < CHI_SQUARE[39]


def test_among_those_not_had_every_question_is_as_likely() -> None:
    had = set(range(0, 30, 6)) | set(range(30, 40))
    fresh = sorted(set(range(40)) - had)
    counts = Counter(fresh.index(place) for worker in range(2000) for place in take(40, 10, seeded(3, worker, 1), had))

    assert len(fresh) == 25
    assert spread(counts, 25, 10 / 25) < CHI_SQUARE[24]


def test_every_order_of_four_options_is_as_likely() -> None:
    orders = list(permutations("ABCD"))
    counts = Counter(orders.index(tuple(shuffled("ABCD", seeded(4, worker, 1)))) for worker in range(4800))

    assert spread(counts, 24, 0) < CHI_SQUARE[23]


def test_true_and_false_stay_in_their_usual_places() -> None:
    pool = Pool.of([PoolQuestion(n, n, ("T", "F")) for n in range(30)])

    paper = draw([part_of(pool, 30, QuestionKind.TRUE_FALSE)], seeded(1))

    assert all(line[1] == ["T", "F"] for line in paper)


def test_parts_of_one_pool_are_short_together() -> None:
    pool = pool_of(25)

    assert shortages([part_of(pool, 20), part_of(pool, 10)]) == [Shortage("一段", 30, 25)]
    assert shortages([part_of(pool, 20), part_of(pool, 5)]) == []


def test_each_post_gets_its_own_alternative_and_whoever_has_no_such_post_the_general_one() -> None:
    lines = (
        line_of(5),
        line_of(3, choice=1, post_kind=ELECTRICIAN),
        line_of(3, choice=1, post_kind=FURNACE_MAN),
        line_of(3, choice=1),
    )
    own = {ELECTRICIAN: held(3, 100), FURNACE_MAN: held(3, 200)}
    general = held(20, 1)
    plan = Blueprint(lines, {traits(): general, **{traits(1, post): own[post] for post in own}})

    for standing, last_three in (
        (electrician(), own[ELECTRICIAN]),
        (electrician(FURNACE_MAN), own[FURNACE_MAN]),
        (electrician(99), general),
        (ELSEWHERE, general),
    ):
        asked = asked_in(plan.paper_for(standing, seeded(1)))
        assert len(asked) == len(set(asked)) == 8
        assert set(asked[5:]) <= {question.question for question in last_three}
        assert set(asked[:5]) <= {question.question for question in general}


def test_a_question_for_a_post_is_asked_of_nobody_else() -> None:
    plan = Blueprint((line_of(2),), {traits(): held(1, 1), traits(1, ELECTRICIAN): held(1, 50)})

    assert set(asked_in(plan.paper_for(electrician(), seeded(1)))) == {1, 50}
    assert plan.shortages_for(ELSEWHERE) == [Shortage("一行", 2, 1)]


def test_a_question_for_an_industry_is_asked_of_nobody_else() -> None:
    plan = Blueprint(
        (line_of(2),), {traits(): held(1, 1), traits(industries=frozenset({"underground_mine"})): held(1, 50)}
    )

    assert plan.shortages_for(electrician()) == []
    assert plan.shortages_for(Standing("textile")) == [Shortage("一行", 2, 1)]


def test_a_line_for_any_difficulty_takes_what_lines_with_a_difficulty_leave() -> None:
    plan = Blueprint((line_of(4), line_of(2, difficulty=3)), {traits(1): held(4, 1), traits(3): held(2, 50)})

    asked = asked_in(plan.paper_for(ELSEWHERE, seeded(1)))

    assert set(asked[:4]) == {1, 2, 3, 4}
    assert set(asked[4:]) == {50, 51}


def test_workers_who_differ_in_nothing_that_is_asked_about_share_one_set_of_pools() -> None:
    plan = Blueprint((line_of(1),), {traits(): held(5, 1)})

    assert plan.parts_for(electrician()) is plan.parts_for(Standing("textile", frozenset({99})))
