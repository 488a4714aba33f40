"""Taking in answer sheets: typed by two people, compared, settled where they differ, then graded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.errors import NotApproved, SheetRefused
from exams.models import (
    AnswerEvent,
    Attempt,
    AttemptState,
    EventKind,
    GradingCause,
    Look,
    PrintedForm,
    SubmittedBy,
    TypedSheet,
)
from exams.receipts.codes import new_receipt
from exams.services.sittings import GRADED_FIELDS, store_grading
from organizations.audit import record

if TYPE_CHECKING:
    from exams.models import Exam
    from exams.printing.typed import Answer
    from organizations.models import User


@transaction.atomic
def type_sheet(*, form: PrintedForm, worker: User, answers: Sequence[Answer], by: User) -> Attempt | None:
    """Keep what one person read; when a second one has read the same, grade it and return the attempt.

    Returns None while a second person, or a third look, is still to come. Raises NotApproved when one person types
    twice; SheetRefused when the worker has no seat or sat it on his phone, when the sheet was taken in before, or when
    the two take it for different forms.
    """
    attempt, typed = check_sheet(form=form, worker=worker, by=by)
    look = Look.SECOND if typed else Look.FIRST
    TypedSheet.objects.create(exam=form.exam, worker=worker, form=form, look=look, answers=list(answers), by=by)
    if typed and typed[0].answers == list(answers):
        return _grade(attempt, form, answers, by)
    return None


@transaction.atomic
def check_sheet(*, form: PrintedForm, worker: User, by: User) -> tuple[Attempt, list[TypedSheet]]:
    """Return the worker's seat, and what was typed of his sheet so far, where `by` may type it now.

    Raises as type_sheet does: nobody types a whole sheet to be told afterwards.
    """
    attempt = _seat(form.exam, worker)
    typed = list(TypedSheet.objects.filter(exam=form.exam, worker=worker))
    if len(typed) > 1:
        raise SheetRefused(_("Two people have typed this sheet already."))
    if typed and typed[0].by_id == by.pk:
        raise NotApproved(_("You have typed this sheet before: the second time it has to be somebody else."))
    if typed and typed[0].form_id != form.pk:
        said = _("The first person took it for form %s. Look at the letter on the sheet; if it is wrong, start over.")
        raise SheetRefused(said % typed[0].form.letter)
    return attempt, typed


@transaction.atomic
def settle_sheet(*, exam: Exam, worker: User, settled: Mapping[int, Answer], by: User) -> Attempt:
    """Grade a sheet that two people read differently; `settled` says what stands there, for each slot that differs.

    Raises SheetRefused when there is nothing to be settled, or not all of it is.
    """
    attempt = _seat(exam, worker)
    typed = list(TypedSheet.objects.filter(exam=exam, worker=worker).select_related("form"))
    if len(typed) != 2:
        raise SheetRefused(_("There is nothing to be settled in this sheet."))
    if set(settled) != set(differences(typed)):
        raise SheetRefused(_("Say for every number that differs what stands on the sheet."))
    answers = [settled.get(slot, answer) for slot, answer in enumerate(typed[0].answers)]
    form = typed[0].form
    TypedSheet.objects.create(exam=exam, worker=worker, form=form, look=Look.SETTLED, answers=answers, by=by)
    return _grade(attempt, form, answers, by)


@transaction.atomic
def start_over(*, exam: Exam, worker: User, by: User) -> None:
    """Forget what was typed of a sheet that is not graded yet; that it was is on record. Raises SheetRefused."""
    attempt = _seat(exam, worker)
    typed = TypedSheet.objects.filter(exam=exam, worker=worker)
    kept = [{"look": sheet.look, "by": sheet.by_id, "answers": sheet.answers} for sheet in typed]
    if not kept:
        raise SheetRefused(_("Nobody has typed this sheet yet."))
    typed.delete()
    record("sheet.start_over", by=by, subject=attempt, unit=attempt.unit, typed=kept)


def differences(typed: Sequence[TypedSheet]) -> list[int]:
    """Return the slots that the first two people read differently."""
    first, second = typed[0].answers, typed[1].answers
    return [slot for slot, answer in enumerate(first) if answer != second[slot]]


def _seat(exam: Exam, worker: User) -> Attempt:
    """Return the worker's seat, not taken, locked. Raises SheetRefused."""
    seats = Attempt.objects.select_for_update(of=("self",)).select_related("exam", "unit")
    attempt = seats.filter(exam=exam, worker=worker, make_up=None).order_by("-number").first()
    if attempt is None:
        raise SheetRefused(_("%s has no seat in this exam.") % worker)
    if timezone.now() < attempt.exam.opens_at:
        raise SheetRefused(_("The exam has not begun: nobody can have filled in a sheet."))
    if attempt.state == AttemptState.PREPARED:
        return attempt
    if attempt.submitted_by == SubmittedBy.PAPER:
        raise SheetRefused(_("This sheet is taken in and graded already."))
    raise SheetRefused(_("%s has sat this exam on the phone: the sheet can't count as well.") % worker)


def _grade(attempt: Attempt, form: PrintedForm, answers: Sequence[Answer], by: User) -> Attempt:
    """Put the answers into the journal, from a device of their own, and grade what the journal holds.

    The server saw neither start nor end of it: the window of the exam stands for both.
    """
    now, exam = timezone.now(), attempt.exam
    finished = min(now, exam.closes_at)
    attempt.paper, attempt.drawn_at = form.paper, form.printed_at
    attempt.started_at, attempt.deadline, attempt.finished_at = exam.opens_at, exam.closes_at, finished
    attempt.state, attempt.submitted_by, attempt.receipt = AttemptState.GRADED, SubmittedBy.PAPER, new_receipt()
    device = uuid4()
    AnswerEvent.objects.bulk_create(
        AnswerEvent(
            attempt=attempt,
            device=device,
            seq=slot,
            kind=EventKind.ANSWER,
            slot=slot,
            value=answer,
            chosen_at=finished,
            received_at=now,
        )
        for slot, answer in enumerate(answers)
        if answer
    )
    sat = ("paper", "drawn_at", "started_at", "deadline")
    store_grading(attempt=attempt, cause=GradingCause.SUBMIT, written=(*GRADED_FIELDS, *sat))
    record("sheet.graded", by=by, subject=attempt, unit=attempt.unit, form=form.letter, score=str(attempt.score))
    return attempt
