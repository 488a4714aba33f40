"""What rankings do when something happens to exams and competitions."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from exams.models import Correction, Exam, ExamState, Grading, GradingCause
from exams.signals import attempt_graded, exam_closed, exam_regraded, results_released, sittings_voided
from leaderboard.models import Competition
from leaderboard.signals import competition_frozen
from leaderboard.tasks import keep_competition_boards, keep_exam_boards


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
