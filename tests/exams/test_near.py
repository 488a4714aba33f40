"""Questions that are much alike are found without comparing each with each, and none is missed."""

from __future__ import annotations

import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.near import LEAST, Near, likeness, nearest, normalised, pairs, trigrams

STEM = "进入有限空间作业前，应当先通风、再检测、后作业"
letters = st.sampled_from("通风1，")
stems = st.lists(st.text(letters, max_size=12), max_size=12)


def alike(one: str, other: str) -> float:
    return likeness(trigrams(one), trigrams(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (STEM, "进入有限空间作业前,应当先通风 、再检测 、后作业。"),
        ("采用 TN-S 系统（ ）", "采用ｔｎｓ系统"),
        ("瓦斯浓度达到１．５％", "瓦斯浓度达到1.5%"),
    ],
)
def test_width_spaces_punctuation_and_case_make_no_difference(one: str, other: str) -> None:
    assert alike(one, other) == 1


@pytest.mark.parametrize(("one", "other"), [("降到1.5米", "降到15米"), ("占5～10", "占510"), ("等3天", "等7天")])
def test_numbers_make_one(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


def test_one_word_more_leaves_a_stem_near_and_another_question_is_far() -> None:
    assert alike(STEM, f"按照规定，{STEM}") >= LEAST
    assert alike(STEM, "发现有人触电，应当先切断电源") < LEAST
    assert alike("。", "。") == 0


@given(stems)
def test_the_pairs_are_those_that_comparing_each_with_each_finds(texts: list[str]) -> None:
    each = [
        Near(one, other, found)
        for other in range(len(texts))
        for one in range(other)
        if (found := alike(texts[one], texts[other])) >= LEAST
    ]

    assert pairs(texts) == sorted(each, key=lambda pair: (-pair.likeness, pair.one, pair.other))


@given(stems, st.integers(1, 5))
def test_of_too_many_pairs_the_most_alike_are_kept(texts: list[str], most: int) -> None:
    everything = pairs(texts)
    kept = pairs(texts, most=most)

    assert set(kept) <= set(everything)
    assert [pair.likeness for pair in kept] == [pair.likeness for pair in everything[:most]]


@given(stems, stems)
def test_the_nearest_is_the_one_that_looking_at_every_one_finds(new: list[str], held: list[str]) -> None:
    found = {pair.one: pair for pair in nearest(new, held)}

    for place, text in enumerate(new):
        best = max((alike(text, other) for other in held), default=0)
        if best < LEAST:
            assert place not in found
        else:
            assert found[place].likeness == best == alike(text, held[found[place].other])


def test_a_thousand_new_ones_against_two_thousand_are_a_matter_of_seconds() -> None:
    chance = Random(3)
    common = "的应当不得安全生产单位人员作业现场设备检查"
    made = ["".join(chance.choices(common, k=30)) for _ in range(3000)]
    near = [f"{text[:-1]}吗" for text in made[:100]]
    began = time.perf_counter()

    found = nearest([*near, *made[2000:]], made[:2000])

    assert [pair.other for pair in found[:100]] == list(range(100))
    assert time.perf_counter() - began < 20
