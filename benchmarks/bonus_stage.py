"""What the measurement of a bonus sheet needs: an enterprise whose people all sat two exams, and their base amounts."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from exams.models import Attempt, AttemptState, BonusBase, Exam, ExamState, Paper, SubmittedBy  # noqa: E402
from organizations.models import Industry, Membership, Role, Unit, UnitKind, User  # noqa: E402
from organizations.services.grants import grant_role  # noqa: E402
from organizations.services.units import create_enterprise, create_unit  # noqa: E402

MONTH = date(2024, 3, 1)
EXAMS, TEAM_SIZE, BATCH, SEED = 2, 50, 2000, 20240228
ABSENT = 0.04


def set_stage(workers: int) -> None:
    """Make the enterprise, its people, two closed exams and everybody's sitting of each."""
    bureau = create_unit(parent=None, kind=UnitKind.BUREAU, name="bench", by=None)
    enterprise = create_enterprise(
        parent=bureau, name="bench", code="BENCH", industry=Industry.UNDERGROUND_MINE, by=None
    )
    places = _people(enterprise, workers)
    rng = Random(SEED)
    for number in range(EXAMS):
        _sat(_exam(bureau, number), places, rng)
    roles = {"officer": Role.SAFETY_OFFICER, "head": Role.ENTERPRISE_HEAD}
    staff = {name: User.objects.create_user(name, "bench", name=name) for name in roles}
    for name, role in roles.items():
        grant_role(user=staff[name], role=role, unit=enterprise, by=None)
    _bases(enterprise, places, staff["officer"])


def _people(enterprise: Unit, workers: int) -> list[Membership]:
    teams = [
        create_unit(parent=enterprise, kind=UnitKind.TEAM, name=f"班{number}", by=None)
        for number in range(-(-workers // TEAM_SIZE))
    ]
    people = User.objects.bulk_create((User(name=f"工{number}") for number in range(workers)), batch_size=BATCH)
    return Membership.objects.bulk_create(
        (
            Membership(
                user=person,
                unit=teams[number // TEAM_SIZE],
                enterprise=enterprise,
                employee_no=f"{number:05}",
                started_on=MONTH,
            )
            for number, person in enumerate(people)
        ),
        batch_size=BATCH,
    )


def _exam(bureau: Unit, number: int) -> Exam:
    opens_at = timezone.now() - timedelta(days=9 - number)
    exam: Exam = Exam.objects.create(
        title=f"bench {number}",
        owner=bureau,
        paper=Paper.objects.create(name=f"bench {number}", owner=bureau),
        opens_at=opens_at,
        closes_at=opens_at + timedelta(hours=2),
        bonus_month=MONTH,
        state=ExamState.CLOSED,
    )
    exam.audience.set([bureau])
    return exam


def _sat(exam: Exam, places: list[Membership], rng: Random) -> None:
    Attempt.objects.bulk_create((_seat(exam, place, rng) for place in places), batch_size=BATCH)


def _seat(exam: Exam, place: Membership, rng: Random) -> Attempt:
    seat = Attempt(
        exam=exam, worker=place.user, unit=place.unit, enterprise=place.enterprise, employee_no=place.employee_no
    )
    if rng.random() < ABSENT:
        return seat
    seat.state, seat.submitted_by = AttemptState.GRADED, SubmittedBy.WORKER
    seat.started_at, seat.finished_at = exam.opens_at, exam.closes_at
    seat.score = Decimal(min(100, max(20, round(rng.gauss(84, 9)))))
    seat.passed = seat.score >= exam.pass_points
    return seat


def _bases(enterprise: Unit, places: list[Membership], by: User) -> None:
    now = timezone.now()
    BonusBase.objects.bulk_create(
        (
            BonusBase(
                enterprise=enterprise,
                month=MONTH,
                worker=place.user,
                yuan=Decimal(400),
                brought_by=by,
                brought_at=now,
            )
            for place in places
        ),
        batch_size=BATCH,
    )


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    set_stage(*map(int, sys.argv[1:]))
    print("set")
