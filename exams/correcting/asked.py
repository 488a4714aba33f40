"""Where a question was asked: in which exam, and on whose paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast

from exams.models import Attempt, AttemptState, ExamState, PaperPart, PaperQuestion, QuestionDoubt, QuestionVersion

if TYPE_CHECKING:
    from exams.models import Correction, Exam
    from exams.models.attempts import AttemptQuerySet
    from exams.models.doubts import QuestionDoubtQuerySet
    from exams.models.exams import ExamQuerySet

MOST_DOUBTS, MOST_SAID = 500, 3
MOST_LOOKED_AT, MOST_FOUND = 10, 5


@dataclass(frozen=True, slots=True)
class DoubtedQuestion:
    """One question that people doubt: how many, and what the latest of them say."""

    version: QuestionVersion
    people: int
    said: list[str]

    @property
    def more(self) -> int:
        return self.people - len(self.said)


def is_asked(exam: Exam, version: int) -> bool:
    """Whether anybody who has begun was asked this version. One query; it ends at the first who was."""
    return asking(Attempt.objects.filter(exam=exam), [version]).exists()


def worth_in(exam: Exam, version: int) -> Decimal | None:
    """Return the points that the version had on the paper of somebody who has begun; None if it was not asked.

    One query; it ends at the first who was.
    """
    attempt = asking(Attempt.objects.filter(exam=exam), [version]).only("paper").first()
    points = [line[2] for line in attempt.paper if line[0] == version] if attempt else []
    return Decimal(points[0]) if points else None


def found_in(exam: Exam, words: str) -> list[QuestionVersion]:
    """Return a few questions of the exam with these words in them, as they were asked. One query, and one for each."""
    parts = PaperPart.objects.filter(paper=exam.paper_id)
    held = Q(question__bank__in=parts.values("bank")) | Q(
        pk__in=PaperQuestion.objects.filter(paper=exam.paper_id).values("version")
    )
    versions = QuestionVersion.objects.filter(held, stem__icontains=words).order_by("question", "-number")
    return [version for version in versions[:MOST_LOOKED_AT] if is_asked(exam, version.pk)][:MOST_FOUND]


def asking(attempts: AttemptQuerySet, versions: Iterable[int]) -> AttemptQuerySet:
    """Return those of the sittings that have begun, and on whose paper one of the versions stands.

    Both databases keep a paper as [[12, ["B", "A"], "2.00"], …], with these spaces.
    """
    begun = attempts.exclude(state=AttemptState.PREPARED).annotate(lines=Cast("paper", TextField()))
    stands = [Q(lines__contains=f"[{version}, [") for version in versions]
    found: AttemptQuerySet = begun.filter(reduce(or_, stands)) if stands else begun.none()
    return found


def exams_that_asked(doubt: QuestionDoubt, held: ExamQuerySet) -> list[Exam]:
    """Return those of these exams in which the worker who doubts was asked this very version, the latest first.

    One query.
    """
    own = Attempt.objects.filter(worker=doubt.worker_id, exam__in=held).exclude(exam__state=ExamState.DRAFT)
    asked = asking(own, [doubt.version_id]).select_related("exam").defer("paper").order_by("-exam__opens_at")
    return list({attempt.exam_id: attempt.exam for attempt in asked}.values())


def doubts_from(exam: Exam) -> list[DoubtedQuestion]:
    """Return the questions of this exam that people who were asked them doubt, while nobody has answered; most first.

    Two queries; the latest five hundred doubts are read.
    """
    practised = Q(attempt__isnull=True, worker__attempts__exam=exam, created_at__gte=exam.opens_at)
    said = QuestionDoubt.objects.open().filter(Q(attempt__exam=exam) | practised)
    doubts = list(said.select_related("version").distinct().order_by("-created_at")[:MOST_DOUBTS])
    papers = Attempt.objects.filter(exam=exam, worker__in={doubt.worker_id for doubt in doubts})
    asked = {
        (worker, line[0])
        for worker, paper in papers.exclude(state=AttemptState.PREPARED).values_list("worker", "paper")
        for line in paper
    }
    by_version = defaultdict[QuestionVersion, list[str]](list)
    for doubt in doubts:
        if (doubt.worker_id, doubt.version_id) in asked:
            by_version[doubt.version].append(doubt.text)
    found = [DoubtedQuestion(version, len(said), said[:MOST_SAID]) for version, said in by_version.items()]
    return sorted(found, key=lambda question: -question.people)


def doubts_settled_by(correction: Correction) -> QuestionDoubtQuerySet:
    """Return the open doubts about its version in its exam: met in a result of it, or practised since by who was asked.

    The exam has to be loaded. No query.
    """
    exam, version = correction.exam, correction.version_id
    own = asking(Attempt.objects.filter(exam=exam, worker=OuterRef("worker")), [version])
    practised = Q(attempt__isnull=True, created_at__gte=exam.opens_at) & Q(Exists(own))
    found: QuestionDoubtQuerySet = QuestionDoubt.objects.open().filter(version=version)
    return found.filter(Q(attempt__exam=exam) | practised)
