"""What the leaderboard does when something happens below it: points for what was learned, boards kept at the close."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from courses.models import ProcedureReading, Study
from courses.signals import procedure_signed, study_completed
from exams.models import Correction, DailyTen, Exam, ExamState, Grading, GradingCause
from exams.signals import attempt_graded, exam_closed, exam_regraded, results_released, sittings_voided, ten_done
from leaderboard.models import Competition
from leaderboard.points.kinds import PointKind
from leaderboard.services.points import give_points
from leaderboard.signals import competition_frozen
from leaderboard.tasks import keep_competition_boards, keep_exam_boards


@receiver(ten_done)
def points_for_practice(sender: type, ten: DailyTen, day: date, **kwargs: Any) -> None:
    give_points(worker=ten.worker_id, kind=PointKind.PRACTICE, about=f"practice:{ten.day.isoformat()}", day=day)


@receiver(study_completed)
def points_for_reading(sender: type, study: Study, **kwargs: Any) -> None:
    give_points(worker=study.worker_id, kind=PointKind.READING, about=f"case:{study.page_id}")


@receiver(procedure_signed)
def points_for_procedure(sender: type, reading: ProcedureReading, **kwargs: Any) -> None:
    give_points(worker=reading.worker_id, kind=PointKind.PROCEDURE, about=f"procedure:{reading.version_id}")


@receiver([exam_closed, results_released])
def keep_boards_of_exam(sender: type, exam: Exam, **kwargs: Any) -> None:
    async_task(keep_exam_boards, exam.pk)


@receiver(exam_regraded)
def keep_corrected_boards(sender: type, correction: Correction, **kwargs: Any) -> None:
    because = _("A question of “%s” was corrected.") % correction.exam.title
    async_task(keep_exam_boards, correction.exam_id, because)


@receiver(sittings_voided)
def keep_boards_without_the_voided(sender: type, exam: Exam, workers: list[int], **kwargs: Any) -> None:
    if exam.state == ExamState.CLOSED:
        async_task(keep_exam_boards, exam.pk, _("Sittings of “%s” were annulled.") % exam.title)


@receiver(attempt_graded)
def keep_boards_with_late_answers(sender: type, grading: Grading, **kwargs: Any) -> None:
    exam = grading.attempt.exam
    if grading.cause == GradingCause.LATE_ANSWERS and exam.state == ExamState.CLOSED:
        async_task(keep_exam_boards, exam.pk, _("Answers of “%s” came in late.") % exam.title)


@receiver(competition_frozen)
def keep_boards_of_competition(sender: type, competition: Competition, **kwargs: Any) -> None:
    async_task(keep_competition_boards, competition.pk)
