"""When a law changes: what rests on its old words is asked no more until somebody has looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from exams.models import LawText, Question, QuestionState
from exams.services.parking import park_questions
from organizations.audit import record

if TYPE_CHECKING:
    from exams.models.questions import QuestionQuerySet
    from organizations.models import User


@dataclass(frozen=True, slots=True)
class LawKept:
    """How many questions were parked by a version, and how many that another one had parked are in use again."""

    parked: int
    back: int


@transaction.atomic
def keep_law(*, law: LawText, by: User | None) -> LawKept:
    """Save a legal text in the version in force: what rests on another one is parked, with this as its reason.

    What an earlier entry had parked and rests on this version is in use again. Raises ValidationError.
    """
    law.full_clean()
    law.save()
    record("law.save", by=by, subject=law, title=law.title, version=law.version)
    because = _("%s is in force now.") % law
    old = _resting_on(law).on_old_law()
    stays_parked = Question.objects.filter(pk__in=_parked_by(law).on_old_law().values("pk"))
    stays_parked.update(parked_because=because)
    return LawKept(park_questions(questions=old, because=because, by=by), _take_back(law, by))


def parked_by_version(law: LawText) -> int:
    """Return how many questions in use would be parked if this version were in force. One query."""
    return _resting_on(law).in_use().exclude(current__basis_version=law.version).count()


def _take_back(law: LawText, by: User | None) -> int:
    right = list(_parked_by(law).filter(current__basis_version=law.version).values_list("pk", flat=True))
    back = Question.objects.filter(pk__in=right).update(state=QuestionState.IN_USE, parked_because="")
    if back:
        record("questions.unpark", by=by, subject=law, version=law.version, questions=back)
    return back


def _resting_on(law: LawText) -> QuestionQuerySet:
    resting: QuestionQuerySet = Question.objects.filter(current__basis_text=law.title)
    return resting


def _parked_by(law: LawText) -> QuestionQuerySet:
    """Return what is parked with a version of this text as its reason; what a case has parked is not among it."""
    return _resting_on(law).filter(state=QuestionState.PARKED, parked_because__startswith=f"《{law.title}》（")
