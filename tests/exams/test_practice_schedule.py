"""When a question comes back, and which come today."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from exams.drawing.papers import shown_keys
from exams.practice.choosing import choose
from exams.practice.drawing import MockLine, PracticeQuestion, draw_mock
from exams.practice.schedule import PAUSES, Box, entered

DAY = date(2024, 3, 4)
SINCE = datetime(2024, 3, 1, tzinfo=UTC)
BOXES = st.builds(Box, st.integers(0, 4), st.dates(date(2024, 1, 1), date(2024, 6, 1)))


def test_right_each_time_it_comes_back_after_1_3_10_30_and_60_days_and_then_leaves() -> None:
    box: Box | None = entered(DAY)
    pauses, last = [], DAY
    while box is not None:
        pauses.append((box.due_on - last).days)
        last = box.due_on
        box = box.after(is_right=True, day=last)

    assert pauses == [1, 3, 10, 30, 60]


@given(BOXES, st.dates(date(2024, 1, 1), date(2024, 6, 1)))
def test_a_wrong_answer_begins_anew_whenever_it_is_given(box: Box, day: date) -> None:
    assert box.after(is_right=False, day=day) == Box(0, day + timedelta(days=1))


@given(BOXES, st.integers(1, 100))
def test_a_right_answer_before_its_day_changes_nothing(box: Box, early: int) -> None:
    assert box.after(is_right=True, day=box.due_on - timedelta(days=early)) == box


@given(BOXES, st.integers(0, 100))
def test_a_right_answer_in_time_or_late_moves_it_one_on_counted_from_that_day(box: Box, late: int) -> None:
    day = box.due_on + timedelta(days=late)
    moved = box.after(is_right=True, day=day)

    if box.right_in_a_row == 4:
        assert moved is None
    else:
        assert moved == Box(box.right_in_a_row + 1, day + timedelta(days=PAUSES[box.right_in_a_row + 1]))


@given(
    due=st.lists(st.integers(0, 30), unique=True, max_size=15),
    pool=st.sets(st.integers(0, 60), max_size=40),
    met=st.dictionaries(st.integers(0, 60), st.datetimes(datetime(2024, 2, 1), datetime(2024, 4, 1))),  # noqa: DTZ001
    seed=st.integers(),
)
def test_what_is_due_comes_first_then_what_was_not_met_lately_and_nothing_twice(
    due: list[int], pool: set[int], met: dict[int, datetime], seed: int
) -> None:
    when = {question: moment.replace(tzinfo=UTC) for question, moment in met.items()}
    chosen = choose(due=due, pool=pool, met=when, since=SINCE, count=10, rng=Random(seed))

    lately = {question for question in pool if question in when and when[question] >= SINCE} - set(due)
    assert chosen[: len(due)] == due[:10]
    assert len(chosen) == len(set(chosen)) == min(10, len(pool | set(due)))
    if lately & set(chosen):
        assert pool - set(due) - lately <= set(chosen)


QUESTIONS = st.lists(
    st.builds(
        PracticeQuestion,
        question=st.integers(0, 50),
        version=st.integers(0, 50),
        bank=st.integers(1, 2),
        kind=st.sampled_from(["single", "true_false"]),
        category=st.sampled_from(["law", "emergency"]),
        keys=st.just(("A", "B", "C")),
    ),
    max_size=30,
    unique_by=(lambda question: question.question, lambda question: question.version),
)
LINES = [
    MockLine("single", 3, Decimal(2), "law", bank=1),
    MockLine("single", 3, Decimal(2)),
    MockLine("true_false", 2, Decimal(1), "emergency"),
]


@given(QUESTIONS, st.integers())
def test_a_mock_exam_asks_what_its_lines_want_as_far_as_there_is_and_nothing_twice(
    pool: list[PracticeQuestion], seed: int
) -> None:
    paper = draw_mock(LINES, pool, Random(seed))

    known = {question.version: question for question in pool}
    asked = [known[version] for version, _keys, _points in paper]
    law = [question for question in pool if LINES[0].wants(question)]
    singles = sum(question.kind == "single" for question in pool)
    judged = sum(LINES[2].wants(question) for question in pool)
    first = min(3, len(law))
    assert len(asked) == len(set(asked)) == first + min(3, singles - first) + min(2, judged)
    assert all(question in law for question in asked[:first])
    near = sum(question.bank == 1 for question in law)
    assert sum(question.bank == 1 for question in asked[:first]) == min(3, near)


@given(st.integers())
def test_true_and_false_keep_their_places(seed: int) -> None:
    assert shown_keys("true_false", ["T", "F"], Random(seed)) == ["T", "F"]
    assert sorted(shown_keys("order", ["A", "B", "C"], Random(seed))) == ["A", "B", "C"]
