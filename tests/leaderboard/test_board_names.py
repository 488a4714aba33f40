"""Whose name stands on a board, for whom."""

from __future__ import annotations

import pytest

from exams.models import Exam
from leaderboard.ranking.levels import By
from leaderboard.services.name_choices import choose_name
from leaderboard.services.ranking_snapshots import keep_exam
from organizations.models import Role, User
from tests.factories.boards import a_county_exam, address, seat, seen, worker_of
from tests.factories.organizations import County, desk_of, phone_of, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def exam(county: County) -> Exam:
    return a_county_exam(county)


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


def test_after_the_choice_one_is_back_on_the_board_and_told_so(county: County, exam: Exam) -> None:
    phone, board = phone_of(worker_of(exam, county.team)), address(exam, By.INDIVIDUAL)
    page = phone.get(board).content.decode()

    answer = phone.post("/ranking/name/", {"show": "number", "next": board}, follow=True)

    assert f'name="next" value="{board}"' in page
    assert answer.redirect_chain == [(board, 302)]
    assert [str(said) for said in answer.context["messages"]] == ["现在班组以外的人只看到你的工号。"]


def test_nobody_is_sent_elsewhere_by_his_choice(county: County, exam: Exam) -> None:
    phone = phone_of(worker_of(exam, county.team))

    answer = phone.post("/ranking/name/", {"show": "number", "next": "https://elsewhere.example/"})

    assert answer["Location"] == "/ranking/?by=individual"


@pytest.mark.parametrize("by", [by for by in By if by != By.INDIVIDUAL])
def test_no_board_of_groups_names_a_person(by: By, county: County, exam: Exam) -> None:
    worker = worker_of(exam, county.team)
    others = set(User.objects.values_list("name", flat=True)) - {worker.name}

    for client in (phone_of(worker), desk_of(staff(Role.BUREAU_ADMIN, county.bureau, user__name="检查员"))):
        page = client.get(address(exam, by)).content.decode()
        assert not [name for name in others if name in page]
