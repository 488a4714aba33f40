"""Graded sittings as a correction reads them, and grading them anew from what was chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Max

from exams.correcting.moved import Outcome
from exams.marking import Rulings, marked
from exams.models import Attempt, AttemptState, Grading

if TYPE_CHECKING:
    from exams.grading import Graded
    from exams.models import Exam

SHEETS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Sheet:
    """One graded sitting: its paper, and the marks of its newest grading, both as they are kept."""

    attempt: UUID
    paper: list[Any]
    marks: list[dict[str, Any]]
    outcome: Outcome

    def asks(self, version: int) -> bool:
        return any(line[0] == version for line in self.paper)


@dataclass(frozen=True, slots=True)
class Regraded:
    """What a sitting comes to when it is graded anew."""

    graded: Graded
    outcome: Outcome

    def differs(self, sheet: Sheet) -> bool:
        """Whether anything of it is other than the sheet says: outcome, or the points of any answer."""
        return self.outcome != sheet.outcome or [mark.as_data() for mark in self.graded.marks] != sheet.marks


def regraded(sheet: Sheet, rulings: Rulings, pass_points: Decimal) -> Regraded:
    """Grade what was chosen by these rulings. No query where the questions are at hand."""
    graded = marked(sheet.paper, {slot: mark["chosen"] for slot, mark in enumerate(sheet.marks)}, rulings)
    return Regraded(graded, Outcome(graded.score, graded.score >= pass_points))


def sitting_keys(exam: Exam) -> list[UUID]:
    """Return the keys of the exam's graded sittings, make-ups too. One query."""
    graded = Attempt.objects.filter(exam=exam, state=AttemptState.GRADED)
    return list(graded.order_by("pk").values_list("pk", flat=True))


def batches(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(keys), SHEETS_AT_ONCE):
        yield keys[start : start + SHEETS_AT_ONCE]


def sheets_of(keys: Sequence[UUID], *, locked: bool = False) -> list[Sheet]:
    """Return those of these sittings that are graded; `locked`: nobody else grades them until the transaction ends.

    Two queries.
    """
    graded = Attempt.objects.filter(pk__in=keys, state=AttemptState.GRADED).order_by("pk")
    rows = list((graded.select_for_update() if locked else graded).values_list("pk", "paper", "score", "passed"))
    newest = Grading.objects.filter(attempt__in=keys).order_by().values("attempt").annotate(last=Max("pk"))
    marks = dict(Grading.objects.filter(pk__in=newest.values("last")).order_by().values_list("attempt", "marks"))
    return [
        Sheet(pk, paper, marks[pk], Outcome(score, bool(passed)))
        for pk, paper, score, passed in rows
        if pk in marks and score is not None
    ]
