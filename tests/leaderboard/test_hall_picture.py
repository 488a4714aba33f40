"""The other half of a picture: attendance by unit, the countdown; and that a picture is made once for all screens."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from exams.models import Exam, ResultsShown
from exams.services.sittings import start_attempt
from leaderboard.screens.pace import FRESH_SECONDS
from leaderboard.screens.picture import picture_of
from leaderboard.screens.sharing import forget_all, sheet_for
from leaderboard.screens.tiles import Tile, Tiles, attendance, worst_first
from tests.factories.competitions import a_running_one, an_open_one, mark_all
from tests.factories.organizations import County, worker_of
from tests.factories.screens import contents
from tests.factories.sittings import an_exam, sit

pytestmark = pytest.mark.django_db
SHARES = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=20)


@pytest.fixture(autouse=True)
def _nothing_at_hand() -> None:
    forget_all()


@given(SHARES)
def test_tiles_go_from_the_worst_to_the_best_and_their_sum_loses_nobody(shares: list[tuple[int, int]]) -> None:
    tiles = [Tile("班", come, come + missing) for come, missing in shares if come + missing]
    whole = Tiles("", "", tuple(worst_first(tiles)))

    rates = [tile.come / tile.people for tile in whole.tiles]
    assert rates == sorted(rates)
    assert (whole.people, whole.missing) == (sum(tile.people for tile in tiles), sum(m for _come, m in shares))
    assert all((tile.percent == 100) == (tile.state == "done") == (tile.come == tile.people) for tile in tiles)


def test_the_county_is_shown_by_town_a_town_by_enterprise_an_enterprise_by_team(county: County) -> None:
    came = [worker_of(county.team), worker_of(county.neighbour_team)]
    for team in (county.team, county.other_team):
        worker_of(team)
    exam = an_exam(county.bureau)
    for worker in came:
        start_attempt(exam=exam, worker=worker)

    def seen(unit: object) -> list[tuple[str, int, int]]:
        return [(tile.name, tile.come, tile.people) for tile in attendance(exam, unit).tiles]  # type: ignore[arg-type]

    towns = [town.name.removesuffix("应急管理中心") for town in (county.town, county.neighbour_town)]
    assert seen(county.bureau) == [(towns[0], 1, 3), (towns[1], 1, 1)]
    assert {name for name, _come, _people in seen(county.enterprise)} == {county.team.name, county.other_team.name}
    assert sum(people for _name, _come, people in seen(county.town)) == 3


def test_nobody_is_late_in_the_first_half_of_the_window(county: County) -> None:
    worker_of(county.team)
    exam = an_exam(county.enterprise)

    assert {tile.state for tile in attendance(exam, county.enterprise).tiles} == {"doing"}
    Exam.objects.filter(pk=exam.pk).update(opens_at=F("opens_at") - timedelta(days=1))
    exam.refresh_from_db()
    assert {tile.state for tile in attendance(exam, county.enterprise).tiles} == {"late"}


def test_no_worker_is_named_and_no_score_of_his_shown(county: County) -> None:
    worker = worker_of(county.team, name="不上墙的人")
    exam = an_exam(county.enterprise)
    sit(exam, worker, right=3)

    body = sheet_for(contents(county.enterprise, exam=exam)).body.decode()

    assert "不上墙的人" not in body
    assert county.team.name in body


def test_places_by_result_wait_until_the_results_are_out(county: County) -> None:
    exam = an_exam(county.enterprise)
    sit(exam, worker_of(county.team), right=5)
    for shown, rows in ((ResultsShown.AFTER_APPROVAL, 0), (ResultsShown.AT_ONCE, 1)):
        Exam.objects.filter(pk=exam.pk).update(results_shown=shown)
        with time_machine.travel(timezone.now() + timedelta(minutes=5 * rows)):
            board = picture_of(contents(county.enterprise, exam=exam)).board
        assert board is not None
        assert (len(board.rows), bool(board.empty)) == (rows, not rows)


def test_the_next_moment_that_people_wait_for_is_counted_down_to(county: County) -> None:
    exam, competition = an_exam(county.enterprise), an_open_one(county.enterprise)

    both = picture_of(contents(county.enterprise, competition, exam)).countdown
    entries = picture_of(contents(county.enterprise, competition)).countdown
    with time_machine.travel(exam.closes_at):
        over = picture_of(contents(county.enterprise, exam=exam)).countdown

    assert both is not None
    assert entries is not None
    assert (both.until, entries.until) == tuple(
        int(moment.timestamp() * 1000) for moment in (exam.closes_at, competition.entries_until)
    )
    assert over is None


def test_a_picture_is_made_once_in_eight_seconds_for_everybody(
    county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team)])
    shown = contents(county.enterprise, running.competition)
    first = sheet_for(shown)

    with django_assert_num_queries(0):
        assert sheet_for(shown) is first
        forget_all()  # another process has nothing at hand
        assert sheet_for(shown) == first
    mark_all(running, ["0.9"])
    with time_machine.travel(timezone.now() + timedelta(seconds=FRESH_SECONDS)):
        later = sheet_for(shown)
    assert (later.tag != first.tag, later.made > first.made) == (True, True)
    with time_machine.travel(timezone.now() + timedelta(seconds=2 * FRESH_SECONDS)):
        assert sheet_for(shown).tag == later.tag


def test_a_picture_costs_the_same_whatever_its_size(county: County) -> None:
    def queries_of(workers: int) -> int:
        running = a_running_one(county.enterprise, [worker_of(county.team) for _one in range(workers)])
        mark_all(running, ["0.5"] * workers)
        with CaptureQueriesContext(connection) as found:
            picture_of(contents(county.enterprise, running.competition, exam))
        return len(found)

    exam = an_exam(county.enterprise)
    queries_of(1)

    assert queries_of(2) == queries_of(6)


def test_a_screen_whose_exam_is_gone_still_has_a_picture(county: County) -> None:
    assert picture_of(contents(county.enterprise)).title == county.enterprise.name


def test_a_competition_without_an_exam_beside_it_has_the_whole_width(county: County) -> None:
    competition, exam = an_open_one(county.enterprise), an_exam(county.enterprise)

    alone, beside = (sheet_for(contents(county.enterprise, competition, other)).body for other in (None, exam))

    assert b"data-alone" in alone
    assert b"data-alone" not in beside
