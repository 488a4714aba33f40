"""What is measured inside one process: drawing everybody's papers, when nothing and when much was had before."""

from __future__ import annotations

import json
from datetime import timedelta

import django

from benchmarks.timing import timed

django.setup()

from django.utils import timezone  # noqa: E402

from exams.models import Attempt, Exam, ExamState, Paper  # noqa: E402
from exams.services.papers import prepare_papers, redraw  # noqa: E402
from organizations.models import Unit  # noqa: E402

EXAMS, COMPARED = 3, 20


def draw(number: int) -> dict[str, object]:
    """Draw one exam's papers and sit it; return what that took."""
    now = timezone.now()
    exam = Exam.objects.create(
        title=f"bench {number}",
        owner=Unit.get_first_root_node(),
        paper=Paper.objects.get(name="bench"),
        opens_at=now,
        closes_at=now + timedelta(hours=2),
        state=ExamState.PUBLISHED,
    )
    exam.audience.set([exam.owner])
    took = timed(lambda: prepare_papers(exam=exam))
    papers = Attempt.objects.filter(exam=exam)
    same = sum(redraw(attempt=attempt) == attempt.paper for attempt in papers.order_by("?")[:COMPARED])
    papers.update(started_at=timezone.now())
    return {
        "exams_sat_before": number,
        "papers": papers.count(),
        "questions_each": len(papers[0].paper),
        **took,
        f"same_when_drawn_again_of_{COMPARED}": same,
    }


if __name__ == "__main__":
    print(json.dumps([draw(number) for number in range(EXAMS)]))
