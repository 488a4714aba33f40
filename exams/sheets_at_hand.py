"""Where the answer sheets of an exam on paper stand: waiting for a second person, for a third look, or taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from exams.models import Attempt, SubmittedBy, TypedSheet
from exams.services.typed_sheets import differences

if TYPE_CHECKING:
    from exams.models import Exam
    from exams.models.attempts import AttemptQuerySet
    from organizations.models import User


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A sheet that was typed and is not graded; `differing` are the slots that two people read differently."""

    attempt: Attempt
    letter: str
    typed_by: tuple[User, ...]
    differing: tuple[int, ...]

    @property
    def waits_for_second(self) -> bool:
        return len(self.typed_by) == 1


@dataclass(frozen=True, slots=True)
class SheetsAtHand:
    """All sheets of an exam in somebody's reach."""

    open: Sequence[OpenSheet]
    taken_in: int


def sheets_at_hand(exam: Exam, attempts: AttemptQuerySet) -> SheetsAtHand:
    """Return where the sheets of these attempts stand. Three queries."""
    on_paper = attempts.filter(submitted_by=SubmittedBy.PAPER)
    waiting = attempts.exclude(submitted_by=SubmittedBy.PAPER).select_related("worker", "unit").defer("paper")
    typed = TypedSheet.objects.filter(exam=exam, worker__in=waiting.values("worker")).select_related("form", "by")
    of_worker = {
        worker: list(sheets)
        for worker, sheets in groupby(typed.order_by("worker", "look"), key=lambda sheet: sheet.worker_id)
    }
    at = waiting.filter(worker__in=of_worker).order_by("unit__path", "employee_no")
    return SheetsAtHand([_open(attempt, of_worker[attempt.worker_id]) for attempt in at], on_paper.count())


def _open(attempt: Attempt, typed: Sequence[TypedSheet]) -> OpenSheet:
    differing = tuple(differences(typed)) if len(typed) > 1 else ()
    return OpenSheet(attempt, typed[0].form.letter, tuple(sheet.by for sheet in typed), differing)
