"""The boards: who sees which lines, and whose name."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from exams.models import Exam, ExamState
from leaderboard.boards import ROWS_A_PAGE
from leaderboard.ranking.levels import By
from leaderboard.services.ranking_snapshots import keep_exam
from organizations.models import Role, Unit, User
from tests.factories.boards import a_county_exam, address, seat, seen, worker_of
from tests.factories.exams import AttemptFactory, ExamFactory
from tests.factories.organizations import (
    County,
    EnterpriseFactory,
    MembershipFactory,
    TeamFactory,
    desk_of,
    phone_of,
    staff,
)
from tests.factories.rewards import final_one

pytestmark = pytest.mark.django_db


@pytest.fixture
def exam(county: County) -> Exam:
    return a_county_exam(county)


def shown(user: User, exam: Exam, by: By) -> list[tuple[int, Unit]]:
    return [(row.place, row.line.unit) for row in seen(user, exam, by).rows]


def test_a_worker_sees_the_teams_of_his_own_enterprise(county: County, exam: Exam) -> None:
    assert shown(worker_of(exam, county.team), exam, By.TEAM) == [(1, county.team), (2, county.other_team)]


def test_everybody_sees_every_enterprise_and_town_of_the_exam(county: County, exam: Exam) -> None:
    for user in (worker_of(exam, county.team), staff(Role.SAFETY_OFFICER, county.enterprise)):
        assert shown(user, exam, By.ENTERPRISE) == [(1, county.neighbour), (2, county.enterprise)]
        assert shown(user, exam, By.TOWN) == [(1, county.neighbour_town), (2, county.town)]


@pytest.mark.parametrize(
    ("by", "own"),
    [(By.TEAM, "team"), (By.WORKSHOP, "workshop"), (By.ENTERPRISE, "enterprise"), (By.TOWN, "town")],
)
@pytest.mark.parametrize("is_kept", [False, True])
def test_ones_own_unit_is_marked(by: By, own: str, is_kept: bool, county: County, exam: Exam) -> None:
    worker = worker_of(exam, county.team)
    if is_kept:
        keep_exam(exam=exam)

    mine = seen(worker, exam, by).mine

    assert mine is not None
    assert mine.line.unit == getattr(county, own)


def test_staff_see_the_teams_of_what_is_theirs(county: County, exam: Exam) -> None:
    own = [(1, county.team), (2, county.other_team)]

    assert shown(staff(Role.SAFETY_OFFICER, county.enterprise), exam, By.TEAM) == own
    assert shown(staff(Role.TEAM_LEADER, county.team), exam, By.TEAM) == own
    assert shown(staff(Role.TOWN_OFFICER, county.town), exam, By.TEAM) == own
    assert shown(staff(Role.INSPECTOR, county.bureau), exam, By.TEAM) == [
        (1, county.neighbour_team),
        (2, county.team),
        (3, county.other_team),
    ]


def test_the_rights_of_staff_need_the_password(county: County, exam: Exam) -> None:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)

    assert phone_of(officer).get(address(exam)).status_code == 404
    assert desk_of(officer).get(address(exam)).status_code == 200


def test_an_exam_of_somebody_else_is_not_found(county: County) -> None:
    theirs = ExamFactory(over=True, owner=county.neighbour)
    seat(theirs, county.neighbour_team, 90)
    worker = MembershipFactory(unit=county.team).user

    assert phone_of(worker).get(address(theirs)).status_code == 404
    assert desk_of(staff(Role.ENTERPRISE_HEAD, county.enterprise)).get(address(theirs)).status_code == 404


def test_a_stranger_is_asked_to_sign_in(exam: Exam) -> None:
    assert Client().get(address(exam))["Location"].startswith("/sign-in/")


def test_an_exam_that_has_not_begun_has_no_board(county: County) -> None:
    coming = ExamFactory(upcoming=True)
    place = MembershipFactory(unit=county.team)
    AttemptFactory(exam=coming, membership=place)

    assert phone_of(place.user).get(address(coming)).status_code == 404


def test_the_page_opens_with_the_latest_exam_of_the_reader(county: County, exam: Exam) -> None:
    place = seat(exam, county.team, 90)
    later = ExamFactory()
    AttemptFactory(exam=later, membership=place, graded=True)

    page = phone_of(place.user).get("/ranking/")

    assert page.context["period"].exam == later
    assert exam in [other.exam for other in page.context["others"]]


def test_somebody_without_an_exam_gets_a_page_that_says_so(county: County) -> None:
    page = phone_of(MembershipFactory(unit=county.team).user).get("/ranking/")

    assert page.status_code == 200
    assert _("No exam to compare yet") in page.content.decode()


def test_a_running_exam_is_marked_as_not_final(county: County, exam: Exam) -> None:
    running = ExamFactory()
    place = seat(running, county.team, 90)
    AttemptFactory(exam=exam, membership=place, graded=True)
    client = phone_of(place.user)

    assert _("Not final.") in client.get(address(running)).content.decode()
    assert _("Not final.") not in client.get(address(exam)).content.decode()


def test_inside_one_enterprise_there_are_no_others_to_compare(county: County) -> None:
    own = ExamFactory(over=True, owner=county.enterprise)
    place = seat(own, county.team, 90)

    segments = phone_of(place.user).get(address(own)).context["segments"]

    assert [segment["label"] for segment in segments] == [By.INDIVIDUAL.label, By.TEAM.label, By.WORKSHOP.label]


def test_ones_own_team_stands_above_the_list_when_it_is_far_down(county: County) -> None:
    exam = ExamFactory(over=True)
    for number in range(ROWS_A_PAGE + 5):
        seat(exam, TeamFactory(parent=county.workshop, name=f"第{number}组"), 95)
    place = seat(exam, county.team, 10)

    board = phone_of(place.user).get(address(exam)).context["board"]

    assert board.mine_above.line.unit == county.team
    assert county.team in [row.line.unit for row in board.rows[ROWS_A_PAGE:]]


@pytest.mark.parametrize("is_kept", [False, True])
def test_a_board_costs_at_most_eight_queries_whatever_its_size(
    is_kept: bool, county: County, exam: Exam, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    worker = worker_of(exam, county.team)
    for _number in range(3):
        seat(exam, TeamFactory(parent=EnterpriseFactory()), 75)
        seat(exam, county.team, 70)
    if is_kept:
        keep_exam(exam=exam)
    else:
        Exam.objects.update(state=ExamState.PUBLISHED)

    for client in (phone_of(worker), desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))):
        for by in By:
            with django_assert_max_num_queries(8):
                assert client.get(address(exam, by)).status_code == 200


def test_a_competition_is_entered_and_come_to_where_an_exam_is_sat(county: County, exam: Exam, officer: Client) -> None:
    final = final_one(county.enterprise, county.team, "0.9")

    contest = officer.get(f"/ranking/competitions/{final.competition.pk}/?by={By.TEAM}").content.decode()
    sat = officer.get(f"/ranking/exams/{exam.pk}/?by={By.TEAM}").content.decode()

    assert ["到赛率" in contest, "参考率" in contest, "参考率" in sat] == [True, False, True]
    table = officer.get(f"/ranking/competitions/{final.competition.pk}/table/?by={By.TEAM}")
    rows = load_workbook(BytesIO(b"".join(table))).active.iter_rows(values_only=True)
    assert any("到赛率（%）" in row for row in rows)
