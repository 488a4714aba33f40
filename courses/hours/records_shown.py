"""Learning records as a page shows them: in minutes, with their corrections under them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch, prefetch_related_objects

from courses.models.records import LearningRecord

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction of a record, and the minutes that counted after it."""

    row: LearningRecord
    minutes: int


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """A record with the minutes that were spent, those that count now, and its corrections, oldest first."""

    row: LearningRecord
    minutes: int
    counting: int
    corrections: tuple[Correction, ...]
    may_correct: bool

    @property
    def first_counting(self) -> int:
        """The minutes that counted when it was recorded."""
        return self.row.counted_seconds // 60

    @property
    def counts_less(self) -> bool:
        return self.counting < self.minutes


def shown_records(records: Iterable[LearningRecord], *, may_correct: QuerySet[LearningRecord]) -> list[ShownRecord]:
    """Return the records for a page. Four queries, however many they are."""
    listed = list(records)
    corrections = LearningRecord.objects.select_related("recorded_by").order_by("recorded_at", "pk")
    prefetch_related_objects(listed, "unit", Prefetch("corrections", corrections, to_attr="mended"))
    correctable = set(may_correct.filter(pk__in=[row.pk for row in listed]).values_list("pk", flat=True))
    return [_shown(row, row.pk in correctable) for row in listed]


def _shown(row: LearningRecord, may_correct: bool) -> ShownRecord:
    seconds, corrections = row.counted_seconds, []
    for correction in row.mended:  # type: ignore[attr-defined]  # the prefetch above
        seconds += correction.counted_seconds
        corrections.append(Correction(correction, seconds // 60))
    return ShownRecord(row, row.seconds // 60, seconds // 60, tuple(corrections), may_correct)
