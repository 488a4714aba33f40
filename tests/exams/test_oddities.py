"""The arithmetic of what looks odd: reading floors, absences, phones, teams."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from exams.anomalies.away import Absence, absences_of, left_the_page
from exams.anomalies.found import Given, Opened, Sitting, Span, Trace
from exams.anomalies.phones import changed_phone, shared_phones
from exams.anomalies.reading import characters_of, floor_seconds, quick_answers, quick_paper, times_of
from exams.anomalies.teams import all_full, at_night
from exams.models import EventKind

NINE = datetime(2024, 3, 4, 1, tzinfo=UTC)  # nine o'clock in Shanghai
PHONE, OTHER = UUID(int=1), UUID(int=2)


def a_sitting(**said: object) -> Sitting:
    fields: dict[str, object] = {
        "attempt": uuid4(),
        "worker": 1,
        "unit": 7,
        "enterprise": 3,
        "started_at": NINE,
        "finished_at": NINE + timedelta(minutes=40),
        "on_paper": False,
        "is_full": False,
        "given": tuple(Given(version, ("A",), is_right=True) for version in range(20)),
    }
    return Sitting(**{**fields, **said})  # type: ignore[arg-type]


def told(*events: tuple[EventKind, float], device: UUID = PHONE, away: int = 0) -> list[Trace]:
    """Events of one page, each with its seconds after nine; answers go to slot after slot."""
    slots = iter(range(99))
    return [
        Trace(device, seq, kind, next(slots) if kind == EventKind.ANSWER else None, NINE + timedelta(seconds=at), away)
        for seq, (kind, at) in enumerate(events)
    ]


def answered_every(seconds: float, questions: int = 20) -> list[Trace]:
    return told((EventKind.OPEN, 0), *((EventKind.ANSWER, (place + 1) * seconds) for place in range(questions)))


# reading


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_more_characters_never_take_less_time(one: int, other: int) -> None:
    assert (floor_seconds(one) <= floor_seconds(other)) == (one <= other)


def test_the_floor_is_twenty_characters_a_second_over_stem_and_options() -> None:
    characters = characters_of("下井前 先做什么？", [{"key": "A", "text": "带自救器"}, {"key": "B", "text": "睡 觉"}])

    assert characters == 8 + 4 + 2
    assert floor_seconds(characters) == 0.7


@given(st.lists(st.floats(0, 60), min_size=20, max_size=20), st.integers(1, 400), st.integers(1, 400))
def test_a_longer_question_never_makes_fewer_answers_quick(gaps: list[float], short: int, more: int) -> None:
    moments = [sum(gaps[: place + 1]) for place in range(20)]
    traces = told((EventKind.OPEN, 0), *((EventKind.ANSWER, at) for at in moments))
    of_short = quick_answers(a_sitting(), traces, dict.fromkeys(range(20), short))
    of_long = quick_answers(a_sitting(), traces, dict.fromkeys(range(20), short + more))

    assert of_short is None or (of_long is not None and of_long.facts["quick"] >= of_short.facts["quick"])


def test_who_reads_at_leisure_is_no_line_and_who_taps_a_question_a_second_is() -> None:
    characters = dict.fromkeys(range(20), 60)  # a floor of three seconds

    assert quick_answers(a_sitting(), answered_every(3), characters) is None
    found = quick_answers(a_sitting(), answered_every(1), characters)
    assert found is not None
    assert (found.facts["quick"], found.facts["timed"], found.facts["right"]) == (20, 20, 20)
    assert found.facts["examples"][0] == [1, 1.0, 3.0, 60]


def test_a_few_questions_known_by_heart_are_no_line() -> None:
    traces = told((EventKind.OPEN, 0), *((EventKind.ANSWER, at) for at in (1, 2, 3, 4, *range(20, 340, 20))))

    assert quick_answers(a_sitting(), traces, dict.fromkeys(range(20), 60)) is None


def test_a_form_sent_whole_tells_nothing_of_single_questions() -> None:
    whole = [Trace(PHONE, slot, EventKind.ANSWER, slot, NINE) for slot in range(20)]

    assert times_of(whole) == []


def test_full_marks_in_less_than_reading_takes_are_a_line_and_a_blank_paper_is_none() -> None:
    characters = dict.fromkeys(range(20), 100)  # a hundred seconds in all
    in_56_seconds = {"finished_at": NINE + timedelta(seconds=56)}
    blank = tuple(Given(version, (), is_right=False) for version in range(20))

    found = quick_paper(a_sitting(**in_56_seconds), characters)
    assert found is not None
    assert (found.facts["seconds"], found.facts["floor"]) == (56, 100)
    assert quick_paper(a_sitting(**in_56_seconds, given=blank), characters) is None
    assert quick_paper(a_sitting(**in_56_seconds, on_paper=True), characters) is None
    assert quick_paper(a_sitting(), characters) is None


# away


def test_an_absence_lasts_from_leaving_to_coming_back() -> None:
    traces = told((EventKind.LEAVE, 10), (EventKind.BACK, 55), (EventKind.LEAVE, 100), (EventKind.BACK, 130))

    assert [absence.seconds for absence in absences_of(traces)] == [45, 30]
    found = left_the_page(a_sitting(), traces)
    assert found is not None
    assert (found.facts["times"], found.facts["seconds"]) == (2, 75)


def test_who_went_on_with_another_phone_was_away_until_then() -> None:
    left = told((EventKind.LEAVE, 10))
    back = told((EventKind.OPEN, 130), device=OTHER)

    assert [absence.seconds for absence in absences_of([*left, *back])] == [120]


def test_leaving_for_good_is_no_absence_and_a_glance_at_a_message_no_line() -> None:
    assert absences_of(told((EventKind.ANSWER, 1), (EventKind.LEAVE, 10))) == []
    assert left_the_page(a_sitting(), told((EventKind.LEAVE, 10), (EventKind.BACK, 40))) is None


def spans(*ends: tuple[int, int]) -> list[Span]:
    return [Span(*(NINE + timedelta(seconds=end) for end in pair)) for pair in sorted(ends)]


def test_what_lies_in_a_pause_is_no_absence_and_one_that_outlasts_it_counts_from_its_end() -> None:
    traces = told((EventKind.LEAVE, 10), (EventKind.BACK, 90), (EventKind.LEAVE, 200), (EventKind.BACK, 400))
    paused = a_sitting(pauses=tuple(spans((5, 100), (150, 330))))

    assert absences_of(traces, paused.pauses) == [Absence(NINE + timedelta(seconds=330), 70)]
    assert absences_of(told((EventKind.BACK, 90), away=80), paused.pauses) == []
    found = left_the_page(paused, traces)
    assert found is not None
    assert (found.facts["times"], found.facts["seconds"]) == (1, 70)


MOMENTS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair)))


@given(MOMENTS, st.lists(MOMENTS, max_size=4))
def test_every_second_of_an_absence_counts_once_unless_a_pause_holds_it(
    away: tuple[int, int], pauses: list[tuple[int, int]]
) -> None:
    traces = told((EventKind.LEAVE, away[0]), (EventKind.BACK, away[1]))
    counted = [second for second in range(*away) if not any(since <= second < until for since, until in pauses)]

    assert sum(absence.seconds for absence in absences_of(traces, spans(*pauses))) == len(counted)


# phones


def opened(phone: str, device: UUID = PHONE, after: int = 0) -> Opened:
    return Opened(device, phone, "Android WeChat", NINE + timedelta(minutes=after))


def test_one_phone_opened_twice_is_no_change_and_two_phones_are() -> None:
    again, moved = [opened("a"), opened("a", OTHER, 5)], [opened("a"), opened("b", OTHER, 5)]
    traces = [Trace(device, 1, EventKind.ANSWER, 0, NINE) for device in (PHONE, OTHER, OTHER, PHONE)]

    assert changed_phone(a_sitting(), again, traces) is None
    found = changed_phone(a_sitting(), moved, traces)
    assert found is not None
    assert (len(found.facts["phones"]), found.facts["switches"]) == (2, 2)


def shared(people: Sequence[Sitting]) -> list[tuple[int, int, int, bool]]:
    lines = shared_phones({one.attempt: one for one in people}, {one.attempt: [opened("a")] for one in people})
    return [(line.unit, len(line.attempts), line.facts["elsewhere"], line.facts["at_once"]) for line in lines]


def test_three_on_one_phone_are_a_line_in_their_team_or_in_their_enterprise() -> None:
    three = [a_sitting(worker=worker) for worker in range(3)]

    assert shared(three[:2]) == []
    assert shared(three) == [(7, 3, 0, True)]
    assert shared([*three[:2], a_sitting(worker=9, unit=8)]) == [(3, 3, 0, True)]


def test_a_phone_of_two_enterprises_is_a_line_in_each_that_counts_the_others() -> None:
    after = {"started_at": NINE + timedelta(hours=1), "finished_at": NINE + timedelta(hours=2)}
    people = [a_sitting(worker=1), a_sitting(worker=2), a_sitting(worker=3, unit=20, enterprise=19, **after)]

    assert shared(people) == [(7, 2, 1, True), (20, 1, 2, True)]


def test_one_who_sits_three_times_on_his_own_phone_is_no_line() -> None:
    assert shared([a_sitting() for _number in range(3)]) == []


# teams


def test_a_whole_team_with_full_marks_is_a_line_and_four_or_one_short_are_none() -> None:
    best = [a_sitting(worker=worker, is_full=True) for worker in range(5)]

    assert all_full(7, best) is not None
    assert all_full(7, best[:4]) is None
    assert all_full(7, [*best, a_sitting(worker=9)]) is None


def test_one_at_night_beside_a_team_by_day_is_a_line_and_a_night_shift_is_none() -> None:
    by_day = [a_sitting(worker=worker) for worker in range(4)]
    night = {"started_at": NINE + timedelta(hours=15), "finished_at": NINE + timedelta(hours=16)}
    lonely = a_sitting(worker=9, **night)

    assert [line.attempts for line in at_night(7, [*by_day, lonely])] == [(lonely.attempt,)]
    assert at_night(7, [*by_day, *(a_sitting(worker=worker, **night) for worker in range(10, 15))]) == []
