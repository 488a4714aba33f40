"""What counts of a stretch of learning: no second twice, no more than a working day in one day."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from courses.hours.counted_time import SECONDS_A_DAY, Counted, Stretch, counted

MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)
A_DAY = 24 * 3600


def stretch(start: int, length: int, seconds: int | None = None) -> Stretch:
    began_at = MORNING + timedelta(seconds=start)
    return Stretch(began_at, began_at + timedelta(seconds=length), length if seconds is None else seconds)


@st.composite
def stretches(draw: st.DrawFn) -> Stretch:
    length = draw(st.integers(0, A_DAY))
    return stretch(draw(st.integers(0, A_DAY)), length, draw(st.integers(0, length)))


def count_all(one_after_the_other: list[Stretch]) -> list[Counted]:
    """Count them in this order, as they would be recorded on one day."""
    results: list[Counted] = []
    for place, one in enumerate(one_after_the_other):
        before = [(other.began_at, other.ended_at) for other in one_after_the_other[:place]]
        results.append(counted(one, others=before, counted_today=sum(result.seconds for result in results)))
    return results


def seconds_covered(several: list[Stretch]) -> int:
    """Second by second: how many lie in at least one of them. All begin and end on whole seconds."""
    return len(
        {second for one in several for second in range(int(one.began_at.timestamp()), int(one.ended_at.timestamp()))}
    )


@given(stretches(), st.lists(stretches(), max_size=5), st.integers(0, A_DAY))
def test_every_second_counts_or_is_left_out_for_one_reason(one: Stretch, others: list[Stretch], today: int) -> None:
    times = [(other.began_at, other.ended_at) for other in others]

    result = counted(one, others=times, counted_today=today)

    assert min(result.seconds, result.in_two_places, result.above_cap) >= 0
    assert result.seconds + result.in_two_places + result.above_cap == one.seconds


@given(st.lists(stretches(), max_size=5))
def test_a_day_never_counts_more_than_its_cap(several: list[Stretch]) -> None:
    assert sum(result.seconds for result in count_all(several)) <= SECONDS_A_DAY


@given(st.lists(stretches(), max_size=4))
def test_nobody_learns_in_two_places_at_once(several: list[Stretch]) -> None:
    assert sum(result.seconds for result in count_all(several)) <= seconds_covered(several)


def test_seventy_two_hours_in_one_day_count_as_eight() -> None:
    day = [stretch(0, 72 * 3600)]

    assert count_all(day) == [Counted(SECONDS_A_DAY, in_two_places=0, above_cap=64 * 3600)]


def test_the_half_that_another_record_covers_does_not_count_twice() -> None:
    lecture, reading = stretch(0, 3600), stretch(1800, 3600)

    assert count_all([lecture, reading])[1] == Counted(1800, in_two_places=1800, above_cap=0)


def test_a_pause_leaves_room_for_something_else() -> None:
    with_a_pause = stretch(0, 3600, seconds=1800)
    during_it = [(MORNING, MORNING + timedelta(seconds=1800))]

    assert counted(with_a_pause, others=during_it, counted_today=0).seconds == 1800
