"""Drawing a sample of people: the size asked for, everybody as likely, the same again for the same seed."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from exams.drawing.samples import draw_sample, sample_size

# Of what is truly uniform one draw in a thousand exceeds this: chi-square at p = 0.001 for 39 degrees of freedom.
CHI_SQUARE_39 = 72.1
enterprises = st.dictionaries(
    st.integers(1, 99).map(str), st.lists(st.integers(1, 10_000), unique=True, max_size=60), max_size=6
)
seeds = st.integers(0, 2**63 - 1)


@given(enterprises, seeds, st.integers(1, 80))
def test_each_enterprise_sends_as_many_of_its_own_as_are_asked_for(
    drawn_from: dict[str, list[int]], seed: int, people: int
) -> None:
    drawn = draw_sample(drawn_from, seed=seed, people=people)

    assert drawn.keys() == drawn_from.keys()
    for enterprise, workers in drawn.items():
        assert len(workers) == len(set(workers)) == min(people, len(drawn_from[enterprise]))
        assert set(workers) <= set(drawn_from[enterprise])


@given(enterprises, seeds, st.integers(1, 100), st.randoms())
def test_the_same_seed_draws_the_same_people_in_whatever_order_they_come(
    drawn_from: dict[str, list[int]], seed: int, percent: int, chance: object
) -> None:
    mixed = {key: list(reversed(workers)) for key, workers in reversed(drawn_from.items())}

    assert draw_sample(drawn_from, seed=seed, percent=percent) == draw_sample(mixed, seed=seed, percent=percent)


@given(enterprises.filter(bool), seeds)
def test_another_enterprise_changes_nothing_for_this_one(drawn_from: dict[str, list[int]], seed: int) -> None:
    first = next(iter(drawn_from))

    alone = draw_sample({first: drawn_from[first]}, seed=seed, people=3)
    assert draw_sample(drawn_from, seed=seed, people=3)[first] == alone[first]


@given(st.integers(0, 5000), st.integers(1, 100))
def test_a_percentage_is_rounded_up_and_never_more_than_there_are(held: int, percent: int) -> None:
    size = sample_size(held, people=None, percent=percent)

    assert held * percent <= size * 100 < held * percent + 100
    assert size <= held


def test_everybody_is_as_likely() -> None:
    workers, draws = list(range(40)), 2000
    counted = Counter(
        worker for seed in range(draws) for worker in draw_sample({"7": workers}, seed=seed, people=5)["7"]
    )
    expected = draws * 5 / 40
    # a sample without repetition varies less than the chi-square of independent draws, never more
    assert sum((counted[worker] - expected) ** 2 / expected for worker in workers) < CHI_SQUARE_39
