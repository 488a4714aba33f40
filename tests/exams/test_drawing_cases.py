"""Drawing cases by chance: always whole, in their order, never twice, and worth the same for everybody."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from exams.drawing.blueprint import ELSEWHERE, Blueprint, Line, Standing, Traits
from exams.drawing.cases import PoolCase, traits_of_case
from exams.drawing.papers import Drawable, DrawnPaper, PoolQuestion, Shortage
from exams.drawing.recording import as_data, plan_from
from exams.drawing.sampling import seeded
from exams.models import CASE, Category, QuestionKind

BANK, ELECTRICIAN, FURNACE_MAN = 1, 7, 8
KINDS = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.ORDER)
CHI_SQUARE_19 = 43.8  # of what is truly uniform one draw in a thousand exceeds it, at 19 degrees of freedom


def single(*posts: int, industries: tuple[str, ...] = (), difficulty: int = 1) -> Traits:
    own = frozenset(industries), frozenset(posts)
    return Traits(BANK, QuestionKind.SINGLE, Category.LAW, difficulty, *own)


def a_case(number: int, size: int) -> PoolCase:
    """Case 3 has the questions 301, 302, … in versions 1301, 1302, …"""
    asked = [PoolQuestion(number * 100 + n, 1000 + number * 100 + n, tuple("ABCD")) for n in range(1, size + 1)]
    return PoolCase(tuple((KINDS[n % 3], question) for n, question in enumerate(asked)))


def cases_of(size: int, number: int, first: int = 1) -> dict[Traits, list[Drawable]]:
    traits = traits_of_case(BANK, Category.EMERGENCY, (single(),) * size)
    return {traits: [a_case(case, size) for case in range(first, first + number)]}


def line_of(count: int, size: int, **fields: int) -> Line:
    return Line("案例题", BANK, CASE, Category.EMERGENCY, count, Decimal(2), size=size, **fields)


def asked_in(paper: DrawnPaper) -> list[int]:
    return [line[0] - 1000 for line in paper]


@st.composite
def plans(draw: st.DrawFn) -> Blueprint:
    """Lines for cases of two sizes, and one for questions of none, that the bank can fill."""
    lines: list[Line] = []
    held: dict[Traits, list[Drawable]] = {}
    for size, first in zip(draw(st.permutations([2, 3, 10]))[:2], (1, 20), strict=True):
        number = draw(st.integers(1, 8))
        lines.append(line_of(draw(st.integers(1, number)), size))
        held |= cases_of(size, number, first)
    held[single()] = [PoolQuestion(n, 1000 + n, tuple("ABCD")) for n in range(5001, 5006)]
    lines.append(Line("单选", BANK, QuestionKind.SINGLE, Category.LAW, 3, Decimal(1)))
    return Blueprint(tuple(draw(st.permutations(lines))), held)


@given(plans(), st.integers(), st.sets(st.integers(100, 3000)))
@settings(deadline=None)
def test_a_case_comes_whole_in_its_order_and_never_twice(plan: Blueprint, seed: int, had: set[int]) -> None:
    asked = asked_in(plan.paper_for(ELSEWHERE, seeded(seed), had))

    assert len(set(asked)) == len(asked)
    for line in plan.lines:
        mine, asked = asked[: line.count * line.size], asked[line.count * line.size :]
        for start in range(0, len(mine) if line.kind == CASE else 0, line.size):
            case, _first = divmod(mine[start], 100)
            assert mine[start : start + line.size] == [case * 100 + n for n in range(1, line.size + 1)]


@given(plans(), st.integers(), st.integers())
@settings(deadline=None)
def test_the_points_are_the_same_for_everybody(plan: Blueprint, one: int, other: int) -> None:
    papers = [plan.paper_for(ELSEWHERE, seeded(seed)) for seed in (one, other)]

    assert [line[2] for line in papers[0]] == [line[2] for line in papers[1]]


@given(plans(), st.integers(), st.sets(st.integers(100, 3000)))
@settings(deadline=None)
def test_the_same_seed_draws_the_same_cases(plan: Blueprint, seed: int, had: set[int]) -> None:
    assert plan.paper_for(ELSEWHERE, seeded(seed), had) == plan.paper_for(ELSEWHERE, seeded(seed), had)


@given(st.sets(st.integers(1, 8), max_size=8), st.integers(1, 8), st.integers())
@settings(deadline=None)
def test_who_has_had_one_question_of_a_case_gets_it_only_when_no_other_is_left(
    known: set[int], count: int, seed: int
) -> None:
    plan = Blueprint((line_of(count, 3),), cases_of(3, 8))

    paper = plan.paper_for(ELSEWHERE, seeded(seed), {case * 100 + 2 for case in known})

    drawn = {question // 100 for question in asked_in(paper)}
    assert len(drawn - known) == min(count, 8 - len(known))


def test_every_case_is_as_likely_as_any_other() -> None:
    plan = Blueprint((line_of(5, 2),), cases_of(2, 20))
    counts = Counter(
        question // 100
        for worker in range(2000)
        for question in set(asked_in(plan.paper_for(ELSEWHERE, seeded(5, worker, 1))))
        if question % 100 == 1
    )

    mean = counts.total() / 20
    spread = sum((counts[case] - mean) ** 2 for case in range(1, 21)) / (mean * (1 - 5 / 20)) * 19 / 20
    assert counts.total() == 10_000
    assert spread < CHI_SQUARE_19


def test_options_are_shuffled_by_the_kind_of_each_question() -> None:
    true_false = PoolQuestion(1, 1, ("T", "F"))
    case = PoolCase(
        ((QuestionKind.TRUE_FALSE, true_false), (QuestionKind.SINGLE, PoolQuestion(2, 2, tuple("ABCDEFGH"))))
    )

    papers = [case.lines(CASE, "2", seeded(seed)) for seed in range(20)]

    assert all(paper[0][1] == ["T", "F"] for paper in papers)
    assert len({tuple(paper[1][1]) for paper in papers}) > 10


def test_a_case_of_another_size_does_not_fill_a_line() -> None:
    plan = Blueprint((line_of(2, 3),), {**cases_of(3, 1), **cases_of(2, 5, 10)})

    assert plan.shortages_for(ELSEWHERE) == [Shortage("案例题", 2, 1, in_cases=True)]


def test_a_case_suits_whom_all_its_questions_suit() -> None:
    members = (single(), single(ELECTRICIAN, industries=("underground_mine",)), single(ELECTRICIAN, FURNACE_MAN))
    traits = traits_of_case(BANK, Category.EMERGENCY, members)
    plan = Blueprint((line_of(1, 3),), {traits: [a_case(1, 3)]})

    assert plan.shortages_for(Standing("underground_mine", frozenset({ELECTRICIAN}))) == []
    for other in (
        ELSEWHERE,
        Standing("textile", frozenset({ELECTRICIAN})),
        Standing("underground_mine", frozenset({8})),
    ):
        assert plan.shortages_for(other)


def test_questions_for_two_posts_make_a_case_for_who_has_both() -> None:
    traits = traits_of_case(BANK, Category.EMERGENCY, (single(ELECTRICIAN), single(FURNACE_MAN)))
    plan = Blueprint((line_of(1, 2),), {traits: [a_case(1, 2)]})

    assert plan.shortages_for(Standing("", frozenset({ELECTRICIAN, FURNACE_MAN}))) == []
    assert plan.shortages_for(Standing("", frozenset({ELECTRICIAN})))


def test_a_case_is_for_a_post_when_what_is_marked_in_it_is_and_as_hard_as_its_hardest_question() -> None:
    traits = traits_of_case(BANK, Category.EMERGENCY, (single(difficulty=3), single(ELECTRICIAN), single()))

    assert line_of(1, 3, choice=1, post_kind=ELECTRICIAN, difficulty=3).wants(traits)
    assert not line_of(1, 3, choice=1, post_kind=FURNACE_MAN).wants(traits)
    assert not line_of(1, 3, difficulty=1).wants(traits)


@given(plans(), st.integers())
def test_what_was_recorded_of_a_plan_draws_as_the_plan_did(plan: Blueprint, seed: int) -> None:
    recorded = plan_from(json.loads(json.dumps(as_data(plan))))

    assert recorded.paper_for(ELSEWHERE, seeded(seed, 1)) == plan.paper_for(ELSEWHERE, seeded(seed, 1))
