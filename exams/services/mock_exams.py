"""Mock exams: drawn as a real one, marked as a real one, and nobody's business but the worker's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import SystemRandom
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.access import exams_for
from exams.errors import NothingToPractise
from exams.grading import Graded, Mark
from exams.marking import marked
from exams.models import Exam, MockExam, PracticeAnswer, QuestionVersion
from exams.possible import is_possible
from exams.practice.cases import asked_as_one
from exams.practice.drawing import USUAL, MockLine, draw_mock
from exams.practice.questions import questions_for
from exams.practice.withheld import withheld_versions
from exams.services.wrong_questions import note_answers

if TYPE_CHECKING:
    from organizations.models import User


@transaction.atomic
def start_mock(*, worker: User) -> MockExam:
    """Return a mock exam to be answered: the one that he began today, or a new one; one of an earlier day is gone.

    Drawn by the blueprint of the latest exam that he sits, or by the usual numbers; always anew from what he may
    practise, never his own prepared paper. Raises NothingToPractise.
    """
    begun = MockExam.objects.filter(worker=worker, finished_at=None)
    begun.filter(began_at__lt=timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)).delete()
    known = begun.first()
    if known is not None:
        return known
    exam = exams_for(worker).order_by("-closes_at", "pk").first()
    pool = asked_as_one(questions_for(worker))
    paper = draw_mock(lines_of(exam), pool, SystemRandom()) if exam else []
    if not paper:
        exam, paper = None, draw_mock(USUAL, pool, SystemRandom())
    if not paper:
        raise NothingToPractise(_("There is no question to practise with yet. Your safety officer can change that."))
    MockExam.objects.bulk_create([MockExam(worker=worker, exam=exam, paper=paper)], ignore_conflicts=True)
    return MockExam.objects.get(worker=worker, finished_at=None)  # a double tap finds the first one's


def lines_of(exam: Exam) -> Sequence[MockLine]:
    """Return the blueprint of an exam. Two queries."""
    return [
        MockLine(part.kind, part.count, part.points, part.category, part.bank_id, part.case_size)
        for part in exam.paper.parts_of_one_worker()
    ]


@transaction.atomic
def keep_mock(*, mock: MockExam, chosen: Mapping[int, list[str]]) -> MockExam:
    """Keep the answers, by place from 0, of a mock exam that goes on; one that is handed in stays as it is."""
    mock = MockExam.objects.select_for_update().get(pk=mock.pk)
    if mock.finished_at is None:
        mock.chosen = _possible(mock, chosen)
        mock.save()
    return mock


@transaction.atomic
def hand_in_mock(*, mock: MockExam, chosen: Mapping[int, list[str]]) -> MockExam:
    """Keep the answers, by place from 0, and move the wrong-question book; what was not offered is no answer.

    A second hand-in changes nothing. What he does not practise by now, as it stands on the paper that he sits, is not
    practised here either.
    """
    mock = MockExam.objects.select_for_update().get(pk=mock.pk)
    if mock.finished_at is not None:
        return mock
    mock.chosen = _possible(mock, chosen)
    mock.finished_at = timezone.now()
    mock.save()
    _keep_answers(mock, told_of(mock))
    return mock


def _possible(mock: MockExam, chosen: Mapping[int, list[str]]) -> list[list[str]]:
    return [
        answer if is_possible(keys, answer := chosen.get(slot, [])) else []
        for slot, (_version, keys, _points) in enumerate(mock.paper)
    ]


def graded_mock(mock: MockExam) -> Graded:
    """Mark a mock exam. One query."""
    return marked(mock.paper, dict(enumerate(mock.chosen or ())), rulings={})


def told_of(mock: MockExam) -> dict[int, Mark]:
    """Return by place, from 0, what the worker may be told of it now. Three queries.

    A mock exam may be older than the paper that he sits: whether he was right on a question that stands on both would
    tell him the key.
    """
    marks = graded_mock(mock).marks
    withheld = withheld_versions(mock.worker_id, [mark.version for mark in marks])
    return {slot: mark for slot, mark in enumerate(marks) if mark.version not in withheld}


def _keep_answers(mock: MockExam, told: Mapping[int, Mark]) -> None:
    """What was answered is kept as any practice is; a blank says nothing."""
    answered = {slot: mark for slot, mark in told.items() if any(mark.chosen)}
    kept = PracticeAnswer.objects.bulk_create(
        [
            PracticeAnswer(
                worker_id=mock.worker_id,
                version_id=mark.version,
                occasion=mock.occasion(slot),
                answer=list(mark.chosen),
                is_right=mark.is_right,
            )
            for slot, mark in answered.items()
        ]
    )
    questions = dict(
        QuestionVersion.objects.filter(pk__in=[answer.version_id for answer in kept]).values_list("pk", "question_id")
    )
    results = {questions[answer.version_id]: answer.is_right for answer in kept}
    note_answers(worker=mock.worker_id, results=results, day=timezone.localdate())
