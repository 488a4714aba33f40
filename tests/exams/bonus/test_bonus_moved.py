"""Which bonus lines a correction would move: the worker's own, and his team's with it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from exams.bonus.moved import bonus_lines_moved
from exams.bonus.sheet import bonus_sheet
from exams.models import Attempt, Exam, QuestionVersion, Treatment
from exams.rulings import Ruling
from exams.services.corrections import approve_correction
from exams.services.regrading import regrade
from organizations.models import Role, User
from tests.factories.bonus import base_of
from tests.factories.corrections import asked_in, choose, over, proposed, the_same_for_all
from tests.factories.organizations import County, staff
from tests.factories.sittings import a_worker

MARCH = date(2024, 3, 1)
GIVE = Ruling(Treatment.GIVE)


@pytest.fixture
def exam(county: County) -> Exam:
    held = the_same_for_all(county.enterprise)
    held.bonus_month = MARCH
    held.save()
    return held


def with_right(exam: Exam, worker: User, right: int) -> Attempt:
    return choose(exam, worker, {version: ["A"] for version in asked_in(exam)[:right]})


def test_a_score_moves_the_worker_and_a_mean_the_whole_team(
    county: County, exam: Exam, worker: User, officer_user: User
) -> None:
    mate = a_worker(county.team)
    base_of(worker.memberships.get(), "400", officer_user)
    own, other = with_right(exam, worker, 3), with_right(exam, mate, 4)  # 60 and 80: mean 70

    moved = bonus_lines_moved(exam, {own.pk: (Decimal(80), True)})

    lines = {line.attempt: (line.coefficient_before, line.coefficient_after) for line in moved}
    assert lines == {own.pk: (Decimal("0.86"), Decimal("1.00")), other.pk: (Decimal("0.95"), Decimal("1.00"))}
    yuan = {line.attempt: (line.amount_before, line.amount_after) for line in moved}
    assert yuan == {own.pk: (Decimal("344.00"), Decimal("400.00")), other.pk: (None, None)}


def test_nothing_moves_without_a_bonus_month_or_a_change(county: County, exam: Exam, worker: User) -> None:
    own = with_right(exam, worker, 3)

    assert bonus_lines_moved(exam, {own.pk: (Decimal(60), False)}) == []
    exam.bonus_month = None
    assert bonus_lines_moved(exam, {own.pk: (Decimal(100), True)}) == []


def test_the_dry_run_foretells_the_sheet(county: County, exam: Exam, worker: User, officer_user: User) -> None:
    absent = a_worker(county.team)
    with_right(exam, worker, 3)
    with_right(exam, a_worker(county.other_team), 5)
    Attempt.objects.bulk_create([Attempt(exam=exam, worker=absent, **_place(absent))])
    version = QuestionVersion.objects.get(pk=asked_in(exam)[4])
    made = proposed(over(exam), version, GIVE, officer_user)
    before = _now(county)

    regrade(correction=approve_correction(correction=made, by=staff(Role.BUREAU_ADMIN, county.bureau)))

    moved = {effect.attempt.employee_no: effect.coefficient_after for effect in made.effects.select_related("attempt")}
    assert _now(county) == before | moved != before


def _now(county: County) -> dict[str, Decimal]:
    return {line.employee_no: line.combined for line in bonus_sheet(enterprise=county.enterprise, month=MARCH).lines}


def _place(worker: User) -> dict[str, object]:
    return dict(worker.memberships.values("unit_id", "enterprise_id", "employee_no").get())
