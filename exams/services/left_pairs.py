"""Leaving two questions as they are, although they are much alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from exams.models import LeftPair, QuestionVersion
from organizations.audit import record

if TYPE_CHECKING:
    from organizations.models import User


@transaction.atomic
def leave_both(*, versions: tuple[QuestionVersion, QuestionVersion], by: User | None) -> LeftPair:
    """Keep that both stay, as they are worded now: they are no pair any more until one of them has other words.

    Who said so first is kept; to say it again changes nothing.
    """
    one, other = sorted(versions, key=lambda version: version.pk)
    pair, is_new = LeftPair.objects.get_or_create(one=one, other=other, defaults={"left_by": by})
    if is_new:
        bank = one.question.bank
        record("questions.leave_both", by=by, subject=bank, unit=bank.owner, one=one.pk, other=other.pk)
    return pair
