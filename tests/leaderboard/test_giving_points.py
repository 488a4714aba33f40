"""The ledger of points: what is given once stays once, whatever the order and however much at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from leaderboard.models import PointEntry
from leaderboard.points.badges import Standing
from leaderboard.points.caps import granted
from leaderboard.points.kinds import DAY_CAP, WORTH, PointKind
from leaderboard.points_page import own_points
from leaderboard.services.points import give_points, take_points_back
from organizations.models import User
from organizations.models.append_only import AppendOnly
from tests.factories.organizations import UserFactory

DAY = date(2024, 3, 4)
Deed = tuple[PointKind, int]
deeds = st.lists(st.tuples(st.sampled_from(PointKind), st.integers(1, 4)), max_size=12)
small = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def give(worker: User, deed: Deed, day: date = DAY) -> PointEntry:
    return give_points(worker=worker.pk, kind=deed[0], about=f"{deed[0]}:{deed[1]}", day=day)


def check(worker: User, given_: Sequence[Deed]) -> None:
    kept = list(PointEntry.objects.filter(worker=worker))
    assert sorted((entry.kind, entry.about) for entry in kept) == sorted({(kind, f"{kind}:{n}") for kind, n in given_})
    assert sorted(entry.place for entry in kept) == list(range(len(kept)))
    assert sum(entry.points for entry in kept) <= DAY_CAP
    for kind in PointKind:
        assert sum(entry.points for entry in kept if entry.kind == kind) <= WORTH[kind].most


@pytest.mark.django_db
@small
@given(deeds)
def test_giving_twice_is_once_and_no_order_passes_a_cap(found: list[Deed]) -> None:
    worker = UserFactory()
    first = [give(worker, deed) for deed in found]

    assert [give(worker, deed, DAY + timedelta(days=1)) for deed in found] == first
    check(worker, found)


@pytest.mark.django_db
@small
@given(deeds, st.randoms(use_true_random=False))
def test_whoever_comes_between_the_look_and_the_entry_passes_no_cap(found: list[Deed], chance: Random) -> None:
    """Another request may give in the very moment: it is let in there, as often as chance wants."""
    worker, waiting = UserFactory(), list(found)

    def look_and_be_overtaken(*args: Any) -> int:
        left = granted(*args)
        if waiting and chance.random() < 0.5:
            give(worker, waiting.pop())
        return left

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("leaderboard.services.points.granted", look_and_be_overtaken)
        while waiting:
            give(worker, waiting.pop())

    check(worker, found)


@pytest.mark.django_db(transaction=True)
def test_eight_phones_at_once_pass_no_cap() -> None:
    worker = UserFactory()
    todo = [(kind, number) for kind in (PointKind.READING, PointKind.HAZARD) for number in (1, 1, 2, 3)]

    def phone(deed: Deed) -> None:
        try:
            give(worker, deed)
        finally:
            connection.close()

    phones = [Thread(target=phone, args=[deed]) for deed in todo]
    for each in phones:
        each.start()
    for each in phones:
        each.join()

    check(worker, todo)
    assert sum(PointEntry.objects.values_list("points", flat=True)) == 16


@pytest.mark.django_db
def test_what_was_over_the_cap_is_kept_and_not_given_again_tomorrow() -> None:
    worker = UserFactory()
    third = [give(worker, (PointKind.READING, number)) for number in (1, 2, 3)][-1]

    assert third.points == 0
    assert give(worker, (PointKind.READING, 3), DAY + timedelta(days=1)) == third
    assert give(worker, (PointKind.READING, 4), DAY + timedelta(days=1)).points == 3


@pytest.mark.django_db
def test_everybody_has_a_day_of_his_own() -> None:
    for worker in (UserFactory(), UserFactory()):
        assert give(worker, (PointKind.PRACTICE, 1)).points == 5


@pytest.mark.django_db
def test_giving_costs_one_look_and_one_entry(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    worker = UserFactory()

    with django_assert_num_queries(4) as asked:  # with the marks around the entry, so that a refusal spoils nothing
        give(worker, (PointKind.PRACTICE, 1))

    assert [query["sql"].split()[0] for query in asked] == ["SELECT", "SAVEPOINT", "INSERT", "RELEASE"]


@pytest.mark.django_db
def test_an_entry_is_never_changed() -> None:
    entry = give(UserFactory(), (PointKind.PRACTICE, 1))

    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        PointEntry.objects.update(points=100)


def take_back(worker: User, deed: Deed) -> PointEntry | None:
    return take_points_back(worker=worker.pk, kind=deed[0], about=f"{deed[0]}:{deed[1]}")


@pytest.mark.django_db
@small
@given(deeds, deeds)
def test_taking_back_twice_is_once_and_the_day_is_as_if_it_had_never_been(found: list[Deed], back: list[Deed]) -> None:
    worker = UserFactory()
    for deed in found:
        give(worker, deed)
    for deed in back:
        taken = take_back(worker, deed)
        assert (taken is not None) == (deed in found)
        assert take_back(worker, deed) == taken

    kept = list(PointEntry.objects.filter(worker=worker))
    standing = [entry for entry in kept if _deed(entry) not in back]
    assert sum(entry.points for entry in kept) == sum(entry.points for entry in standing)
    assert sorted(entry.place for entry in kept) == list(range(len(kept)))


def _deed(entry: PointEntry) -> Deed:
    return PointKind(entry.kind), int(entry.about.partition(":")[2])


@pytest.mark.django_db
def test_what_was_taken_back_leaves_its_room_below_the_cap_and_is_not_given_again() -> None:
    worker = UserFactory()
    for number in (1, 2, 3):
        give(worker, (PointKind.HAZARD, number))

    take_back(worker, (PointKind.HAZARD, 1))

    assert give(worker, (PointKind.HAZARD, 1)).points == 5  # the entry of then
    assert give(worker, (PointKind.HAZARD, 4)).points == 5
    assert give(worker, (PointKind.HAZARD, 5)).points == 0
    assert sum(PointEntry.objects.values_list("points", flat=True)) == 10


@pytest.mark.django_db
def test_a_badge_counts_nothing_that_was_taken_back() -> None:
    worker = UserFactory()
    for number in (1, 2, 3):
        give(worker, (PointKind.HAZARD, number))
    assert eyes_of(worker).earned_on

    take_back(worker, (PointKind.HAZARD, 3))

    assert (eyes_of(worker).earned_on, eyes_of(worker).reached) == (None, 2)


def eyes_of(worker: User) -> Standing:
    return next(each for each in own_points(worker, DAY).badges if each.badge.kind == PointKind.HAZARD)
