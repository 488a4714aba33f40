"""What stands around a board: inside what is compared, where to go on to, and a leader's way to his own team."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, localtime

from exams.models import Exam
from leaderboard.board_table import board_table
from leaderboard.how_counted import how_counted
from leaderboard.ranking.levels import By
from organizations.models import Role
from tests.factories.boards import a_county_exam, address, seat, seen, worker_of
from tests.factories.exams import ExamFactory
from tests.factories.organizations import County, desk_of, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def exam(county: County) -> Exam:
    return a_county_exam(county)


def test_a_board_says_inside_what_is_compared(county: County, exam: Exam) -> None:
    inside = {
        staff(Role.SAFETY_OFFICER, county.enterprise): "在本企业范围内比",
        staff(Role.TEAM_LEADER, county.team): "在本企业范围内比",
        staff(Role.TOWN_OFFICER, county.town): "在本镇范围内比",
        staff(Role.INSPECTOR, county.bureau): "在全县范围内比",
        worker_of(exam, county.team): "在本企业范围内比",
    }

    for reader, words in inside.items():
        board = seen(reader, exam, By.TEAM)
        assert board.compared_in == words
        assert board_table([board]).above[0] == words
        assert seen(reader, exam, By.ENTERPRISE).compared_in == "在全县范围内比"


def test_in_a_table_the_plain_mean_stands_beside_and_on_a_page_below(county: County, exam: Exam) -> None:
    board = seen(staff(Role.INSPECTOR, county.bureau), exam, By.TEAM)

    assert "没补之前的平均分写在排名分下面。" in how_counted(board)
    assert "没补之前的平均分写在旁边一列。" in board_table([board]).below


def test_a_leader_finds_everybody_of_his_team_though_the_list_ends_before_them(county: County, exam: Exam) -> None:
    for score in range(99, 87, -1):
        seat(exam, county.other_team, score)
    last = seat(exam, county.team, 10, name="单雄").user
    leader = desk_of(staff(Role.TEAM_LEADER, county.team))
    way = f"/ranking/exams/{exam.pk}/made-of/{county.team.pk}/?by=team"

    assert way in leader.get(address(exam, By.INDIVIDUAL)).content.decode()
    assert last.name in [row.name for row in leader.get(way).context["rows"]]


def test_months_stand_on_every_board_and_the_way_to_all_exams_leads_to_the_month_it_counts_in(county: County) -> None:
    exam = a_county_exam(county)
    closed = localtime() - timedelta(days=40)
    Exam.objects.filter(pk=exam.pk).update(opens_at=closed - timedelta(days=1), closes_at=closed)
    desk = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    page = desk.get(address(exam)).context

    assert page["days"][0].key == f"{localdate():%Y-%m}"
    assert page["sources"][0]["url"].startswith(f"/ranking/exams/{closed:%Y-%m}/")


def test_a_month_in_which_nothing_counts_says_why_where_something_was_held(county: County) -> None:
    seat(ExamFactory(owner=county.bureau), county.team, 90)
    desk = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    assert "才算进来" in desk.get(f"/ranking/exams/{localdate():%Y-%m}/").content.decode()
