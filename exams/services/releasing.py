"""Letting workers see the results of an exam that waits for a person to say so."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.errors import NotToBeReleased
from exams.models import Exam, ExamState, MakeUp, ResultsShown
from exams.signals import results_released
from organizations.audit import record

if TYPE_CHECKING:
    from organizations.models import User


@transaction.atomic
def release_results(*, exam: Exam, by: User) -> Exam:
    """Every worker may see his result from now on; who released it, and when, stands on the exam and in the audit log.

    Raises NotToBeReleased where nobody has to, where somebody has, and while people still sit.
    """
    exam = Exam.objects.select_for_update(no_key=True).get(pk=exam.pk)
    if exam.results_shown != ResultsShown.AFTER_APPROVAL:
        raise NotToBeReleased(_("The results of this exam are shown without anybody releasing them."))
    if exam.results_released_at is not None:
        raise NotToBeReleased(_("The results were released before."))
    if exam.state != ExamState.CLOSED:
        raise NotToBeReleased(_("The exam is not closed yet. Release the results when it is."))
    exam.results_released_at, exam.results_released_by = timezone.now(), by
    exam.save(update_fields=["results_released_at", "results_released_by"])
    record("exam.release", by=by, subject=exam, unit=exam.owner)
    transaction.on_commit(partial(results_released.send, sender=Exam, exam=exam), robust=True)
    return exam


@transaction.atomic
def release_make_up(*, make_up: MakeUp, by: User) -> MakeUp:
    """Everybody who sat the make-up may see his result of it from now on. Raises NotToBeReleased as above."""
    make_up = MakeUp.objects.select_for_update(of=("self",)).select_related("exam", "owner").get(pk=make_up.pk)
    if make_up.exam.results_shown != ResultsShown.AFTER_APPROVAL:
        raise NotToBeReleased(_("The results of this exam are shown without anybody releasing them."))
    if make_up.results_released_at is not None:
        raise NotToBeReleased(_("The results were released before."))
    if make_up.closed_at is None:
        raise NotToBeReleased(_("The make-up is not closed yet. Release the results when it is."))
    make_up.results_released_at, make_up.results_released_by = timezone.now(), by
    make_up.save(update_fields=["results_released_at", "results_released_by"])
    record("exam.release", by=by, subject=make_up, unit=make_up.owner)
    told = partial(results_released.send, sender=MakeUp, exam=make_up.exam, make_up=make_up)
    transaction.on_commit(told, robust=True)
    return make_up
