"""The answer files of an exam as the desk lists them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from exams.answer_files.judging import Judged, judge
from exams.errors import AnswerFileRefused
from exams.models import AnswerFile, AnswerFileStep, Step
from exams.models.attempts import AttemptQuerySet
from exams.services.answer_files import needs_second, sheet_of
from exams.services.journal import closed_to_phones


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file that was brought: what it would add, or why nothing of it can be entered any more."""

    answer_file: AnswerFile
    needs_second: bool
    judged: Judged | None
    closed: str
    asked: AnswerFileStep | None
    entered: AnswerFileStep | None


def file_lines(attempts: AttemptQuerySet) -> list[FileLine]:
    """Return the files of these attempts, those that wait first. Three queries, and two for each file that waits."""
    people = "uploaded_by", "attempt__worker", "attempt__exam", "attempt__unit"
    files = AnswerFile.objects.filter(attempt__in=attempts).select_related(*people).prefetch_related("steps__by")
    lines = [_line(answer_file) for answer_file in files]
    return sorted(lines, key=lambda line: line.entered is not None)


def _line(answer_file: AnswerFile) -> FileLine:
    steps = {step.step: step for step in answer_file.steps.all()}
    entered = steps.get(Step.ENTERED)
    closed, judged = closed_to_phones(answer_file.attempt), None
    if entered is None and not closed:
        try:
            judged = judge(answer_file.attempt, sheet_of(answer_file), timezone.now())
        except AnswerFileRefused as refusal:
            closed = str(refusal)
    return FileLine(answer_file, needs_second(answer_file), judged, closed, steps.get(Step.ASKED), entered)
