"""Whose name stands on a board, for whom."""

from __future__ import annotations

from decimal import Decimal

import pytest

from exams.models import Exam
from leaderboard.boards import Board, board_for
from leaderboard.ranking.levels import By
from leaderboard.ranking.periods import of_exam
from leaderboard.ranking.reader import reader_of
from leaderboard.services.name_choices import choose_name
from leaderboard.services.ranking_snapshots import keep_exam
from organizations.models import Membership, Role, Unit, User
from tests.factories.exams import AttemptFactory, ExamFactory
from tests.factories.organizations import County, MembershipFactory, UserFactory, desk_of, phone_of, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def exam(county: County) -> Exam:
    """A county exam that is over: 90 in the team, 80 in the other, 100 at the neighbour's."""
    held: Exam = ExamFactory(over=True, owner=county.bureau)
    for team, score in ((county.team, 90), (county.other_team, 80), (county.neighbour_team, 100)):
        seat(held, team, score)
    return held


def seat(exam: Exam, team: Unit, score: int | None, **person: str) -> Membership:
    place: Membership = MembershipFactory(unit=team, user=UserFactory(**person))
    sat = {} if score is None else {"graded": True, "score": Decimal(score)}
    AttemptFactory(exam=exam, membership=place, **sat)
    return place


def worker_of(exam: Exam, team: Unit, score: int = 90) -> User:
    return seat(exam, team, score, name="韩二虎").user


def address(exam: Exam, by: By = By.TEAM) -> str:
    return f"/ranking/exams/{exam.pk}/?by={by}"


def seen(user: User, exam: Exam, by: By) -> Board:
    board = board_for(reader=reader_of(user, of_exam(exam)), period=of_exam(exam), by=by)
    assert board is not None
    return board


def names(user: User, exam: Exam) -> list[str]:
    return [row.name for row in seen(user, exam, By.INDIVIDUAL).rows]


def test_people_are_compared_inside_an_enterprise_and_named(county: County, exam: Exam) -> None:
    worker = worker_of(exam, county.team, 95)
    other = seat(exam, county.other_team, 85, name="单雄").user

    assert names(worker, exam)[0] == "韩二虎"
    assert other.name in names(worker, exam)
    assert len(names(worker, exam)) == 4


def test_who_wants_to_be_a_number_is_named_only_to_his_team_and_his_staff(county: County, exam: Exam) -> None:
    place = seat(exam, county.team, 95, name="单雄")
    choose_name(worker=place.user, by_number=True)
    mate, stranger = worker_of(exam, county.team), worker_of(exam, county.other_team)

    assert names(place.user, exam)[0] == names(mate, exam)[0] == "单雄"
    assert names(staff(Role.SAFETY_OFFICER, county.enterprise), exam)[0] == "单雄"
    assert place.employee_no in names(stranger, exam)[0]
    assert "单雄" not in "".join(names(stranger, exam))
    keep_exam(exam=exam)
    assert "单雄" not in "".join(names(stranger, exam))


@pytest.mark.parametrize("is_kept", [False, True])
def test_further_down_nobody_is_named_and_ones_own_line_stands_by_itself(
    is_kept: bool, county: County, exam: Exam
) -> None:
    for score in range(99, 87, -1):
        seat(exam, county.other_team, score)
    last = worker_of(exam, county.team, 10)
    if is_kept:
        keep_exam(exam=exam)

    board = seen(last, exam, By.INDIVIDUAL)

    assert [row.place for row in board.rows] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10]
    assert (board.ends_at, board.compared) == (10, 15)
    assert board.mine is not None
    assert (board.mine.place, board.mine_above) == (15, board.mine)
    assert len(names(staff(Role.SAFETY_OFFICER, county.enterprise), exam)) == 15


def test_a_choice_is_made_on_the_phone(county: County, exam: Exam) -> None:
    worker = worker_of(exam, county.team)

    phone_of(worker).post("/ranking/name/", {"show": "number"})
    assert worker.name_choice.by_number

    phone_of(worker).post("/ranking/name/", {"show": "name"})
    worker.name_choice.refresh_from_db()
    assert not worker.name_choice.by_number


@pytest.mark.parametrize("by", [by for by in By if by != By.INDIVIDUAL])
def test_no_board_of_groups_names_a_person(by: By, county: County, exam: Exam) -> None:
    worker = worker_of(exam, county.team)
    others = set(User.objects.values_list("name", flat=True)) - {worker.name}

    for client in (phone_of(worker), desk_of(staff(Role.BUREAU_ADMIN, county.bureau, user__name="检查员"))):
        page = client.get(address(exam, by)).content.decode()
        assert not [name for name in others if name in page]
