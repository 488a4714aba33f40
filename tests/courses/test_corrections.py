"""A learning record is mended by another row: with a reason, by somebody else, and never beyond what was possible."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.hours.counted_time import SECONDS_A_DAY, seconds_in
from courses.models import LearningRecord
from courses.services.records import correct_record, counted_now
from organizations.errors import Refused
from organizations.models import AuditEntry, User
from tests.factories.learning import learned
from tests.factories.organizations import MembershipFactory, UserFactory

MORNING = datetime(2026, 3, 2, 0, tzinfo=UTC)  # eight o'clock there
HOUR = 3600


@pytest.fixture
def worker(db: None) -> User:
    person: User = MembershipFactory().user
    return person


@pytest.fixture
def officer(db: None) -> User:
    person: User = UserFactory()
    return person


def at(hour: float) -> datetime:
    return MORNING + timedelta(hours=hour)


def test_a_correction_is_a_row_of_its_own_with_its_reason(worker: User, officer: User) -> None:
    wrong = learned(worker, hours=1, began_at=at(0))

    correct_record(wrong=wrong, counted_seconds=1200, reason="手机放在桌上", by=officer)
    correct_record(wrong=wrong, counted_seconds=2400, reason=" 核实后改 ", by=officer)

    assert counted_now(wrong) == 2400
    wrong.refresh_from_db()
    assert wrong.counted_seconds == HOUR
    said = [(row.counted_seconds, row.reason, row.recorded_by) for row in wrong.corrections.order_by("pk")]
    assert said == [(1200 - HOUR, "手机放在桌上", officer), (1200, "核实后改", officer)]


def test_a_correction_leaves_its_trace(worker: User, officer: User) -> None:
    wrong = learned(worker, hours=1, began_at=at(0))

    correct_record(wrong=wrong, counted_seconds=0, reason="人不在", by=officer)

    entry = AuditEntry.objects.get(action="learning.correct")
    assert (entry.actor, entry.unit, entry.detail["reason"]) == (officer, wrong.unit, "人不在")


@pytest.mark.parametrize(("seconds", "reason"), [(HOUR + 1, "多给一点"), (-1, "少一点"), (50, " ")])
def test_a_correction_needs_a_reason_and_gives_no_more_than_was_spent(
    worker: User, officer: User, seconds: int, reason: str
) -> None:
    wrong = learned(worker, hours=1, began_at=at(0))

    with pytest.raises(Refused):
        correct_record(wrong=wrong, counted_seconds=seconds, reason=reason, by=officer)
    assert LearningRecord.objects.count() == 1


def test_nobody_corrects_his_own_record(worker: User) -> None:
    wrong = learned(worker, hours=1, began_at=at(0))

    with pytest.raises(Refused, match="自己"):
        correct_record(wrong=wrong, counted_seconds=0, reason="记错了", by=worker)


def test_a_correction_is_not_corrected_itself(worker: User, officer: User) -> None:
    wrong = learned(worker, hours=1, began_at=at(0))
    correction = correct_record(wrong=wrong, counted_seconds=0, reason="人不在", by=officer)

    with pytest.raises(Refused):
        correct_record(wrong=correction, counted_seconds=0, reason="又改", by=officer)


def test_no_correction_lifts_a_day_above_its_cap(worker: User, officer: User) -> None:
    first, second = learned(worker, hours=6, began_at=at(0)), learned(worker, hours=4, began_at=at(7))
    assert second.counted_seconds == 2 * HOUR

    with pytest.raises(Refused, match="8"):
        correct_record(wrong=second, counted_seconds=3 * HOUR, reason="都在", by=officer)
    correct_record(wrong=first, counted_seconds=5 * HOUR, reason="早走了", by=officer)
    correct_record(wrong=second, counted_seconds=3 * HOUR, reason="都在", by=officer)

    assert counted_now(first) + counted_now(second) == SECONDS_A_DAY


def test_no_correction_counts_the_same_minutes_twice(worker: User, officer: User) -> None:
    in_the_hall, on_the_phone = learned(worker, hours=1, began_at=at(0)), learned(worker, hours=1, began_at=at(0))
    assert on_the_phone.counted_seconds == 0

    with pytest.raises(Refused):
        correct_record(wrong=on_the_phone, counted_seconds=HOUR, reason="他在看手机", by=officer)
    correct_record(wrong=in_the_hall, counted_seconds=0, reason="他不在会场", by=officer)
    correct_record(wrong=on_the_phone, counted_seconds=HOUR, reason="他在看手机", by=officer)

    assert (counted_now(in_the_hall), counted_now(on_the_phone)) == (0, HOUR)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 200)), max_size=8))
def test_seconds_in_several_times_are_counted_once_each(starts: list[tuple[int, int]]) -> None:
    times = [(MORNING + timedelta(seconds=start), MORNING + timedelta(seconds=start + long)) for start, long in starts]

    assert seconds_in(times) == len({second for start, long in starts for second in range(start, start + long)})
