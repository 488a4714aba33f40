"""When a law changes: what rests on its old words is asked no more until somebody has looked at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from exams.models import LawText, Question
from exams.services.parking import park_questions
from organizations.audit import record

if TYPE_CHECKING:
    from organizations.models import User


@transaction.atomic
def keep_law(*, law: LawText, by: User | None) -> int:
    """Save a legal text in the version in force, and return how many questions on older versions are parked by that.

    Raises ValidationError.
    """
    law.title = law.title.strip().strip("《》").strip()
    law.full_clean()
    law.save()
    record("law.save", by=by, subject=law, title=law.title, version=law.version)
    old = Question.objects.filter(current__basis_text=law.title).on_old_law()
    return park_questions(questions=old, because=_("%s is in force now.") % law, by=by)
