"""What stands behind a kept number is what was kept; where points moved since, both numbers stand there."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.utils.translation import gettext as _
from pytest_django import DjangoAssertNumQueries

from exams.models import Attempt, AttemptState, Exam
from leaderboard.boards import board_for
from leaderboard.made_of import MadeOf
from leaderboard.models import RankingRules, RankingSnapshot
from leaderboard.ranking.levels import Absent, By
from leaderboard.ranking.periods import of_exam
from leaderboard.ranking.reader import reader_of
from leaderboard.services.ranking_rules import set_rules
from leaderboard.services.ranking_snapshots import keep_exam
from organizations.models import Role, User
from tests.factories.exams import AttemptFactory, ExamFactory
from tests.factories.organizations import County, MembershipFactory, UserFactory, desk_of, phone_of, staff

pytestmark = pytest.mark.django_db

WHY = "更正了一道题"


@pytest.fixture
def exam(county: County) -> Exam:
    held: Exam = ExamFactory(over=True, owner=county.bureau)
    for team, score in ((county.team, 90), (county.team, 70), (county.other_team, 50)):
        AttemptFactory(exam=held, membership=MembershipFactory(unit=team), graded=True, score=Decimal(score))
    keep_exam(exam=held)
    return held


@pytest.fixture
def officer(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise)


def first_of(exam: Exam) -> Attempt:
    seat: Attempt = Attempt.objects.get(exam=exam, score=90)
    return seat


def correct(seat: Attempt, score: int) -> None:
    Attempt.objects.filter(pk=seat.pk).update(score=score)


def board_row(exam: Exam, user: User, by: By, number: int | None = None) -> tuple[Decimal, str]:
    """Return the first line's value, and the address of what it is made of."""
    found = board_for(reader=reader_of(user, of_exam(exam)), period=of_exam(exam), by=by, number=number)
    assert found is not None
    row = found.rows[0]
    return row.score, f"/ranking/exams/{exam.pk}/made-of/{row.made_of}/{found.asked}"


def behind(client: Client, address: str) -> tuple[MadeOf, str]:
    page = client.get(address)
    assert page.status_code == 200
    return page.context["found"], page.content.decode()


@pytest.mark.parametrize("by", [By.INDIVIDUAL, By.TEAM, By.WORKSHOP])
def test_an_older_count_is_made_of_what_was_kept_and_says_what_it_would_be_today(
    by: By, exam: Exam, officer: User
) -> None:
    was, address = board_row(exam, officer, by)
    correct(first_of(exam), 40)
    keep_exam(exam=exam, reason=WHY)
    desk = desk_of(officer)

    made, page = behind(desk, address)

    assert made.kept is not None
    assert made.kept.value == was != made.now.value
    assert _("On the board stands %(kept)s.") % {"kept": f"{was:.2f}"} in page
    assert f"{made.now.value:.2f}" in page
    assert _("To the newest count") in page


def test_the_newest_count_has_nothing_to_warn_of(exam: Exam, officer: User) -> None:
    correct(first_of(exam), 40)
    keep_exam(exam=exam, reason=WHY)
    value, address = board_row(exam, officer, By.TEAM)

    made, page = behind(desk_of(officer), address)

    assert not made.has_moved
    assert made.on_the_board.value == value
    assert 'data-tone="warn"' not in page


def test_points_that_move_before_it_is_counted_again_are_told_of(exam: Exam, officer: User) -> None:
    was, address = board_row(exam, officer, By.TEAM)
    correct(first_of(exam), 40)

    made, page = behind(desk_of(officer), address)

    assert made.on_the_board.value == was
    assert made.has_moved
    assert _("As it is today") in page
    assert _("To the newest count") not in page


def test_a_number_that_only_the_others_moved_says_so(exam: Exam, officer: User) -> None:
    _was, address = board_row(exam, officer, By.TEAM)
    Attempt.objects.filter(exam=exam, score=50).update(score=95)

    made, _page = behind(desk_of(officer), address)

    assert made.has_moved
    assert not made.own_have_moved


def test_new_rules_leave_what_a_kept_number_is_made_of_alone(county: County, exam: Exam, officer: User) -> None:
    was, address = board_row(exam, officer, By.TEAM)
    rules = RankingRules(bureau=county.bureau, absent=Absent.LEFT_OUT, steadying=30)
    set_rules(rules=rules, by=None)

    made, _page = behind(desk_of(officer), address)

    assert not made.has_moved
    assert (made.on_the_board.value, made.now.method.steadying) == (was, RankingSnapshot.objects.all()[0].steadying)


def test_a_number_whose_points_were_all_taken_out_still_has_its_sum(exam: Exam, officer: User) -> None:
    was, address = board_row(exam, officer, By.INDIVIDUAL)
    one, two = UserFactory.create_batch(2)
    Attempt.objects.filter(pk=first_of(exam).pk).update(
        state=AttemptState.VOIDED, void_reason="有人替考", voided_by=one, void_approved_by=two
    )

    made, page = behind(desk_of(officer), address)

    assert made.on_the_board.value == was == 90
    assert made.parts == ()
    assert _("Since it was kept, everything behind it has been taken out of the count.") in page


def test_who_counts_only_since_the_close_reads_that_he_is_not_on_the_board(county: County, exam: Exam) -> None:
    late = MembershipFactory(unit=county.team)
    AttemptFactory(exam=exam, membership=late, graded=True, score=Decimal(60))

    made, page = behind(phone_of(late.user), f"/ranking/exams/{exam.pk}/made-of/mine/?by={By.INDIVIDUAL}")

    assert made.is_new
    assert _("This does not stand on the board.") in page


def test_an_older_board_says_that_it_is_one_and_leads_to_the_newest(exam: Exam, officer: User) -> None:
    correct(first_of(exam), 40)
    keep_exam(exam=exam, reason=WHY)
    desk = desk_of(officer)

    def said(number: str) -> bool:
        page = desk.get(f"/ranking/exams/{exam.pk}/?by=team{number}").content.decode()
        return _("This is an older count.") in page

    assert said("&number=1")
    assert not said("&number=2")
    assert not said("")


def test_a_count_that_there_never_was_is_the_newest(exam: Exam, officer: User) -> None:
    correct(first_of(exam), 40)
    keep_exam(exam=exam, reason=WHY)

    assert board_row(exam, officer, By.TEAM, number=9) == board_row(exam, officer, By.TEAM)


def test_a_number_is_followed_back_in_at_most_twelve_queries(
    exam: Exam, officer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _value, address = board_row(exam, officer, By.TEAM)
    desk = desk_of(officer)

    with django_assert_max_num_queries(12):
        assert desk.get(address).status_code == 200
