"""The code on the wall: good while it hangs and a few minutes after, then known as old, and never to be guessed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from courses.wall_code import GOOD_FOR_WINDOWS, WINDOW_SECONDS, Freshness, freshness, wall_code

SECRET = "0123456789abcdef"
GOOD_FOR = timedelta(seconds=WINDOW_SECONDS * (GOOD_FOR_WINDOWS - 1))
moments = st.integers(1_704_067_200, 2_019_686_400).map(lambda second: datetime.fromtimestamp(second, tz=UTC))


@given(moments, st.timedeltas(timedelta(0), GOOD_FOR))
def test_a_code_is_good_while_a_phone_is_unlocked_and_a_pin_typed(hung: datetime, later: timedelta) -> None:
    assert freshness(SECRET, wall_code(SECRET, hung), hung + later) is Freshness.FRESH


@given(moments, st.timedeltas(GOOD_FOR + timedelta(seconds=WINDOW_SECONDS), timedelta(days=400)))
def test_a_photo_of_it_is_worth_nothing_later(hung: datetime, later: timedelta) -> None:
    assert freshness(SECRET, wall_code(SECRET, hung), hung + later) is Freshness.STALE


@given(moments, st.text(max_size=24))
def test_what_was_never_on_the_wall_is_false(now: datetime, typed: str) -> None:
    assert freshness(SECRET, typed, now) is Freshness.FALSE


@given(moments)
def test_the_code_of_another_hall_is_false(now: datetime) -> None:
    assert freshness(SECRET, wall_code("of another hall", now), now) is Freshness.FALSE


@given(moments)
def test_it_changes_every_half_minute(now: datetime) -> None:
    assert wall_code(SECRET, now) != wall_code(SECRET, now + timedelta(seconds=WINDOW_SECONDS))
