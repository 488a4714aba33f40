"""Whether somebody was retrained before his make-up: by a learning task, or by an officer's word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from courses.models import Study
from exams.errors import MakeUpRefused, NotRetrained
from exams.models import Attempt, AttemptState, MakeUp, Retraining
from organizations.audit import record

if TYPE_CHECKING:
    from organizations.models import User


def check_retrained(seat: Attempt) -> None:
    """Raise NotRetrained for a make-up seat whose worker may not begin yet. At most five queries."""
    make_up = seat.make_up
    if make_up is None or retrained(make_up, [seat]):
        return
    if make_up.assignment is None:
        raise NotRetrained(_("First comes the retraining. When you have done it your safety officer notes it here."))
    said = _("First comes the retraining: “%s”. If you have done it, ask your safety officer to note it.")
    raise NotRetrained(said % make_up.assignment.title)


def retrained(make_up: MakeUp, seats: Sequence[Attempt]) -> set[int]:
    """Return the workers of these seats of a make-up who were retrained. At most four queries.

    What was learned before the last sitting ended is no retraining; who was absent may have learned it since the exam
    opened.
    """
    confirmed = set(Retraining.objects.filter(attempt__in=seats).values_list("attempt__worker", flat=True))
    if make_up.assignment_id is None:
        return confirmed
    waiting = {seat.worker_id for seat in seats} - confirmed
    return confirmed | _learned(make_up, waiting)


def _learned(make_up: MakeUp, workers: Collection[int]) -> set[int]:
    if make_up.assignment is None or not workers:
        return set()
    pages = set(make_up.assignment.items.values_list("page", flat=True))
    since = _last_sitting_ended(make_up, workers)
    done: defaultdict[int, set[int]] = defaultdict(set)
    studies = Study.objects.complete().filter(worker__in=workers, page__in=pages)
    for worker, page, completed_at in studies.values_list("worker", "page", "completed_at"):
        if completed_at and completed_at >= since.get(worker, make_up.exam.opens_at):
            done[worker].add(page)
    return {worker for worker, known in done.items() if known == pages}


def _last_sitting_ended(make_up: MakeUp, workers: Collection[int]) -> dict[int, datetime]:
    sat = Attempt.objects.filter(exam=make_up.exam_id, worker__in=workers, finished_at__isnull=False)
    before = sat.exclude(make_up=make_up).order_by().values_list("worker").annotate(ended=Max("finished_at"))
    return {worker: ended for worker, ended in before if ended is not None}


@transaction.atomic
def confirm_retraining(*, make_up: MakeUp, seats: Sequence[Attempt], note: str, by: User) -> int:
    """The workers of these seats of the make-up may begin; return how many could not before.

    Who was confirmed before keeps the first note. Raises MakeUpRefused without a note, or without anybody.
    """
    words = note.strip()[:200]
    if not words:
        raise MakeUpRefused(_("Write when, where and by whom they were retrained."))
    known = set(Retraining.objects.filter(attempt__in=seats).values_list("attempt", flat=True))
    new = [seat for seat in seats if seat.pk not in known and seat.state == AttemptState.PREPARED]
    if not new:
        raise MakeUpRefused(_("Tick those who were retrained."))
    Retraining.objects.bulk_create([Retraining(attempt=seat, note=words, by=by) for seat in new], ignore_conflicts=True)
    people = sorted(seat.worker_id for seat in new)
    record("make_up.retrained", by=by, subject=make_up, unit=make_up.owner, note=words, workers=people)
    return len(new)
