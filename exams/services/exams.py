"""Publishing an exam, keeping its seats in step with the roster, and closing it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.errors import AlreadyPublished, ExamNotOpen, PaperCannotBeFilled
from exams.models import Attempt, AttemptState, Exam, ExamState
from exams.services.audience import audience_of, standings_of
from exams.services.bonus_touched import touch_by_exam
from exams.services.papers import prepare_papers, settle_seats
from exams.services.plans import plan_of
from exams.services.readiness import obstacles_of
from exams.signals import exam_closed
from organizations.audit import record

if TYPE_CHECKING:
    from organizations.models import User


@transaction.atomic
def publish_exam(*, exam: Exam, by: User | None) -> Exam:
    """Announce the exam: from now on its paper and audience stand. Papers are drawn by a task of its own.

    Raises AlreadyPublished, PaperCannotBeFilled, and ExamNotOpen when its window has passed.
    """
    exam = Exam.objects.select_for_update().get(pk=exam.pk)
    if exam.state != ExamState.DRAFT:
        raise AlreadyPublished(_("This exam was published before."))
    if exam.closes_at <= timezone.now():
        raise ExamNotOpen(_("The window of this exam has passed: move it first."))
    missing = obstacles_of(exam.paper, plan_of(exam.paper), standings_of(audience_of(exam)))
    if missing:
        raise PaperCannotBeFilled("".join(missing))
    exam.state = ExamState.PUBLISHED
    exam.full_clean()
    exam.save()
    record("exam.publish", by=by, subject=exam, unit=exam.owner)
    return exam


def prepare_open_exams() -> int:
    """Bring the seats of every published exam into step with the rosters; return the new seats."""
    exams = Exam.objects.filter(state=ExamState.PUBLISHED, closes_at__gt=timezone.now())
    return sum(prepare_papers(exam=exam) for exam in exams)


def close_exams(*, moment: datetime | None = None) -> int:
    """Close every exam whose window and grace are over: who never sat is absent from now on.

    One with extra time, or a pause, stays open until everybody has had his.
    """
    now = moment or timezone.now()
    over = Exam.objects.filter(state=ExamState.PUBLISHED, closes_at__lte=now)
    return sum(_close(exam, now) for exam in over if now >= exam.closes_at + timedelta(seconds=exam.grace_seconds))


@transaction.atomic
def _close(exam: Exam, now: datetime) -> bool:
    exam = Exam.objects.select_for_update(no_key=True).get(pk=exam.pk)
    if exam.state != ExamState.PUBLISHED or _is_waited_for(exam, now):
        return False
    settle_seats(exam=exam, plan=None)
    exam.state = ExamState.CLOSED
    exam.save(update_fields=["state"])
    touch_by_exam(exam=exam)
    record("exam.close", by=None, subject=exam, unit=exam.owner)
    transaction.on_commit(partial(exam_closed.send, sender=Exam, exam=exam), robust=True)
    return True


def _is_waited_for(exam: Exam, now: datetime) -> bool:
    """Whether somebody is sitting still, or a pause keeps a seat's window open; the grace of late answers included."""
    grace, attempts = timedelta(seconds=exam.grace_seconds), Attempt.objects.filter(exam=exam)
    if attempts.filter(state=AttemptState.IN_PROGRESS).exists():
        return True
    seats = attempts.filter(state=AttemptState.PREPARED)
    if seats.filter(paused_at__isnull=False).exists():
        return True
    paused_for = seats.aggregate(longest=Max("paused_for"))["longest"] or timedelta()
    latest = attempts.aggregate(latest=Max("deadline"))["latest"] or exam.closes_at
    return now < max(exam.closes_at + paused_for, latest) + grace
