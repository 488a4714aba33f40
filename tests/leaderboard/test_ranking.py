"""Places: what the database counts is what a person would count by hand, with fractions."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exams.models import Attempt, AttemptState, Exam
from leaderboard.models import Competition, CompetitionState, Entrant, Stage, StandingRow
from leaderboard.ranking.arithmetic import Method
from leaderboard.ranking.engine import Placed, Ranking, ranking
from leaderboard.ranking.levels import Absent, By
from leaderboard.ranking.periods import Period, of_competition, of_exam
from leaderboard.ranking.seats import seats_of
from organizations.models import Unit, UnitKind, User
from tests.factories.exams import ExamFactory
from tests.factories.organizations import BureauFactory, EnterpriseFactory, TeamFactory, UserFactory, WorkshopFactory

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Sitting:
    state: AttemptState
    score: Decimal
    full: int


@dataclass(frozen=True)
class Person:
    """`place` is a team, a workshop, or the enterprise itself: see `places`."""

    place: int
    sittings: tuple[Sitting, ...]

    @property
    def counted(self) -> Sitting | None:
        return next((sitting for sitting in self.sittings if sitting.state != AttemptState.VOIDED), None)

    @property
    def has_sat(self) -> bool:
        return self.counted is not None and self.counted.state == AttemptState.GRADED

    @property
    def hundredths(self) -> int:
        if self.counted is None or not self.has_sat:
            return 0
        return half_up(Fraction(self.counted.score) * 10_000 / self.counted.full)


def half_up(value: Fraction) -> int:
    return math.floor(value + Fraction(1, 2))


SCORES = st.one_of(
    st.sampled_from([Decimal("82.67"), Decimal("82.68"), Decimal(90)]),
    st.decimals(min_value=0, max_value=100, places=2),
)
SITTINGS = st.builds(Sitting, st.sampled_from(AttemptState), SCORES, st.sampled_from([100, 120, 150]))
PEOPLE = st.lists(
    st.builds(Person, st.integers(0, 8), st.lists(SITTINGS, min_size=1, max_size=2).map(tuple)), min_size=1, max_size=24
)
METHODS = st.builds(Method, st.sampled_from(Absent), st.integers(0, 9))


@contextmanager
def taken_back() -> Iterator[None]:
    """Undo what one example wrote, so that the next begins with the same empty exam."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def seat(exam: Exam, person: Person, worker: User, unit: Unit) -> list[Attempt]:
    second = User.objects.exclude(pk=worker.pk).first()
    return [
        Attempt(
            exam=exam,
            worker=worker,
            number=number,
            unit=unit,
            enterprise=unit.enterprise(),
            employee_no=str(worker.pk),
            state=sitting.state,
            score=None if sitting.state in {AttemptState.PREPARED, AttemptState.IN_PROGRESS} else sitting.score,
            full_points=sitting.full,
            passed=sitting.score >= 80,
            finished_at=exam.opens_at,
            void_reason="替考" if sitting.state == AttemptState.VOIDED else "",
            voided_by=worker,
            void_approved_by=second,
        )
        for number, sitting in enumerate(person.sittings, start=1)
    ]


Group = dict[str | int, list[tuple[bool, int]]]
Told = dict[str | int, tuple[int, int, int, int]]


def by_hand(groups: Group, method: Method, *, is_steadied: bool) -> Told:
    """Return place, value, seats and sat by the key of each group; each person is whether he sat, and hundredths."""

    def number(people: list[tuple[bool, int]]) -> int:
        return len(people) if method.absent == Absent.NOUGHT else sum(sat for sat, _earned in people)

    def earned(people: list[tuple[bool, int]]) -> int:
        return sum(hundredths for _sat, hundredths in people)

    everybody = [person for people in groups.values() for person in people]
    k = method.steadying if is_steadied else 0
    mean = Fraction(earned(everybody), number(everybody)) if number(everybody) else Fraction(0)
    values = {
        key: half_up(Fraction(earned(people) + k * mean) / (number(people) + k)) if number(people) else 0
        for key, people in groups.items()
    }
    return {
        key: (
            1 + sum(other > value for other in values.values()),
            value,
            len(groups[key]),
            sum(s for s, _ in groups[key]),
        )
        for key, value in values.items()
    }


def as_shown(rows: list[Placed]) -> Told:
    return {row.key: (row.place, row.shown, row.counted.seats, row.counted.sat) for row in rows}


def board(period: Period, by: By, method: Method = Method(), arena: Unit | None = None) -> Ranking:  # noqa: B008
    return ranking(seats=seats_of(period, str((arena or BureauFactory()).path)), by=by, method=method)


def ancestor(unit: Unit, kind: UnitKind) -> str | None:
    line = [unit, *unit.get_ancestors()]
    return next((str(above.path) for above in line if above.kind == kind), None)


KINDS = {
    By.TEAM: UnitKind.TEAM,
    By.WORKSHOP: UnitKind.WORKSHOP,
    By.ENTERPRISE: UnitKind.ENTERPRISE,
    By.TOWN: UnitKind.TOWN,
}


def grouped(by: By, people: list[tuple[Unit, int, bool, int]]) -> Group:
    """Return who belongs to which group; each person is his unit, his id, whether he sat, and his hundredths."""
    found: Group = {}
    for unit, worker, sat, hundredths in people:
        key = worker if by == By.INDIVIDUAL else ancestor(unit, KINDS[by])
        if key is not None:
            found.setdefault(key, []).append((sat, hundredths))
    return found


@pytest.fixture
def places() -> list[Unit]:
    """Four teams in workshops of two enterprises, a workshop itself, a team without one, two enterprises themselves,
    one of them directly below the bureau, and its team.
    """
    near, far, direct = EnterpriseFactory(), EnterpriseFactory(), EnterpriseFactory(parent=BureauFactory())
    shops = [WorkshopFactory(parent=near), WorkshopFactory(parent=far)]
    teams = [TeamFactory(parent=shop) for shop in shops for _team in range(2)]
    return [
        *teams,
        shops[0],
        TeamFactory(parent=near),
        near,
        direct,
        TeamFactory(parent=WorkshopFactory(parent=direct)),
    ]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=PEOPLE, method=METHODS)
def test_an_exam_is_ranked_as_by_hand(places: list[Unit], people: list[Person], method: Method) -> None:
    with taken_back():
        exam: Exam = ExamFactory(over=True)
        workers = User.objects.bulk_create([User(name=f"职工{n}", password="!") for n in range(len(people) + 1)])
        pairs = list(zip(people, workers, strict=False))
        Attempt.objects.bulk_create(
            attempt for person, worker in pairs for attempt in seat(exam, person, worker, places[person.place])
        )
        told = [
            (places[person.place], worker.pk, person.has_sat, person.hundredths)
            for person, worker in pairs
            if person.counted
        ]

        for by in By:
            expected = by_hand(grouped(by, told), method, is_steadied=by != By.INDIVIDUAL)
            assert as_shown(board(of_exam(exam), by, method).lines()) == expected


STANDINGS = st.lists(
    st.tuples(st.integers(0, 8), st.none() | st.decimals(min_value=0, max_value=100, places=2), st.booleans()),
    min_size=1,
    max_size=16,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(standings=STANDINGS, method=METHODS)
def test_a_competition_is_ranked_as_by_hand_and_a_veto_counts_nought(
    places: list[Unit], standings: list[tuple[int, Decimal | None, bool]], method: Method
) -> None:
    with taken_back():
        held = Competition.objects.create(
            title="练兵",
            owner=BureauFactory(),
            entries_until=timezone.now(),
            state=CompetitionState.FROZEN,
            frozen_at=timezone.now(),
        )
        stage = Stage.objects.create(competition=held, place=1, name="决赛")
        told = []
        for number, (place, total, is_vetoed) in enumerate(standings, start=1):
            unit, worker = places[place], UserFactory()
            enterprise = unit.enterprise()
            assert enterprise is not None
            entrant = Entrant.objects.create(
                competition=held, number=number, worker=worker, name="甲", unit=unit, enterprise=enterprise
            )
            StandingRow.objects.create(
                competition=held, order=number, entrant=entrant, stage=stage, total=total, is_vetoed=is_vetoed, parts=[]
            )
            earned = 0 if total is None or is_vetoed else int(total * 100)
            told.append((unit, worker.pk, total is not None, earned))

        for by in By:
            expected = by_hand(grouped(by, told), method, is_steadied=by != By.INDIVIDUAL)
            assert as_shown(board(of_competition(held), by, method).lines()) == expected
