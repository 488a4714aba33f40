"""Places after an exam: what the database counts is what a person would count by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from exams.models import Attempt, AttemptState, Exam
from leaderboard.rankings import By, Placed, ranking
from organizations.models import Unit, User
from tests.factories.exams import AttemptFactory, ExamFactory
from tests.factories.organizations import (
    EnterpriseFactory,
    MembershipFactory,
    TeamFactory,
    TownFactory,
    UserFactory,
    WorkshopFactory,
    small_county,
)

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Sitting:
    state: AttemptState
    score: Decimal


@dataclass(frozen=True)
class Person:
    team: int
    sittings: tuple[Sitting, ...]

    @property
    def counted(self) -> Sitting | None:
        return next((sitting for sitting in self.sittings if sitting.state != AttemptState.VOIDED), None)

    @property
    def points(self) -> Decimal:
        counted = self.counted
        return counted.score if counted and counted.state == AttemptState.GRADED else Decimal(0)


SCORES = st.one_of(
    st.sampled_from([Decimal("82.67"), Decimal("82.68"), Decimal(90)]),
    st.decimals(min_value=0, max_value=100, places=2),
)
SITTINGS = st.builds(Sitting, st.sampled_from(AttemptState), SCORES)
PEOPLE = st.lists(
    st.builds(Person, st.integers(0, 5), st.lists(SITTINGS, min_size=1, max_size=2).map(tuple)), min_size=1, max_size=24
)


@contextmanager
def taken_back() -> Iterator[None]:
    """Undo what one example wrote, so that the next begins with the same empty exam."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def seat(exam: Exam, person: Person, worker: User, teams: list[Unit], enterprises: list[Unit]) -> list[Attempt]:
    second = User.objects.exclude(pk=worker.pk).first()
    return [
        Attempt(
            exam=exam,
            worker=worker,
            number=number,
            unit=teams[person.team],
            enterprise=enterprises[person.team],
            employee_no=str(worker.pk),
            state=sitting.state,
            score=None if sitting.state in {AttemptState.PREPARED, AttemptState.IN_PROGRESS} else sitting.score,
            passed=sitting.score >= 80,
            finished_at=exam.opens_at,
            void_reason="替考" if sitting.state == AttemptState.VOIDED else "",
            voided_by=worker,
            void_approved_by=second,
        )
        for number, sitting in enumerate(person.sittings, start=1)
    ]


def by_hand(people: list[Person], groups: dict[int, Unit]) -> dict[str, tuple[int, Decimal, int]]:
    """Return place, mean and number of people by the path of each unit; `groups` maps a team to its unit."""
    members: dict[str, list[Person]] = {}
    for person in people:
        if person.counted:
            members.setdefault(str(groups[person.team].path), []).append(person)
    means = {
        path: (sum((p.points for p in own), Decimal(0)) / len(own)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        for path, own in members.items()
    }
    return {
        path: (1 + sum(other > mean for other in means.values()), mean, len(members[path]))
        for path, mean in means.items()
    }


def as_shown(rows: list[Placed]) -> dict[str, tuple[int, Decimal, int]]:
    return {str(row.unit.path): (row.place, row.tally.mean, row.tally.people) for row in rows}


@pytest.fixture
def teams() -> list[Unit]:
    """Six teams in three enterprises, two of them in one town."""
    town = TownFactory()
    enterprises = [EnterpriseFactory(parent=town), EnterpriseFactory(parent=town), EnterpriseFactory()]
    return [TeamFactory(parent=WorkshopFactory(parent=enterprise)) for enterprise in enterprises for _team in range(2)]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=PEOPLE)
def test_places_and_means_are_those_of_a_count_by_hand(teams: list[Unit], people: list[Person]) -> None:
    with taken_back():
        exam: Exam = ExamFactory(over=True)
        enterprises = [team.get_parent().get_parent() for team in teams]
        towns = [enterprise.get_parent() for enterprise in enterprises]
        workers = User.objects.bulk_create([User(name=f"职工{n}", password="!") for n in range(len(people) + 1)])
        Attempt.objects.bulk_create(
            attempt
            for person, worker in zip(people, workers, strict=False)
            for attempt in seat(exam, person, worker, teams, enterprises)
        )

        for by, units in ((By.TEAM, teams), (By.ENTERPRISE, enterprises), (By.TOWN, towns)):
            assert as_shown(ranking(exam=exam, by=by)) == by_hand(people, dict(enumerate(units)))


def sat(exam: Exam, team: Unit, *scores: int | str | None) -> None:
    """Give the team one worker a score; None is somebody who did not come."""
    for score in scores:
        place = MembershipFactory(unit=team)
        AttemptFactory(
            exam=exam, membership=place, **({} if score is None else {"graded": True, "score": Decimal(score)})
        )


def test_equal_means_share_a_place_and_the_next_is_third() -> None:
    exam, county = ExamFactory(over=True), small_county()
    sat(exam, county.team, 90, 80)
    sat(exam, county.other_team, 85)
    sat(exam, county.neighbour_team, 70)

    rows = ranking(exam=exam, by=By.TEAM)

    assert [(row.place, row.unit) for row in rows] == [
        (1, county.team),
        (1, county.other_team),
        (3, county.neighbour_team),
    ]


def test_what_differs_only_behind_the_second_place_is_a_tie() -> None:
    exam, county = ExamFactory(over=True), small_county()
    sat(exam, county.team, "83.34", "83.33")
    sat(exam, county.other_team, "83.34")

    assert [(row.place, row.tally.mean) for row in ranking(exam=exam, by=By.TEAM)] == [(1, Decimal("83.34"))] * 2


def test_who_did_not_come_counts_nought_and_the_mean_of_the_others_stands_beside() -> None:
    exam, county = ExamFactory(over=True), small_county()
    sat(exam, county.team, 90, 60, None)

    [row] = ranking(exam=exam, by=By.TEAM)

    assert (row.tally.mean, row.tally.mean_of_sat) == (Decimal(50), Decimal(75))
    assert (row.tally.attendance, row.tally.pass_rate) == (Decimal("66.7"), Decimal(50))
    assert row.tally.missing == 1


def test_a_voided_sitting_is_left_out_of_the_roster() -> None:
    exam, county = ExamFactory(over=True), small_county()
    sat(exam, county.team, 80)
    AttemptFactory(exam=exam, membership=MembershipFactory(unit=county.team), voided=True, score=Decimal(100))

    [row] = ranking(exam=exam, by=By.TEAM)

    assert (row.tally.people, row.tally.mean) == (1, Decimal(80))


def test_a_make_up_does_not_lift_the_place() -> None:
    exam, county = ExamFactory(over=True), small_county()
    place = MembershipFactory(unit=county.team)
    AttemptFactory(exam=exam, membership=place, graded=True, score=Decimal(50))
    AttemptFactory(exam=exam, membership=place, number=2, graded=True, score=Decimal(100))

    [row] = ranking(exam=exam, by=By.TEAM)

    assert (row.tally.people, row.tally.mean) == (1, Decimal(50))


def test_a_transfer_after_the_exam_moves_no_place() -> None:
    exam, county = ExamFactory(over=True), small_county()
    place = MembershipFactory(unit=county.team)
    AttemptFactory(exam=exam, membership=place, graded=True)
    place.ended_on = exam.closes_at.date() + timedelta(days=1)
    place.save()
    MembershipFactory(user=place.user, unit=county.other_team, started_on=place.ended_on)

    assert [row.unit for row in ranking(exam=exam, by=By.TEAM)] == [county.team]


def test_four_people_are_few_and_five_are_not() -> None:
    exam, county = ExamFactory(over=True), small_county()
    sat(exam, county.team, 90, 90, 90, 90)
    sat(exam, county.other_team, 80, 80, 80, 80, 80)

    assert [row.has_few for row in ranking(exam=exam, by=By.TEAM)] == [True, False]


def test_who_belongs_to_a_workshop_counts_for_the_enterprise_and_for_no_team() -> None:
    exam, county = ExamFactory(over=True), small_county()
    sat(exam, county.workshop, 90)

    assert ranking(exam=exam, by=By.TEAM) == []
    assert [row.unit for row in ranking(exam=exam, by=By.ENTERPRISE)] == [county.enterprise]
    assert [row.unit for row in ranking(exam=exam, by=By.TOWN)] == [county.town]


def test_an_enterprise_directly_below_the_bureau_belongs_to_no_town() -> None:
    county = small_county()
    exam = ExamFactory(over=True)
    direct = EnterpriseFactory(parent=county.bureau)
    sat(exam, TeamFactory(parent=direct), 90)
    sat(exam, county.team, 80)

    assert [row.unit for row in ranking(exam=exam, by=By.ENTERPRISE)] == [direct, county.enterprise]
    assert [row.unit for row in ranking(exam=exam, by=By.TOWN)] == [county.town]


def test_the_restriction_compares_only_what_is_inside() -> None:
    exam, county = ExamFactory(over=True), small_county()
    sat(exam, county.neighbour_team, 100)
    sat(exam, county.team, 70)

    [row] = ranking(exam=exam, by=By.TEAM, within=Unit.objects.within([county.enterprise]))

    assert (row.place, row.unit) == (1, county.team)


@pytest.mark.parametrize("by", By)
def test_a_ranking_takes_two_queries_whatever_its_size(
    by: By, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    exam, county = ExamFactory(over=True), small_county()
    for team in (county.team, county.other_team, county.neighbour_team):
        sat(exam, team, 90, 80, None)
    UserFactory()

    with django_assert_num_queries(2):
        assert ranking(exam=exam, by=by)
