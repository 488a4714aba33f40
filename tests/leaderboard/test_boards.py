"""The boards: who sees which units, and that nobody sees a person on them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.utils.translation import gettext as _
from pytest_django import DjangoAssertNumQueries

from exams.models import Exam
from leaderboard.boards import board_for
from leaderboard.rankings import By
from leaderboard.views.boards import ROWS_A_PAGE
from organizations.models import Membership, Role, Unit, User
from tests.factories.exams import AttemptFactory, ExamFactory
from tests.factories.organizations import (
    County,
    EnterpriseFactory,
    MembershipFactory,
    TeamFactory,
    UserFactory,
    desk_of,
    phone_of,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def exam(county: County) -> Exam:
    """A county exam that is over: 90 in the team, 80 in the other, 100 at the neighbour's."""
    held: Exam = ExamFactory(over=True, owner=county.bureau)
    for team, score in ((county.team, 90), (county.other_team, 80), (county.neighbour_team, 100)):
        seat(held, team, score)
    return held


def seat(exam: Exam, team: Unit, score: int, **person: str) -> Membership:
    place: Membership = MembershipFactory(unit=team, user=UserFactory(**person))
    AttemptFactory(exam=exam, membership=place, graded=True, score=Decimal(score))
    return place


def worker_of(exam: Exam, team: Unit) -> User:
    return seat(exam, team, 90, name="韩二虎").user


def shown(user: User, exam: Exam, by: By) -> list[tuple[int, Unit]]:
    return [(row.place, row.unit) for row in board_for(user=user, exam=exam, by=by).rows]


def test_a_worker_sees_the_teams_of_his_own_enterprise(county: County, exam: Exam) -> None:
    worker = worker_of(exam, county.team)

    assert shown(worker, exam, By.TEAM) == [(1, county.team), (2, county.other_team)]


def test_a_worker_sees_every_enterprise_and_town_of_the_exam_he_sat(county: County, exam: Exam) -> None:
    worker = worker_of(exam, county.team)

    assert shown(worker, exam, By.ENTERPRISE) == [(1, county.neighbour), (2, county.enterprise)]
    assert shown(worker, exam, By.TOWN) == [(1, county.neighbour_town), (2, county.town)]


@pytest.mark.parametrize(("by", "own"), [(By.TEAM, "team"), (By.ENTERPRISE, "enterprise"), (By.TOWN, "town")])
def test_ones_own_unit_is_marked(by: By, own: str, county: County, exam: Exam) -> None:
    mine = board_for(user=worker_of(exam, county.team), exam=exam, by=by).mine

    assert mine is not None
    assert mine.unit == getattr(county, own)


def test_an_officer_sees_his_teams_and_his_enterprises_place_in_the_county(county: County, exam: Exam) -> None:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)

    assert shown(officer, exam, By.TEAM) == [(1, county.team), (2, county.other_team)]
    assert shown(officer, exam, By.ENTERPRISE) == [(2, county.enterprise)]
    assert shown(officer, exam, By.TOWN) == []


def test_the_bureau_sees_everything(county: County, exam: Exam) -> None:
    bureau = staff(Role.INSPECTOR, county.bureau)

    assert [unit for _place, unit in shown(bureau, exam, By.TEAM)] == [
        county.neighbour_team,
        county.team,
        county.other_team,
    ]
    assert len(shown(bureau, exam, By.TOWN)) == 2


def test_the_rights_of_staff_need_the_password(county: County, exam: Exam) -> None:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)

    assert phone_of(officer).get(f"/ranking/{exam.pk}/").status_code == 404
    assert desk_of(officer).get(f"/ranking/{exam.pk}/").status_code == 200


def test_an_exam_of_somebody_else_is_not_found(county: County) -> None:
    theirs = ExamFactory(over=True, owner=county.neighbour)
    seat(theirs, county.neighbour_team, 90)
    worker = MembershipFactory(unit=county.team).user

    assert phone_of(worker).get(f"/ranking/{theirs.pk}/").status_code == 404
    assert desk_of(staff(Role.ENTERPRISE_HEAD, county.enterprise)).get(f"/ranking/{theirs.pk}/").status_code == 404


def test_a_stranger_is_asked_to_sign_in(exam: Exam) -> None:
    response = Client().get(f"/ranking/{exam.pk}/")

    assert response["Location"].startswith("/sign-in/")


def test_an_exam_that_has_not_begun_has_no_board(county: County) -> None:
    coming = ExamFactory(upcoming=True)
    place = MembershipFactory(unit=county.team)
    AttemptFactory(exam=coming, membership=place)

    assert phone_of(place.user).get(f"/ranking/{coming.pk}/").status_code == 404


@pytest.mark.parametrize("by", By)
def test_no_board_names_a_person(by: By, county: County, exam: Exam) -> None:
    worker = worker_of(exam, county.team)
    names = set(User.objects.values_list("name", flat=True)) - {worker.name}

    for client in (phone_of(worker), desk_of(staff(Role.BUREAU_ADMIN, county.bureau, user__name="检查员"))):
        page = client.get(f"/ranking/{exam.pk}/?by={by}").content.decode()
        assert not [name for name in names if name in page]


def test_the_page_opens_with_the_latest_exam_of_the_reader(county: County, exam: Exam) -> None:
    place = seat(exam, county.team, 90)
    later = ExamFactory()
    AttemptFactory(exam=later, membership=place, graded=True)

    page = phone_of(place.user).get("/ranking/")

    assert page.context["board"].exam == later
    assert list(page.context["others"]) == [exam]


def test_somebody_without_an_exam_gets_a_page_that_says_so(county: County) -> None:
    page = phone_of(MembershipFactory(unit=county.team).user).get("/ranking/")

    assert page.status_code == 200
    assert _("No exam to compare yet") in page.content.decode()


def test_a_running_exam_is_marked_as_not_final(county: County, exam: Exam) -> None:
    running = ExamFactory()
    place = seat(running, county.team, 90)
    AttemptFactory(exam=exam, membership=place, graded=True)
    client = phone_of(place.user)

    assert _("Not final.") in client.get(f"/ranking/{running.pk}/").content.decode()
    assert _("Not final.") not in client.get(f"/ranking/{exam.pk}/").content.decode()


def test_inside_one_enterprise_there_is_nothing_but_teams_to_compare(county: County) -> None:
    own = ExamFactory(over=True, owner=county.enterprise)
    place = seat(own, county.team, 90)

    assert phone_of(place.user).get(f"/ranking/{own.pk}/").context["segments"] == []


def test_ones_own_team_stands_above_the_list_when_it_is_far_down(county: County) -> None:
    exam = ExamFactory(over=True)
    for number in range(ROWS_A_PAGE + 5):
        seat(exam, TeamFactory(parent=county.workshop, name=f"第{number}组"), 95)
    place = seat(exam, county.team, 10)

    context = phone_of(place.user).get(f"/ranking/{exam.pk}/").context

    assert context["mine_above"].unit == county.team
    assert context["mine_above"] not in list(context["page"])


def test_ones_own_team_is_not_said_twice_on_the_first_screen(county: County, exam: Exam) -> None:
    context = phone_of(worker_of(exam, county.team)).get(f"/ranking/{exam.pk}/").context

    assert context["mine_above"] is None


def test_a_board_costs_the_same_whatever_its_size(
    county: County, exam: Exam, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = phone_of(worker_of(exam, county.team))
    for _number in range(3):
        enterprise = EnterpriseFactory()
        seat(exam, TeamFactory(parent=enterprise), 75)

    for by in By:
        with django_assert_max_num_queries(9):
            assert client.get(f"/ranking/{exam.pk}/?by={by}").status_code == 200
