"""An exam that is over, with what its boards show."""

from __future__ import annotations

from decimal import Decimal

from exams.models import Exam
from leaderboard.boards import Board, board_for
from leaderboard.ranking.levels import By
from leaderboard.ranking.periods import of_exam
from leaderboard.ranking.reader import reader_of
from organizations.models import Membership, Unit, User
from tests.factories.exams import AttemptFactory, ExamFactory
from tests.factories.organizations import County, MembershipFactory, UserFactory


def a_county_exam(county: County) -> Exam:
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
