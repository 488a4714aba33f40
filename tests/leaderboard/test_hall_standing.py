"""What a hall sees of a competition: what all judges have marked, nobody's single mark, and strangers by number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from leaderboard.models import Competition, CompetitionState, NameChoice, PartKind
from leaderboard.screens.standing import Board, board_of
from leaderboard.services.judges import dismiss_judge
from leaderboard.services.rescoring import open_round, rule_on_veto
from leaderboard.services.running import close_stage, show_results
from leaderboard.standings import standings_of
from organizations.models import Unit
from tests.factories.competitions import (
    FINAL,
    HEATS,
    Running,
    a_running_one,
    an_open_one,
    critical,
    mark,
    mark_all,
    shown_one,
)
from tests.factories.organizations import County, worker_of

pytestmark = pytest.mark.django_db


def veto(running: Running, but_for: int = 0) -> None:
    """Have all judges but so many say that the first competitor missed the critical step; all else is perfect."""
    part, entrant = running.part(), running.entrants[0]
    for place, judge in enumerate(running.judges):
        mark(judge, entrant, running.part(PartKind.ORAL), "1")
        mark(judge, entrant, part, "1", missed=frozenset() if place < but_for else critical(part))


def hall(competition: Competition, unit: Unit, *, live: bool = True) -> Board:
    """Return the board of a screen of that unit."""
    fresh = Competition.objects.select_related("owner").get(pk=competition.pk)
    return board_of(fresh, path=unit.path, shows_live=live)


@pytest.fixture
def running(county: County) -> Running:
    return a_running_one(county.enterprise, [worker_of(county.team, name=name) for name in ("甲", "乙", "丙")])


def test_points_stand_in_the_order_of_their_places(county: County, running: Running) -> None:
    mark_all(running, ["0.8", "0.9", "0.9"])

    board = hall(running.competition, county.enterprise)

    assert [(row.place, row.name, row.total) for row in board.rows] == [
        (1, "丙", Decimal("90.00")),
        (1, "乙", Decimal("90.00")),
        (3, "甲", Decimal("80.00")),
    ]
    assert board.rows[0].parts == (Decimal("90.00"), Decimal("90.00"))
    assert board.hint == "总分 = 手指口述 40% ＋ 实操 60%"


def test_what_a_single_judge_gave_is_not_to_be_read_off_the_wall(county: County, running: Running) -> None:
    part, entrant = running.part(PartKind.ORAL), running.entrants[0]
    for place, judge in enumerate(running.judges):
        row = hall(running.competition, county.enterprise).rows[0]
        assert (row.name, row.parts, row.total, row.state) == ("甲", (None, None), None, "wait"), place
        mark(judge, entrant, part, "0.7")

    assert hall(running.competition, county.enterprise).rows[0].parts == (Decimal("70.00"), None)


def test_more_judges_than_the_rules_ask_for_are_waited_for_until_one_is_dismissed(county: County) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team)], judges=4)
    for judge in running.judges[:3]:
        mark(judge, running.entrants[0], running.part(PartKind.ORAL), "0.7")
    assert hall(running.competition, county.enterprise).rows[0].parts == (None, None)

    dismiss_judge(judge=running.judge(3), by=None)

    assert hall(running.competition, county.enterprise).rows[0].parts == (Decimal("70.00"), None)


def test_a_veto_names_its_step_and_stands_last_with_what_is_left_as_at_the_desk(
    county: County, running: Running
) -> None:
    for entrant, share in zip(running.entrants[1:], ("0.2", "0.1"), strict=True):
        for judge in running.judges:
            mark(judge, entrant, running.part(PartKind.ORAL), share)
            mark(judge, entrant, running.part(), share)
    veto(running)

    row = hall(running.competition, county.enterprise).rows[-1]
    at_the_desk = standings_of(running.competition).stages[0].lines[-1]

    assert (row.name, row.place, row.parts, row.total) == ("甲", 3, (Decimal(100), Decimal(0)), Decimal("40.00"))
    assert (at_the_desk.place, at_the_desk.total.points) == (row.place, row.total)
    assert "停电、验电、挂牌" in row.veto


def test_most_judges_decide_on_a_veto_and_no_ruling_is_asked_for(county: County, running: Running) -> None:
    veto(running, but_for=1)

    row = hall(running.competition, county.enterprise).rows[-1]
    line = standings_of(running.competition).stages[0].lines[-1]

    assert (row.name, bool(row.veto), row.state, row.total) == ("甲", True, "", Decimal("40.00"))
    assert (line.total.is_vetoed, line.awaits_ruling) == (True, False)


def test_where_a_few_judges_say_missed_nothing_counts_before_the_chief_judge_has_spoken(
    county: County, running: Running
) -> None:
    veto(running, but_for=2)
    row = next(row for row in hall(running.competition, county.enterprise).rows if row.name == "甲")
    line = next(line for line in standings_of(running.competition).stages[0].lines if line.entrant.name == "甲")
    assert (row.place, row.parts, row.total, row.veto, row.says) == (
        None,
        (Decimal(100), None),
        None,
        "",
        "等评委组长裁定",
    )
    assert (line.place, line.total.points, line.total.is_vetoed, line.waits_for) == (None, None, False, row.says)
    assert hall(running.competition, county.enterprise, live=False).rows[0].says == "已评完"

    rule_on_veto(part=running.part(), entrant=running.entrants[0], is_missed=False, reason="挂了", by=running.judges[0])

    row = hall(running.competition, county.enterprise).rows[0]
    assert (row.name, row.place, row.veto, row.state) == ("甲", 1, "", "")


def test_the_wall_does_not_say_that_judges_disagree_before_all_have_marked(county: County) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team)], judges=4)
    part, entrant = running.part(), running.entrants[0]
    for judge in running.judges[:3]:
        mark(judge, entrant, running.part(PartKind.ORAL))
        mark(judge, entrant, part, missed=critical(part) if judge == running.judges[1] else frozenset())
    mark(running.judges[3], entrant, running.part(PartKind.ORAL))

    assert hall(running.competition, county.enterprise).rows[0].says == "实操打分中"


def test_who_is_marked_anew_after_the_results_has_no_place_on_the_wall(county: County) -> None:
    running = shown_one(county.enterprise, county.team, "0.9", "0.5")
    open_round(part=running.part(), entrant=running.entrants[0], reason="申诉成立", by=None)

    row = next(row for row in hall(running.competition, county.enterprise).rows if row.key == 1)

    assert (row.place, row.total, row.says) == (None, None, "等重新打分")


def test_without_live_standings_the_hall_sees_only_how_far_everybody_is(county: County, running: Running) -> None:
    mark_all(running, ["0.8", "0.9", "0.9"])

    board = hall(running.competition, county.enterprise, live=False)

    assert [(row.key, row.place, row.parts, row.total, row.state) for row in board.rows] == [
        (number, None, (), None, "done") for number in (1, 2, 3)
    ]


def test_elsewhere_nothing_is_seen_before_the_results_and_strangers_are_a_number(county: County) -> None:
    own, other = worker_of(county.team, name="本企业的"), worker_of(county.neighbour_team, name="外企业的")
    running = a_running_one(county.bureau, [own, other])
    mark_all(running, ["0.8", "0.9"])
    before = hall(running.competition, county.enterprise)
    close_stage(stage=running.competition.stages.get(), by=None)
    show_results(competition=running.competition, by=None)

    after = hall(running.competition, county.enterprise)

    assert {row.total for row in before.rows} == {None}
    assert [row.total for row in after.rows] == [Decimal("90.00"), Decimal("80.00")]
    assert "外企业的" not in repr((before, after))
    assert after.rows[1].name == "本企业的"
    assert hall(running.competition, county.bureau).rows[0].name == "外企业的"


def test_at_the_end_the_final_stands_before_who_stayed_in_the_heats(county: County) -> None:
    workers = [worker_of(county.team, name=name) for name in ("甲", "乙")]
    running = a_running_one(county.enterprise, workers, (HEATS, FINAL))
    mark_all(running, ["0.7", "0.9"])
    close_stage(stage=running.competition.stages.get(place=1), by=None)
    assert hall(running.competition, county.enterprise).stage == "决赛"
    for part in (running.part(PartKind.ORAL, 2), running.part(PartKind.PRACTICAL, 2)):
        for judge in running.judges:
            mark(judge, running.entrants[1], part, "0.5")
    close_stage(stage=running.competition.stages.get(place=2), by=None)
    show_results(competition=running.competition, by=None)

    rows = hall(running.competition, county.enterprise).rows

    assert [(row.place, row.name, row.parts) for row in rows] == [(1, "乙", ("决赛",)), (2, "甲", ("预赛",))]


def test_a_competition_that_has_not_begun_says_how_many_have_entered(county: County) -> None:
    board = hall(an_open_one(county.enterprise), county.enterprise)

    assert (board.rows, "0" in board.empty) == ((), True)


def test_a_row_is_marked_anew_when_marks_come_in(county: County, running: Running) -> None:
    before = {row.key: row.mark for row in hall(running.competition, county.enterprise).rows}
    for judge in running.judges:
        mark(judge, running.entrants[1], running.part(), "0.5")

    after = {row.key: row.mark for row in hall(running.competition, county.enterprise).rows}

    assert {key for key in after if after[key] != before[key]} == {2}


def test_the_whole_result_is_there_when_it_is_out(county: County) -> None:
    running = shown_one(county.enterprise, county.team, "0.9", "0.5")

    assert running.competition.state == CompetitionState.SHOWN
    assert [row.place for row in hall(running.competition, county.enterprise).rows] == [1, 2]


def test_who_chose_his_number_is_a_start_number_on_the_wall(county: County, running: Running) -> None:
    mark_all(running, ["0.8", "0.9", "0.7"])
    chooser = running.entrants[1].worker
    assert chooser is not None
    NameChoice.objects.create(worker=chooser, by_number=True)

    board = hall(running.competition, county.enterprise)

    assert [row.name for row in board.rows] == [f"{running.entrants[1].number} 号选手", "甲", "丙"]
