"""What the measurement of corrections needs: an exam that is over, sat by everybody, each on a paper of his own."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db.models import OuterRef, Subquery  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.drawing_stage import set_stage  # noqa: E402
from exams.correcting.sheets import batches  # noqa: E402
from exams.marking import marked  # noqa: E402
from exams.models import Attempt, AttemptState, Exam, ExamState, Grading, GradingCause, Paper, SubmittedBy  # noqa: E402
from exams.services.papers import prepare_papers  # noqa: E402
from organizations.models import Unit  # noqa: E402

RIGHT_OF_TEN = 8
SEED = 6


def set_exam() -> None:
    """Hold the exam: four of five answers right, the others thrown with a die."""
    now = timezone.now()
    exam = Exam.objects.create(
        title="bench",
        owner=Unit.get_first_root_node(),
        paper=Paper.objects.get(name="bench"),
        opens_at=now - timedelta(days=2),
        closes_at=now + timedelta(days=1),
        state=ExamState.PUBLISHED,
        bonus_month=now.date().replace(day=1),
    )
    exam.audience.set([exam.owner])
    prepare_papers(exam=exam)
    Exam.objects.update(state=ExamState.CLOSED, closes_at=now - timedelta(days=1))
    rng = Random(SEED)
    for keys in batches(list(Attempt.objects.values_list("pk", flat=True))):
        _sit(exam, keys, rng)


def _sit(exam: Exam, keys: Sequence[UUID], rng: Random) -> None:
    Grading.objects.bulk_create(
        _grading(seat, paper, rng, exam)
        for seat, paper in Attempt.objects.filter(pk__in=keys).values_list("pk", "paper")
    )
    own = Grading.objects.filter(attempt=OuterRef("pk"))
    Attempt.objects.filter(pk__in=keys).update(
        score=Subquery(own.values("score")[:1]),
        passed=Subquery(own.values("passed")[:1]),
        state=AttemptState.GRADED,
        submitted_by=SubmittedBy.WORKER,
        started_at=exam.opens_at,
        finished_at=exam.opens_at + timedelta(minutes=40),
    )


def _grading(seat: UUID, paper: Sequence[Any], rng: Random, exam: Exam) -> Grading:
    chosen = {slot: ["A" if rng.randrange(10) < RIGHT_OF_TEN else rng.choice("BCD")] for slot in range(len(paper))}
    graded = marked(paper, chosen, rulings={})
    return Grading(
        attempt_id=seat,
        cause=GradingCause.SUBMIT,
        score=graded.score,
        full_points=graded.full_points,
        passed=graded.score >= exam.pass_points,
        marks=[mark.as_data() for mark in graded.marks],
    )


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    set_stage(*map(int, sys.argv[1:]))
    set_exam()
    print("set")
