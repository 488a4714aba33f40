"""Counting an exam's questions, answers and subjects in the background."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.analysis.counting import Count, count_of
from exams.analysis.items import AnswerSums
from exams.analysis.questions import question_lines, suspicious
from exams.analysis.reliability import deviation_of, mean_of, reliability_of
from exams.errors import ExamNotOpen
from exams.models import (
    AnswerFigures,
    CategoryFigures,
    Exam,
    ExamAnalysis,
    ExamState,
    QuestionFigures,
    QuestionVersion,
)
from organizations.audit import record
from organizations.progress import Report, silent

if TYPE_CHECKING:
    from datetime import datetime

    from organizations.models import User

ANSWERS_KEPT = 8  # of a question: every option of a choice; of what can be filled in, what was said most
BATCH = 1000


def ask_for_count(*, exam: Exam, by: User | None) -> ExamAnalysis:
    """Note that the exam is to be counted. The count itself is a task. Raises ExamNotOpen for a draft."""
    if exam.state == ExamState.DRAFT:
        raise ExamNotOpen(_("This exam is a draft: nobody has sat it, so there is nothing to count yet."))
    asked, _new = ExamAnalysis.objects.update_or_create(
        exam=exam, defaults={"asked_at": timezone.now(), "done_at": None}
    )
    record("exam.count", by=by, subject=exam, unit=exam.owner)
    return asked


def count_exam(*, analysis: ExamAnalysis, report: Report = silent) -> int:
    """Bring the exam's figures up to date and return how many sittings were counted. No score changes.

    Until it is done the figures of the last count stand. Safe to repeat: counting again what has not changed brings the
    same figures.
    """
    read_at = timezone.now()
    counted = count_of(analysis.exam, report)
    _store(analysis, counted, read_at)
    return counted.sums.sittings


@transaction.atomic
def _store(analysis: ExamAnalysis, counted: Count, read_at: datetime) -> None:
    analysis = ExamAnalysis.objects.select_for_update().get(pk=analysis.pk)
    sums, found = counted.sums, reliability_of(counted.sums)
    analysis.sittings, analysis.mean, analysis.deviation = sums.sittings, mean_of(sums), deviation_of(sums)
    analysis.reliability, analysis.basis = found.coefficient, found.basis
    analysis.read_at, analysis.done_at = read_at, timezone.now()
    analysis.questions.all().delete()
    analysis.categories.all().delete()
    _store_questions(analysis, counted)
    analysis.suspicious = suspicious(question_lines(analysis.exam, analysis))
    analysis.save()
    CategoryFigures.objects.bulk_create(
        [
            CategoryFigures(analysis=analysis, unit_id=unit, category=category, **asdict(one))
            for (unit, category), one in counted.categories.items()
        ],
        batch_size=BATCH,
    )


def _store_questions(analysis: ExamAnalysis, counted: Count) -> None:
    items = counted.sums.items
    figures = QuestionFigures.objects.bulk_create(
        [QuestionFigures(analysis=analysis, version_id=version, **asdict(item)) for version, item in items.items()],
        batch_size=BATCH,
    )
    kinds = dict(QuestionVersion.objects.filter(pk__in=items).values_list("pk", "kind"))
    answers = counted.answers(kinds)
    AnswerFigures.objects.bulk_create(
        [
            AnswerFigures(question=question, answer=words, **asdict(sums))
            for question in figures
            for words, sums in _kept(answers.get(question.version_id, {})).items()
        ],
        batch_size=BATCH,
    )


def _kept(answers: Mapping[str, AnswerSums]) -> dict[str, AnswerSums]:
    """Return the answers that were given most, and the right ones."""
    by_people = sorted(answers.items(), key=lambda one: (not one[1].is_right, -one[1].people, one[0]))
    return dict(by_people[:ANSWERS_KEPT])
