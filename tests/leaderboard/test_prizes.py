"""Prizes by place: held against a count of who is better."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from leaderboard.awards.prizes import Allotted, Overrun, Prize, allot, overrun, rises
from leaderboard.scoring import Contender, Total, places

COUNTS = st.lists(st.integers(1, 4), min_size=1, max_size=4)
SCORES = st.lists(st.integers(0, 6), max_size=14)
FIRST, SECOND = Prize("一等奖", 1, Decimal(500)), Prize("二等奖", 2, Decimal(300))


def rules(counts: list[int]) -> list[Prize]:
    return [Prize(f"奖{place}", count, Decimal(1000 - 100 * place)) for place, count in enumerate(counts)]


def placed(scores: list[int]) -> list[tuple[int, int]]:
    contenders = [
        Contender(number, f"选手{number}", Total(Decimal(score), is_vetoed=False))
        for number, score in enumerate(scores)
    ]
    return [(place.key, place.place or 0) for place in places(contenders)]


def by_brute_force(prizes: list[Prize], scores: list[int]) -> dict[int, Prize]:
    """So many are better than he is: that many prizes are gone before his turn."""
    found = {}
    for number, score in enumerate(scores):
        gone = sum(other > score for other in scores)
        for prize in prizes:
            if gone < prize.count:
                found[number] = prize
                break
            gone -= prize.count
    return found


@given(COUNTS, SCORES)
def test_who_is_better_takes_a_prize_and_who_shares_a_place_shares_the_prize(
    counts: list[int], scores: list[int]
) -> None:
    prizes = rules(counts)

    allotted = allot(prizes, placed(scores))

    assert {one.key: one.prize for one in allotted} == by_brute_force(prizes, scores)
    assert [one.place for one in allotted] == sorted(one.place for one in allotted)


@given(COUNTS, SCORES)
def test_what_shared_places_cost_more_is_the_difference_to_a_prize_each(counts: list[int], scores: list[int]) -> None:
    prizes = rules(counts)
    allotted = allot(prizes, placed(scores))

    more = overrun(prizes, [(one.place, one.prize.amount) for one in allotted], len(scores))

    plan = [prize.amount for prize in prizes for _each in range(prize.count)][: len(scores)]
    assert more.yuan == sum(one.prize.amount for one in allotted) - sum(plan)
    assert more.people == len(allotted) - len(plan)


@given(COUNTS, st.lists(st.integers(), unique=True, max_size=14))
def test_without_shared_places_nothing_costs_more(counts: list[int], scores: list[int]) -> None:
    prizes = rules(counts)
    allotted = allot(prizes, placed(scores))

    more = overrun(prizes, [(one.place, one.prize.amount) for one in allotted], len(scores))

    assert more.people == more.yuan == 0


def test_two_winners_leave_one_second_prize() -> None:
    assert allot([FIRST, SECOND], [("甲", 1), ("乙", 1), ("丙", 3), ("丁", 4)]) == [
        Allotted("甲", 1, FIRST),
        Allotted("乙", 1, FIRST),
        Allotted("丙", 3, SECOND),
    ]


def test_a_tie_for_the_last_prize_gives_it_to_all_and_says_what_that_costs() -> None:
    allotted = allot([FIRST, SECOND], [("甲", 1), ("乙", 2), ("丙", 3), ("丁", 3), ("戊", 3)])

    assert len(allotted) == 5
    assert overrun([FIRST, SECOND], [(one.place, one.prize.amount) for one in allotted], 5) == Overrun(
        place=3, sharing=3, people=2, yuan=Decimal(600)
    )


def test_nobody_moves_up_into_a_place_that_nobody_has() -> None:
    assert [one.prize for one in allot([FIRST, SECOND], [("乙", 2), ("丙", 3)])] == [SECOND, SECOND]


def test_a_lower_prize_that_is_worth_more_is_noticed() -> None:
    assert rises([SECOND, FIRST])
    assert not rises([FIRST, SECOND, SECOND])
