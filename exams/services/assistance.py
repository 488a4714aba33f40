"""Saying before the start that an exam is read aloud to somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from exams.errors import AlreadyStarted
from exams.models import Assistance, Attempt, AttemptState, Exam
from exams.services.papers import seat_for
from organizations.audit import record
from organizations.errors import Refused

if TYPE_CHECKING:
    from organizations.models import User

LONGEST_REASON = 100


@transaction.atomic
def mark_assisted(*, exam: Exam, worker: User, helper: User, reason: str, by: User) -> Assistance:
    """The worker's sitting is marked as read aloud by this helper, on his page, his result and every table of results.

    His paper, his time and what counts stay the same. Marked twice, the later helper and reason stand. Raises Refused
    for no reason and for who would help himself, AlreadyStarted, NotInAudience, PaperCannotBeFilled.
    """
    words = reason.strip()
    if not words:
        raise Refused(_("Write why it is read aloud to him."))
    if len(words) > LONGEST_REASON:
        raise Refused(_("Say it in at most %d characters.") % LONGEST_REASON)
    if helper.pk == worker.pk:
        raise Refused(_("Nobody reads his own paper aloud. Choose somebody else."))
    attempt = _not_begun(seat_for(exam=exam, worker=worker))
    fields = {"helper": helper, "reason": words, "marked_by": by}
    marked, _new = Assistance.objects.update_or_create(attempt=attempt, defaults=fields)
    record("attempt.assist", by=by, subject=attempt, unit=attempt.unit, helper=helper.pk, reason=words)
    return marked


@transaction.atomic
def unmark_assisted(*, assistance: Assistance, by: User) -> None:
    """Nobody reads it aloud after all. Raises AlreadyStarted: then the mark stays for good."""
    attempt = _not_begun(assistance.attempt)
    assistance.delete()
    record("attempt.unassist", by=by, subject=attempt, unit=attempt.unit)


def _not_begun(seat: Attempt) -> Attempt:
    seat = Attempt.objects.select_for_update(of=("self",)).select_related("unit").get(pk=seat.pk)
    if seat.state != AttemptState.PREPARED:
        raise AlreadyStarted(_("He has begun already. It has to be said before the start."))
    return seat
