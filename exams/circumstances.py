"""How a sitting was sat, where its result has to say so: read aloud, on a shared tablet, late, by file, on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from exams.models import AnswerEvent, AnswerFileStep, Opening, Step, SubmittedBy

if TYPE_CHECKING:
    from exams.models import Assistance, Attempt
    from exams.models.attempts import AttemptQuerySet


def with_circumstances(attempts: AttemptQuerySet) -> AttemptQuerySet:
    """Return the attempts with what `circumstances` says of them, without a query more."""
    openings = Opening.objects.filter(attempt=OuterRef("pk"), is_kiosk=True)
    late = AnswerEvent.objects.filter(attempt=OuterRef("pk"), is_late=True, answer_file=None)
    filed = AnswerFileStep.objects.filter(answer_file__attempt=OuterRef("pk"), step=Step.ENTERED)
    known: AttemptQuerySet = attempts.select_related("assistance__helper").annotate(
        was_at_kiosk=Exists(openings), had_late_answers=Exists(late), had_a_file=Exists(filed)
    )
    return known


def circumstances(attempt: Attempt) -> list[str]:
    """Return what has to be said of how it was sat. The attempt comes from `with_circumstances`; no query."""
    help_given = assistance_of(attempt)
    said = (
        (help_given is not None, assisted_words(help_given) if help_given else ""),
        (attempt.was_at_kiosk, _("on a shared tablet")),  # type: ignore[attr-defined]  # annotated
        (attempt.had_late_answers, _("answers sent late")),  # type: ignore[attr-defined]  # annotated
        (attempt.had_a_file, _("late, by file")),  # type: ignore[attr-defined]  # annotated
        (attempt.submitted_by == SubmittedBy.PAPER, _("on paper")),
    )
    return [words for holds, words in said if holds]


def assistance_of(attempt: Attempt) -> Assistance | None:
    """Return who reads it aloud, None if nobody does. One query unless it was selected with the attempt."""
    try:
        return attempt.assistance
    except ObjectDoesNotExist:
        return None


def assisted_words(assistance: Assistance) -> str:
    """Say that it was read aloud, and by whom."""
    return _("assisted (read aloud by %s)") % assistance.helper.name
