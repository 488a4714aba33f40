"""Who is not final has no place and no total, on the desk, in the table and on the phone; what is missing is said."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from leaderboard.errors import CompetitionRefused
from leaderboard.models import AppealResult, PartKind
from leaderboard.places import final_lines
from leaderboard.screens.standing import board_of
from leaderboard.services.appeals import answer_appeal, say_appeal
from leaderboard.services.judges import dismiss_judge
from leaderboard.services.running import close_stage, show_results
from leaderboard.standings import standings_of
from organizations.models import Role
from tests.factories.competitions import FINAL, HEATS, Running, a_running_one, critical, mark, mark_all, shown_one
from tests.factories.organizations import County, phone_of, staff, worker_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def half_marked(county: County) -> Running:
    """A competition in which one is marked by all judges, and of the other one sheet is there."""
    running = a_running_one(county.enterprise, [worker_of(county.team, name=name) for name in ("甲", "乙")])
    for part in (running.part(), running.part(PartKind.ORAL)):
        for judge in running.judges:
            mark(judge, running.entrants[0], part, "0.4")
    mark(running.judges[0], running.entrants[1], running.part(), "1")
    return running


@pytest.fixture
def anew(county: County) -> Running:
    """Results that are shown, of which the first is marked anew: his appeal was upheld."""
    running = shown_one(county.enterprise, county.team, "0.9", "0.5")
    worker = running.entrants[0].worker
    assert worker is not None
    appeal = say_appeal(entrant=running.entrants[0], part=running.part(), text="第二步做了", by=worker)
    by = staff(Role.SAFETY_OFFICER, county.enterprise)
    answer_appeal(appeal=appeal, outcome=AppealResult.UPHELD, answer="录像里做了", by=by)
    return running


def test_the_desk_places_who_is_final_alone(half_marked: Running, officer: Client) -> None:
    page = officer.get(f"/desk/competitions/{half_marked.competition.pk}/")
    lines = page.context["shown"].stages[0].lines

    assert [(line.name, line.place, line.total is None) for line in lines] == [("甲", 1, False), ("乙", None, True)]
    assert lines[1].waits_for == "待手指口述，实操打分中"
    assert lines[1].waits_for in page.content.decode()


def test_the_table_has_a_dash_and_says_what_is_missing(half_marked: Running, officer: Client) -> None:
    answer = officer.get(f"/desk/competitions/{half_marked.competition.pk}/table/")
    rows = list(load_workbook(BytesIO(b"".join(answer))).worksheets[0].iter_rows(values_only=True))

    waits = next(row for row in rows if "乙" in row)
    assert (waits[0], waits[-2]) == ("—", "—")
    assert waits[-1] == "待手指口述，实操打分中"


def test_one_judges_word_is_no_veto_yet(half_marked: Running) -> None:
    mark(half_marked.judges[0], half_marked.entrants[1], half_marked.part(PartKind.ORAL), "1")
    mark(half_marked.judges[1], half_marked.entrants[1], half_marked.part(), "1", missed=critical(half_marked.part()))

    line = standings_of(half_marked.competition).stages[0].lines[-1]

    assert not line.total.is_vetoed


def test_a_veto_in_dispute_is_said_at_the_desk_in_the_words_of_the_big_screen(
    half_marked: Running, officer: Client
) -> None:
    entrant, part = half_marked.entrants[1], half_marked.part()
    for judge in half_marked.judges:
        mark(judge, entrant, half_marked.part(PartKind.ORAL), "1")
    mark(half_marked.judges[1], entrant, part, "1", missed=critical(part))
    mark(half_marked.judges[2], entrant, part, "1")

    page = officer.get(f"/desk/competitions/{half_marked.competition.pk}/")
    row = board_of(half_marked.competition, path=half_marked.competition.owner.path, shows_live=True).rows[-1]
    line = page.context["shown"].stages[0].lines[-1]

    assert (line.name, line.place, line.total, line.is_vetoed) == ("乙", None, None, False)
    assert page.content.decode().count("等评委组长裁定") == 2  # in the line, and in what comes next
    assert (row.says, row.veto) == ("等评委组长裁定", "")


def test_a_stage_is_not_closed_before_the_chief_judge_has_decided(county: County) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team)])
    part, entrant = running.part(), running.entrants[0]
    for number, judge in enumerate(running.judges):
        mark(judge, entrant, running.part(PartKind.ORAL))
        mark(judge, entrant, part, missed=critical(part) if number == 1 else frozenset())
    with pytest.raises(CompetitionRefused, match="评委组长还没有裁定"):
        close_stage(stage=part.stage, by=None)

    dismiss_judge(judge=running.judge(), by=None)

    assert close_stage(stage=part.stage, by=None).closed_at is not None
    assert standings_of(running.competition).stages[0].lines[0].total.points == Decimal("90.00")


def test_who_is_marked_anew_waits_on_his_own_page_and_in_the_list(anew: Running) -> None:
    worker = anew.entrants[0].worker
    assert worker is not None
    page = phone_of(worker).get(f"/competitions/{anew.competition.pk}/")
    rows = {row["final"].line.entrant.pk: row for row in page.context["places"]}
    own, other = rows[anew.entrants[0].pk], rows[anew.entrants[1].pk]

    assert "决赛：等重新打分" in page.content.decode()
    assert (own["final"].place, own["final"].line.total.points) == (None, None)
    assert "等重新打分" in own["detail"]
    assert other["final"].place == 1


def test_the_holder_reads_who_has_to_mark_anew(anew: Running, officer: Client) -> None:
    page = f"/desk/competitions/{anew.competition.pk}/"
    assert officer.get(page).context["owed"] == ["等 3 位评委重新给 1 号打分：实操"]

    mark(anew.judges[0], anew.entrants[0], anew.part(), "1", round=2)
    assert "等 2 位评委重新给 1 号打分：实操" in officer.get(page).content.decode()

    for judge in anew.judges[1:]:
        mark(judge, anew.entrants[0], anew.part(), "1", round=2)
    assert officer.get(page).context["owed"] == []


def test_with_two_stages_each_line_says_of_which_its_total_is(county: County) -> None:
    running = a_running_one(
        county.enterprise, [worker_of(county.team, name=name) for name in ("甲", "乙")], (HEATS, FINAL)
    )
    mark_all(running, ["0.9", "0.7"])
    close_stage(stage=running.competition.stages.get(place=1), by=None)
    for part in (running.part(PartKind.ORAL, 2), running.part(PartKind.PRACTICAL, 2)):
        for judge in running.judges:
            mark(judge, running.entrants[0], part, "1", missed=critical(part))
    close_stage(stage=running.competition.stages.get(place=2), by=None)
    show_results(competition=running.competition, by=None)
    worker = running.entrants[0].worker
    assert worker is not None

    details = [
        row["detail"] for row in phone_of(worker).get(f"/competitions/{running.competition.pk}/").context["places"]
    ]

    assert ["预赛成绩" in details[0], "决赛成绩" in details[1], "一票否决" in details[1]] == [True] * 3
    finals = final_lines(standings_of(running.competition))
    assert [(final.line.entrant.name, final.place) for final in finals] == [("乙", 1), ("甲", 2)]
