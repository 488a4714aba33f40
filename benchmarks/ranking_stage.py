"""What the measurement of rankings needs: a county and an exam in which everybody has a seat."""

from __future__ import annotations

import random
import sys
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.analysing_stage import BATCH, TEAM_SIZE, county_of, people_of, seats_of  # noqa: E402
from benchmarks.measuring import SEED  # noqa: E402
from exams.models import Attempt, Exam, ExamState, Paper  # noqa: E402
from organizations.models import Role, RoleGrant, UnitKind, User  # noqa: E402
from organizations.services.units import create_unit  # noqa: E402


def set_stage(workers: int) -> Exam:
    """Return the exam, closed; scores are even numbers from 50 to 100, so that thousands share a place."""
    bureau = create_unit(parent=None, kind=UnitKind.BUREAU, name="bench", by=None)
    officer = User.objects.create_user("bench-bureau", "bench-bureau-bench", name="县局")
    RoleGrant.objects.create(user=officer, unit=bureau, role=Role.BUREAU_ADMIN)
    people = people_of(county_of(bureau, -(-workers // TEAM_SIZE)), workers)
    opens_at = timezone.now() - timedelta(days=2)
    exam = Exam.objects.create(
        title="bench",
        owner=bureau,
        paper=Paper.objects.create(name="bench", owner=bureau),
        opens_at=opens_at,
        closes_at=opens_at + timedelta(hours=6),
        state=ExamState.CLOSED,
    )
    Attempt.objects.bulk_create(seats_of(exam, people, random.Random(SEED)), batch_size=BATCH)
    return exam


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    print(set_stage(*map(int, sys.argv[1:])).pk)
