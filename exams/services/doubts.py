"""When a worker says that something is wrong with a question, and when he is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.correcting.asked import doubts_settled_by
from exams.correcting.words import correction_in_words
from exams.errors import DoubtRefused
from exams.models import QuestionDoubt, QuestionVersion
from organizations.audit import record

if TYPE_CHECKING:
    from exams.models import Attempt, Correction
    from organizations.models import User

MOST_A_DAY = 20


def say_doubt(*, worker: User, version: QuestionVersion, text: str, attempt: Attempt | None = None) -> QuestionDoubt:
    """Keep what the worker thinks is wrong, for who keeps the bank; `attempt`: in whose result he met the question.

    Raises DoubtRefused while his last one on this question waits for an answer, and after twenty on one day;
    ValidationError.
    """
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    if QuestionDoubt.objects.filter(worker=worker, created_at__gte=today).count() >= MOST_A_DAY:
        raise DoubtRefused(_("That is enough for today: twenty questions. Go on tomorrow."))
    doubt = QuestionDoubt(worker=worker, version=version, attempt=attempt, text=text)
    doubt.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            doubt.save()
    except IntegrityError as error:
        raise DoubtRefused(_("You have said so already. Wait for the answer.")) from error
    return doubt


@transaction.atomic
def answer_doubt(*, doubt: QuestionDoubt, answer: str, by: User) -> QuestionDoubt:
    """Tell the worker what became of it; he reads it on his practice page. A later answer takes its place.

    Raises ValidationError.
    """
    doubt.answer, doubt.answered_by, doubt.answered_at = answer, by, timezone.now()
    doubt.full_clean()
    doubt.save()
    question = doubt.version.question
    record("question.doubt", by=by, subject=question, unit=question.bank.owner, answer=answer)
    return doubt


def answer_by_correction(*, correction: Correction) -> int:
    """Whoever doubts the question of an exam that was put right is told so; return how many. What was answered stands.

    The exam has to be loaded. One statement.
    """
    now, words = timezone.now(), correction_in_words(correction)
    settled = QuestionDoubt.objects.open().filter(pk__in=doubts_settled_by(correction).values("pk"))
    return settled.update(answer=words, answered_by=correction.decided_by_id, answered_at=now)
