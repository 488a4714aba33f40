"""What the desk owes: exams under way or just over, with who is still missing, the nearest end first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from exams.models import Attempt, AttemptState, Exam
from organizations.scopes import Reach, units_in_reach

if TYPE_CHECKING:
    from organizations.models import User

SHOWN_FOR = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """One exam as the reader's part of the county sees it; `missing` people have a seat and have not handed in."""

    exam: UUID
    title: str
    opens_at: datetime
    closes_at: datetime
    expected: int
    sat: int

    @property
    def missing(self) -> int:
        return self.expected - self.sat

    @property
    def is_over(self) -> bool:
        return self.closes_at <= timezone.now()

    @property
    def is_to_come(self) -> bool:
        """Whether nobody can have sat it yet, so that nobody is missing."""
        return self.opens_at > timezone.now()

    @property
    def is_owed(self) -> bool:
        return self.missing > 0 and not self.is_to_come


def open_matters(user: User) -> list[OpenMatter]:
    """Return the exams whose people the reader may see; nobody counts twice for a make-up. Two queries."""
    counted = (
        Attempt.objects.counted()
        .filter(
            unit__in=units_in_reach(user, Reach.SEE),
            make_up=None,
            exam__retest_of=None,
            exam__closes_at__gt=timezone.now() - SHOWN_FOR,
        )
        .values("exam")
        .annotate(expected=Count("pk"), sat=Count("pk", filter=Q(state=AttemptState.GRADED)))
        .order_by()
    )
    rows = {row["exam"]: row for row in counted}
    exams = Exam.objects.filter(pk__in=rows).order_by("closes_at")
    return [
        OpenMatter(exam.pk, exam.title, exam.opens_at, exam.closes_at, rows[exam.pk]["expected"], rows[exam.pk]["sat"])
        for exam in exams
    ]
