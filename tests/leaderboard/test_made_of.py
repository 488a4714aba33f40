"""Every number on a board can be followed back to the marks behind it, by whoever may see them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from exams.models import Exam
from leaderboard.ranking.levels import By
from leaderboard.services.ranking_snapshots import keep_exam
from organizations.models import Membership, Role
from tests.factories.exams import AttemptFactory, ExamFactory
from tests.factories.organizations import County, MembershipFactory, UserFactory, desk_of, phone_of, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def exam(county: County) -> Exam:
    held: Exam = ExamFactory(over=True, owner=county.bureau)
    for team, score in ((county.team, 90), (county.team, 71), (county.other_team, 80), (county.neighbour_team, 100)):
        seat(held, MembershipFactory(unit=team), score)
    AttemptFactory(exam=held, membership=MembershipFactory(unit=county.team))
    return held


def seat(exam: Exam, place: Membership, score: int) -> Membership:
    AttemptFactory(exam=exam, membership=place, graded=True, score=Decimal(score))
    return place


def address(exam: Exam, who: object, by: By) -> str:
    return f"/ranking/exams/{exam.pk}/made-of/{who}/?by={by}"


@pytest.mark.parametrize("is_kept", [False, True])
@pytest.mark.parametrize("by", By)
def test_the_sums_at_the_foot_are_the_numbers_of_the_board(by: By, is_kept: bool, county: County, exam: Exam) -> None:
    if is_kept:
        keep_exam(exam=exam)
    bureau = desk_of(staff(Role.INSPECTOR, county.bureau))
    rows = bureau.get(f"/ranking/exams/{exam.pk}/?by={by}").context["board"].rows

    assert rows
    for row in rows:
        found = bureau.get(address(exam, row.made_of, by)).context
        made, seats = found["found"], found["rows"]
        assert (made.now.counted, made.on_the_board.value) == (row.line.counted, row.score)
        assert sum(sat.value for sat in seats) * 100 == row.line.counted.earned
        assert len(seats) == row.line.counted.seats


def test_a_worker_follows_his_own_number_to_his_result(county: County, exam: Exam) -> None:
    place = seat(exam, MembershipFactory(unit=county.team), 60)
    phone = phone_of(place.user)

    [row] = phone.get(address(exam, "mine", By.INDIVIDUAL)).context["rows"]

    assert row.value == 60
    assert phone.get(row.link).status_code == 200


def test_of_his_team_a_worker_sees_sums_and_nobodys_points(county: County, exam: Exam) -> None:
    mate = seat(exam, MembershipFactory(unit=county.team, user=UserFactory(name="单雄")), 88).user
    place = seat(exam, MembershipFactory(unit=county.team), 60)

    page = phone_of(place.user).get(address(exam, "mine", By.TEAM))

    assert page.context["rows"] == []
    assert page.context["found"].now.counted.earned == 30900
    assert mate.name not in page.content.decode()


def test_nobody_follows_a_number_that_is_not_his(county: County, exam: Exam) -> None:
    other = MembershipFactory(unit=county.team)
    phone = phone_of(seat(exam, MembershipFactory(unit=county.team), 60).user)
    neighbour = desk_of(staff(Role.ENTERPRISE_HEAD, county.neighbour))

    def refuses(client: Client, who: object, by: By) -> bool:
        return client.get(address(exam, who, by)).status_code == 404

    assert refuses(phone, other.user_id, By.INDIVIDUAL)
    assert refuses(phone, county.team.pk, By.TEAM)
    assert refuses(phone, "mine", By.ENTERPRISE)
    assert refuses(neighbour, other.user_id, By.INDIVIDUAL)
    assert refuses(neighbour, county.team.pk, By.TEAM)


def test_the_board_goes_out_as_a_table_at_the_desk_alone(county: County, exam: Exam) -> None:
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))
    worker = phone_of(seat(exam, MembershipFactory(unit=county.team), 60).user)

    for by in By:
        assert officer.get(f"/ranking/exams/{exam.pk}/table/?by={by}").status_code == 200
    assert worker.get(f"/ranking/exams/{exam.pk}/table/").status_code == 302
