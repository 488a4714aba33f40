"""Taking in answer files, and entering them into the journal: with a reason, and after the grace by two people."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.answer_files.format import AnswerSheet, FiledEvent, read_answer_file
from exams.answer_files.judging import judge
from exams.errors import AnswerFileRefused, NotApproved
from exams.models import AnswerFile, AnswerFileStep, Attempt, AttemptState, EventKind, GradingCause, Step, SubmittedBy
from exams.services.journal import closed_to_phones, insert_events
from exams.services.sittings import close_sitting, store_grading
from organizations.audit import record
from organizations.models import Outcome

if TYPE_CHECKING:
    from exams.models import Exam
    from exams.models.attempts import AttemptQuerySet
    from organizations.models import User


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as somebody brings it: its name on his computer, and what is in it."""

    filename: str
    content: bytes


def take_in(*, exam: Exam, attempts: AttemptQuerySet, brought: Brought, by: User) -> tuple[AnswerFile, bool]:
    """Keep one answer file of the exam, and say whether it is new; nothing enters the journal yet.

    `attempts` are those that the person may act on. The same file a second time is the one that is kept already. Raises
    AnswerFileRefused, naming the file, for what can't be read and for whose sitting takes none; that it was is on
    record.
    """
    try:
        return _take_in(exam, attempts, brought, by)
    except AnswerFileRefused as refusal:
        said = f"{brought.filename}：{refusal}"
        detail = {"file": brought.filename[:200], "digest": _digest(brought), "reason": str(refusal)}
        record("answer_file.refuse", by=by, subject=exam, unit=exam.owner, outcome=Outcome.REFUSED, **detail)
        raise AnswerFileRefused(said) from refusal


@transaction.atomic
def _take_in(exam: Exam, attempts: AttemptQuerySet, brought: Brought, by: User) -> tuple[AnswerFile, bool]:
    sheet = read_answer_file(brought.content)
    attempt = attempts.select_for_update(of=("self",)).select_related("exam", "unit").filter(pk=sheet.attempt).first()
    if attempt is None:
        raise AnswerFileRefused(_("it belongs to a sitting that is not among your people's."))
    if attempt.exam_id != exam.pk:
        raise AnswerFileRefused(_("it belongs to another exam: “%s”. Bring it there.") % attempt.exam.title)
    known = AnswerFile.objects.filter(digest=_digest(brought)).first()
    if known is not None:
        return known, False
    now = timezone.now()
    if closed := closed_to_phones(attempt):
        raise AnswerFileRefused(closed)
    if attempt.is_out_of_time(now - timedelta(days=exam.answer_file_days)):
        late = _("it comes more than %d days after the end of the sitting, too late to count.")
        raise AnswerFileRefused(late % exam.answer_file_days)
    kept = AnswerFile(
        attempt=attempt,
        filename=brought.filename[:200],
        digest=_digest(brought),
        uploaded_by=by,
        uploaded_at=now,
    )
    kept.file.save("", ContentFile(brought.content), save=False)
    kept.save()
    record(
        "answer_file.take_in",
        by=by,
        subject=attempt,
        unit=attempt.unit,
        file=kept.filename,
        digest=kept.digest,
        events=len(sheet.events),
    )
    return kept, True


def _digest(brought: Brought) -> str:
    return hashlib.sha256(brought.content).hexdigest()


def sheet_of(answer_file: AnswerFile) -> AnswerSheet:
    """Read a kept file again. Raises AnswerFileRefused if it is not as it was brought."""
    with answer_file.file.open("rb") as file:
        content: bytes = file.read()
    if hashlib.sha256(content).hexdigest() != answer_file.digest:
        raise AnswerFileRefused(_("The kept file is not as it was brought any more. Tell the exam centre."))
    return read_answer_file(content)


def needs_second(answer_file: AnswerFile) -> bool:
    """Whether two people have to agree: the file came after the grace in which a phone's own answers count."""
    attempt = answer_file.attempt
    grace = timedelta(seconds=attempt.exam.grace_seconds)
    return bool(attempt.deadline is None or attempt.is_out_of_time(answer_file.uploaded_at - grace))


@transaction.atomic
def enter_answer_file(*, answer_file: AnswerFile, reason: str, by: User) -> AnswerFileStep:
    """Put what is new in a file into the journal, marked as late and as brought by file, and grade the sitting anew.

    A hand-in that was chosen in time is the worker's own, as if the phone had sent it: it ends the sitting.
    After the grace the first person only asks for it, and a second one enters it; returned is the step that was made.
    Raises AnswerFileRefused when it was entered before, the sitting takes nothing any more, or no reason is given;
    NotApproved when one person does both, or enters his own answers.
    """
    seats = Attempt.objects.select_for_update(of=("self",)).select_related("exam", "unit")
    attempt = seats.get(pk=answer_file.attempt_id)
    steps = {step.step: step for step in answer_file.steps.all()}
    if Step.ENTERED in steps:
        raise AnswerFileRefused(_("%s: it was entered before.") % answer_file.filename)
    if closed := closed_to_phones(attempt):
        raise AnswerFileRefused(f"{answer_file.filename}：{closed}")
    if by.pk == attempt.worker_id:
        raise NotApproved(_("These are your own answers: somebody else has to bring them in."))
    asked = steps.get(Step.ASKED)
    reason = reason.strip() or (asked.reason if asked else "")
    if not reason:
        raise AnswerFileRefused(_("Say why the phone could not send the answers itself."))
    if needs_second(answer_file) and asked is None:
        return _step(answer_file, Step.ASKED, attempt=attempt, reason=reason, by=by)
    if asked is not None and asked.by_id == by.pk:
        raise NotApproved(_("You asked for it yourself: now a second person has to look at it and enter it."))
    new = judge(attempt, sheet_of(answer_file), timezone.now()).new
    _enter(attempt, answer_file, new)
    answers = sum(filed.event.kind == EventKind.ANSWER for filed in new)
    return _step(answer_file, Step.ENTERED, attempt=attempt, reason=reason, by=by, new_answers=answers)


def _enter(attempt: Attempt, answer_file: AnswerFile, new: tuple[FiledEvent, ...]) -> None:
    now = timezone.now()
    # one opening of the page after the other, as they were: between them what is entered last counts
    by_opening = {device: list(events) for device, events in groupby(_in_order(new), key=attrgetter("device"))}
    for device, events in by_opening.items():
        plain = [filed.event for filed in events]
        insert_events(attempt, device, plain, received_at=now, is_late=True, answer_file=answer_file)
    if any(filed.event.kind == EventKind.SUBMIT for filed in new):
        close_sitting(attempt=attempt, by=SubmittedBy.WORKER, moment=now)
    elif new and attempt.state == AttemptState.GRADED:
        store_grading(attempt=attempt, cause=GradingCause.LATE_ANSWERS)


def _in_order(filed: tuple[FiledEvent, ...]) -> list[FiledEvent]:
    opened: dict[UUID, datetime] = {}
    for each in filed:
        opened[each.device] = min(each.event.chosen_at, opened.get(each.device, each.event.chosen_at))
    return sorted(filed, key=lambda each: (opened[each.device], str(each.device), each.event.seq))


def _step(
    answer_file: AnswerFile, step: Step, *, attempt: Attempt, reason: str, by: User, new_answers: int = 0
) -> AnswerFileStep:
    made: AnswerFileStep = AnswerFileStep.objects.create(
        answer_file=answer_file, step=step, reason=reason[:200], by=by, new_answers=new_answers
    )
    record(
        f"answer_file.{step.value}",
        by=by,
        subject=attempt,
        unit=attempt.unit,
        file=answer_file.filename,
        reason=made.reason,
        new=new_answers,
        score=str(attempt.score),
    )
    return made
