"""What exams do when something happens below them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.dispatch import receiver
from django.utils.translation import gettext as _
from django_q.tasks import async_task
from wagtail.signals import page_published

from courses.models import AccidentCasePage, ProcedureVersion
from courses.signals import procedure_published
from exams.models import Correction, Exam, Grading, MakeUp, Question, ResultsShown, Treatment
from exams.release import is_out
from exams.services.analyses import ask_for_count
from exams.services.anomalies import ask_for_search
from exams.services.bonus_touched import touch_by_roster
from exams.services.certificates import settle_certificates
from exams.services.parking import park_questions
from exams.services.wrong_questions import note_graded
from exams.signals import (
    attempt_graded,
    bonus_touched,
    exam_closed,
    exam_regraded,
    make_up_closed,
    results_released,
    sittings_voided,
)
from exams.tasks import (
    count_questions,
    keep_certificates,
    keep_seats_in_step,
    look_at_bonus,
    note_wrong_answers,
    search_anomalies,
)
from organizations.models import Unit
from organizations.signals import memberships_changed, unit_renamed


@receiver(memberships_changed)
def keep_seats(sender: type, **kwargs: Any) -> None:
    async_task(keep_seats_in_step)


@receiver(memberships_changed)
def note_roster_on_bonus_sheets(sender: type, enterprise_ids: frozenset[int], **kwargs: Any) -> None:
    touch_by_roster(enterprises=enterprise_ids)


@receiver(unit_renamed)
def note_name_on_bonus_sheets(sender: type, unit: Unit, **kwargs: Any) -> None:
    enterprise = unit.enterprise()
    if enterprise is not None:
        touch_by_roster(enterprises=[enterprise.pk])


@receiver(bonus_touched)
def look_whether_a_bonus_moved(sender: type, sheets: list[UUID], noted: datetime, **kwargs: Any) -> None:
    for sheet in sheets:
        async_task(look_at_bonus, sheet, noted.isoformat())


@receiver(page_published, sender=AccidentCasePage)
def park_what_rests_on_the_case(sender: type, instance: AccidentCasePage, **kwargs: Any) -> None:
    """A case that is published anew may tell it otherwise: what rests on it is looked at again."""
    because = _("The case “%s” was published anew.") % instance.short_title
    park_questions(questions=Question.objects.filter(current__basis_case=instance), because=because, by=None)


@receiver(procedure_published)
def park_what_rests_on_the_procedure(
    sender: type, version: ProcedureVersion, replaced: ProcedureVersion | None, **kwargs: Any
) -> None:
    """A procedure of which a new version is in force may say otherwise: what rests on it is looked at again."""
    if replaced is not None:
        because = _("A new version of “%s” is in force.") % version.procedure.name
        resting = Question.objects.filter(current__basis_procedure=version.procedure_id)
        park_questions(questions=resting, because=because, by=None)


@receiver(exam_regraded)
def park_what_was_wrong(sender: type, correction: Correction, **kwargs: Any) -> None:
    """A question whose answer was wrong in one exam is asked in no other until its keeper has looked at it."""
    if correction.treatment != Treatment.POINTS:
        because = _("It was corrected in the exam “%s”.") % correction.exam.title
        park_questions(questions=Question.objects.filter(current=correction.version_id), because=because, by=None)


@receiver(attempt_graded)
def keep_what_was_wrong(sender: type, grading: Grading, **kwargs: Any) -> None:
    note_graded(grading)


@receiver(attempt_graded)
def give_or_take_back_certificate(sender: type, grading: Grading, **kwargs: Any) -> None:
    attempt = grading.attempt
    settle_certificates(exam=attempt.exam, workers=[attempt.worker_id])


@receiver(sittings_voided)
def take_back_certificates(sender: type, exam: Exam, workers: list[int], **kwargs: Any) -> None:
    settle_certificates(exam=exam, workers=workers)


@receiver([exam_closed, results_released])
def give_certificates(sender: type, exam: Exam, **kwargs: Any) -> None:
    """Where workers had to wait for their results, their certificates had to wait too."""
    if exam.certificate_months:
        async_task(keep_certificates, exam.pk)


@receiver(exam_closed)
def search_what_looks_odd(sender: type, exam: Exam, **kwargs: Any) -> None:
    ask_for_search(exam=exam, by=None)
    async_task(search_anomalies, exam.pk)


@receiver(exam_closed)
def count_what_was_answered(sender: type, exam: Exam, **kwargs: Any) -> None:
    async_task(count_questions, ask_for_count(exam=exam, by=None).pk)


@receiver(exam_regraded)
def follow_a_correction(sender: type, correction: Correction, **kwargs: Any) -> None:
    """What rests on the results is told anew: who has a certificate, and the figures of the questions."""
    give_certificates(sender, correction.exam)
    count_what_was_answered(sender, correction.exam)


@receiver([exam_closed, results_released])
def keep_what_was_wrong_in_all(sender: type, exam: Exam, make_up: MakeUp | None = None, **kwargs: Any) -> None:
    """Where workers had to wait for their results, their books had to wait too."""
    if exam.results_shown != ResultsShown.AT_ONCE and is_out(exam, make_up):
        async_task(note_wrong_answers, exam.pk, make_up.pk if make_up else None)


@receiver(make_up_closed)
def look_at_make_up(sender: type, make_up: MakeUp, **kwargs: Any) -> None:
    """The end of a make-up is the end of an exam, for those who sat it."""
    keep_what_was_wrong_in_all(sender, make_up.exam, make_up)
    search_what_looks_odd(sender, make_up.exam)
    give_certificates(sender, make_up.exam)
