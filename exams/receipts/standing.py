"""What a receipt code is worth today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from exams.models import Attempt, AttemptState, GradingCause
from exams.receipts.facts import Facts, answers_digest, facts_of


@dataclass(frozen=True, slots=True)
class Standing:
    """The receipt as the exam centre holds it now. `added_at` is when late answers were last counted, if ever."""

    facts: Facts
    enterprise: str
    is_voided: bool
    is_as_graded: bool
    added_at: datetime | None

    @property
    def is_valid(self) -> bool:
        return self.is_as_graded and not self.is_voided


def is_open_again(code: str) -> bool:
    """Whether the sitting of this code was handed in, and then given more time: it goes on. One query."""
    return Attempt.objects.filter(receipt=code, state=AttemptState.IN_PROGRESS).exists()


def standing_of(code: str) -> Standing | None:
    """Return what stands behind a code; None where no sitting was ever handed in with it. Seven queries.

    The journal is added up anew and held against what was graded: one answer changed past the product shows.
    """
    people = "exam", "worker", "enterprise"
    attempt = Attempt.objects.filter(receipt=code, finished_at__isnull=False).select_related(*people).first()
    if attempt is None:
        return None
    facts = facts_of(attempt)
    gradings = list(attempt.gradings.order_by("pk"))
    marks = gradings[-1].marks if gradings else []
    added = [grading.graded_at for grading in gradings if grading.cause == GradingCause.LATE_ANSWERS]
    return Standing(
        facts=facts,
        enterprise=attempt.enterprise.shown_name,
        is_voided=attempt.state == AttemptState.VOIDED,
        is_as_graded=facts.digest == answers_digest(attempt.pk, {n: mark["chosen"] for n, mark in enumerate(marks)}),
        added_at=added[-1] if added else None,
    )
