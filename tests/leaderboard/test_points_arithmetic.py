"""Points, badges and a team's weeks, counted without a database."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from leaderboard.points.badges import BADGES, Standing, standings
from leaderboard.points.caps import granted
from leaderboard.points.kinds import DAY_CAP, WORTH, PointKind
from leaderboard.points.runs import running, runs
from leaderboard.points.weeks import A_WEEK, WEEKS_LOOKED_BACK, Stay, monday_of, team_weeks

TODAY = date(2024, 3, 13)  # a Wednesday
days = st.integers(0, 60).map(lambda back: TODAY - timedelta(days=back))
kinds = st.sampled_from(PointKind)


def filled(deeds: list[PointKind]) -> list[tuple[str, int]]:
    day: list[tuple[str, int]] = []
    for kind in deeds:
        day.append((kind, granted(kind, day)))
    return day


@given(st.lists(kinds, max_size=30))
def test_no_order_of_deeds_passes_a_cap(deeds: list[PointKind]) -> None:
    day = filled(deeds)

    assert sum(points for _kind, points in day) <= DAY_CAP
    for kind in PointKind:
        assert sum(points for known, points in day if known == kind) <= WORTH[kind].most


@given(st.lists(kinds, max_size=30))
def test_a_day_is_full_before_anything_gives_nothing(deeds: list[PointKind]) -> None:
    day = filled(deeds)
    of_kind: defaultdict[str, int] = defaultdict(int)
    for kind, points in day:
        full = of_kind[kind] == WORTH[PointKind(kind)].most or sum(of_kind.values()) == DAY_CAP
        assert (points == 0) == full
        of_kind[kind] += points


@given(st.lists(days))
def test_runs_are_the_days_that_follow_one_another(found: list[date]) -> None:
    told = {run.day(number) for run in runs(found) for number in range(1, run.days + 1)}

    assert told == set(found)
    assert all(run.last + timedelta(days=1) not in told for run in runs(found))


@given(st.lists(days))
def test_a_run_goes_on_while_today_can_still_be_done(found: list[date]) -> None:
    count, day = 0, TODAY if TODAY in found else TODAY - timedelta(days=1)
    while day in found:
        count, day = count + 1, day - timedelta(days=1)

    assert running(found, TODAY) == count


def practised(*back: int) -> list[tuple[str, date]]:
    return [(PointKind.PRACTICE, TODAY - timedelta(days=each)) for each in back]


def badge(name: int, deeds: list[tuple[str, date]]) -> Standing:
    return standings(deeds, TODAY)[name]


def test_a_week_without_a_gap_is_a_badge_on_its_seventh_day() -> None:
    assert badge(0, practised(*range(20, 28))).earned_on == TODAY - timedelta(days=21)
    assert badge(0, practised(1, 2, 3, 5, 6, 7, 8)) == Standing(BADGES[0], 3, None)


def test_a_gap_that_comes_later_takes_no_badge_away() -> None:
    assert badge(0, practised(*range(40, 47), 3)).earned_on == TODAY - timedelta(days=40)


def test_what_gave_no_points_counts_for_a_badge_all_the_same() -> None:
    deeds: list[tuple[str, date]] = [(PointKind.HAZARD, TODAY)] * 3

    assert badge(4, deeds).earned_on == TODAY


@given(st.lists(st.tuples(kinds, days)), st.lists(st.tuples(kinds, days)))
def test_a_badge_is_never_lost_by_doing_more(before: list[tuple[str, date]], more: list[tuple[str, date]]) -> None:
    for old, new in zip(standings(before, TODAY), standings(before + more, TODAY), strict=True):
        assert old.earned_on is None or new.earned_on is not None
        assert 0 <= new.reached <= new.badge.goal
        assert (new.left == 0) == (new.earned_on is not None)


stays = st.builds(
    lambda worker, began, long: Stay(worker, began, began + timedelta(days=long) if long < 40 else None),
    st.integers(1, 3),
    days,
    st.integers(0, 45),
)
weeks = st.integers(0, 9).map(lambda back: monday_of(TODAY) - back * A_WEEK)


@given(st.lists(stays, max_size=4), st.dictionaries(weeks, st.sets(st.integers(1, 4))))
def test_a_teams_weeks_equal_a_count_day_by_day(team: list[Stay], by_week: dict[date, set[int]]) -> None:
    def asked(monday: date) -> set[int]:
        sunday = monday + timedelta(days=6)
        there = [stay for stay in team if stay.began <= sunday and (stay.ended is None or stay.ended > sunday)]
        return {stay.worker for stay in there if not monday < stay.began <= sunday}

    monday, expected = monday_of(TODAY) - A_WEEK, 0
    while asked(monday) and all(worker in by_week.get(monday, ()) for worker in asked(monday)):
        monday, expected = monday - A_WEEK, expected + 1
    told = team_weeks(team, by_week, TODAY)

    assert told.weeks == expected
    assert told.asked == len(asked(monday_of(TODAY)))
    assert told.done == len(asked(monday_of(TODAY)) & by_week.get(monday_of(TODAY), set()))


def test_who_joined_in_the_middle_of_a_week_is_excused_from_it() -> None:
    last = monday_of(TODAY) - A_WEEK
    old, new = Stay(1, date(2020, 1, 1), None), Stay(2, last + timedelta(days=1), None)

    assert team_weeks([old, new], {last: {1}}, TODAY).weeks == 1
    assert team_weeks([old, Stay(2, last, None)], {last: {1}}, TODAY).weeks == 0


def test_the_running_week_breaks_nothing_and_adds_nothing() -> None:
    this = monday_of(TODAY)
    told = team_weeks([Stay(1, date(2020, 1, 1), None)], {this - A_WEEK: {1}}, TODAY)

    assert (told.weeks, told.asked, told.done, told.missing) == (1, 1, 0, 1)


def test_more_than_a_year_is_told_as_a_year() -> None:
    mondays = {monday_of(TODAY) - back * A_WEEK: {1} for back in range(WEEKS_LOOKED_BACK + 9)}

    assert team_weeks([Stay(1, date(2020, 1, 1), None)], mondays, TODAY).is_year
